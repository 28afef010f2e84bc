import { tokenise } from './tokenise.ts';
import type { HighlightAnswer, HighlightRequest } from './tones.ts';

const answer = (message: HighlightAnswer) => postMessage(message);

addEventListener('message', ({ data }: MessageEvent<HighlightRequest>) => {
  const { id, text, language } = data;
  tokenise(text, language).then(
    (lines) => answer({ id, lines }),
    () => answer({ id, lines: null }),
  );
});
