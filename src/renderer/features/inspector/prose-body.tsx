import { use } from 'react';
import { count } from '../../../core/format.ts';
import { Markdown } from '../markdown/markdown.tsx';
import { MannerContext } from './manner.ts';
import { TextBody } from './text-body.tsx';

interface Props {
  readonly label: string;
  readonly text: string;
  /** Length of the whole text: the state carries a part of a very long one. */
  readonly whole: number;
  readonly wrap: boolean;
}

/** What an agent or a user said: read as Markdown, or as it is written. */
export function ProseBody({ label, text, whole, wrap }: Props) {
  const { plain } = use(MannerContext);
  if (text.trim() === '') return <p className="flex-1 bg-code px-3.5 py-3 text-muted">Nothing.</p>;
  const missing = whole > text.length && (
    <span className="mt-1 block font-sans text-sm text-faint">
      {count(whole - text.length)} more characters are in the log
    </span>
  );
  if (plain) return <TextBody label={label} text={text} wrap={wrap} more={missing} />;
  return (
    <div
      role="region"
      aria-label={label}
      tabIndex={0}
      className="min-h-0 flex-1 overflow-auto bg-code px-3.5 py-2.5 leading-[19px] select-text"
    >
      <Markdown text={text.trim()} />
      {missing}
    </div>
  );
}
