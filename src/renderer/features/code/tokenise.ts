import { createHighlighterCore, type HighlighterCore } from '@shikijs/core';
import { createJavaScriptRegexEngine } from '@shikijs/engine-javascript';
import { grammars } from './grammars.ts';
import { toneOf, toneTheme } from './theme.ts';
import type { LineTones } from './tones.ts';

let highlighter: Promise<HighlighterCore> | null = null;

/** The tones of each line, by the grammar of a language. */
export async function tokenise(text: string, language: string): Promise<LineTones[]> {
  const grammar = grammars[language];
  if (!grammar) throw new Error(`There is no grammar of ${language}.`);
  highlighter ??= createHighlighterCore({
    themes: [toneTheme],
    langs: [],
    // The content security policy forbids the other engine, which is WebAssembly.
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  });
  const core = await highlighter;
  if (!core.getLoadedLanguages().includes(language)) await core.loadLanguage(grammar());
  const lines = core.codeToTokensBase(text, {
    lang: language,
    theme: 'tones',
    // The first line pays for the grammar. What takes too long is ended with the worker, as a whole.
    tokenizeTimeLimit: 0,
  });
  return lines.map((line) => line.flatMap(({ content, color }) => [content.length, toneOf(color)]));
}
