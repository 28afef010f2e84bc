import { useMemo } from 'react';
import { CodeLine } from '../code/code-line.tsx';
import { languageNamed } from '../code/languages.ts';
import { useHighlight } from '../code/use-highlight.ts';

/** Beyond this a block in a text stays plain: all its lines are there at once. */
const LONGEST = 20_000;

/** Code in a text, in its own columns; in colours when its language is told and it has settled. */
export function CodeBlock({ code, language }: { code: string; language: string }) {
  const tones = useHighlight(code, code.length > LONGEST ? null : languageNamed(language));
  const lines = useMemo(() => code.split('\n'), [code]);
  return (
    <code className="mono block overflow-x-auto rounded-md border border-line bg-code px-2.5 py-1.5 leading-[17px] whitespace-pre">
      {tones
        ? lines.map((line, index) => (
            <span key={index}>
              <CodeLine text={line} line={tones[index]} />
              {index < lines.length - 1 && '\n'}
            </span>
          ))
        : code}
    </code>
  );
}
