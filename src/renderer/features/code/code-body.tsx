import { useMemo } from 'react';
import { LineList } from '../inspector/line-list.tsx';
import { CodeLine } from './code-line.tsx';
import { withoutNumbers } from './numbered.ts';
import { useHighlight } from './use-highlight.ts';

interface Props {
  readonly label: string;
  readonly text: string;
  readonly language: string;
  readonly wrap: boolean;
  readonly inset?: boolean | undefined;
  readonly whole?: boolean | undefined;
}

/** What stands in a file, in the colours of its language. */
export function CodeBody({ label, text, language, wrap, inset, whole }: Props) {
  const lines = useMemo(() => text.replace(/\n+$/, '').split('\n'), [text]);
  const { text: code, before } = useMemo(() => withoutNumbers(lines), [lines]);
  const tones = useHighlight(code, language);
  return (
    <LineList
      label={label}
      lines={lines.length}
      wrap={wrap}
      inset={inset}
      whole={whole}
      renderLine={(index) => {
        const line = lines[index] ?? '';
        const length = before[index] ?? 0;
        return (
          <>
            {length > 0 && <span className="text-faint select-none">{line.slice(0, length)}</span>}
            <CodeLine text={line.slice(length)} line={tones?.[index]} />
          </>
        );
      }}
    />
  );
}
