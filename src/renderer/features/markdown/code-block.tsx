import { use, useMemo } from 'react';
import { CodeLine } from '../code/code-line.tsx';
import { languageNamed } from '../code/languages.ts';
import { useHighlight } from '../code/use-highlight.ts';
import { cx } from '../../ui/cx.ts';
import { InTree } from './in-tree.ts';

/** Beyond this a block in a text stays plain: all its lines are there at once. */
const LONGEST = 20_000;

/** Code in a text, in its own columns; in colours when its language is told and it has settled. */
export function CodeBlock({ code, language }: { code: string; language: string }) {
  const tones = useHighlight(code, code.length > LONGEST ? null : languageNamed(language));
  const inTree = use(InTree);
  const lines = useMemo(() => code.split('\n'), [code]);
  return (
    <code
      // What scrolls must be a stop of the keyboard, which nothing within a row can be.
      {...(inTree ? {} : { tabIndex: 0 })}
      className={cx(
        'mono block rounded-md border border-line bg-code px-2.5 py-1.5 leading-[17px]',
        inTree ? 'break-words whitespace-pre-wrap' : 'overflow-x-auto whitespace-pre',
      )}
    >
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
