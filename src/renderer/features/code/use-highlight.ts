import { useEffect, useState } from 'react';
import { Highlighter, isWorthIt, type Lines } from './highlighter.ts';
import type { HighlightAnswer } from './tones.ts';

/** A text that still grows is left alone: it is coloured once it has stood still for so long. */
const SETTLED = 200;

const highlighter = new Highlighter((answer) => {
  const worker = new Worker(new URL('./highlight.worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<HighlightAnswer>) => answer(data));
  return {
    post: (request) => worker.postMessage(request, []),
    end: () => worker.terminate(),
  };
});

/** The tones of a text's lines; null while they are not known, and where it stays plain. */
export function useHighlight(text: string, language: string | null): Lines {
  const known = language === null ? null : highlighter.known(text, language);
  const [, setCame] = useState<Lines>(null);
  useEffect(() => {
    if (language === null || known !== undefined || !isWorthIt(text)) return;
    let gone = false;
    const timer = setTimeout(() => {
      void highlighter.lines(text, language).then((lines) => !gone && setCame(lines));
    }, SETTLED);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [text, language, known]);
  return known ?? null;
}
