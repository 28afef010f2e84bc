import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../../ui/cx.ts';

/** The line that most rows are, as high as the density has it: a chevron, a glyph, what it is, and figures on the right. */
export function Line({
  level,
  open,
  onFold,
  glyph,
  right,
  children,
  below,
}: {
  readonly level: number;
  readonly open: boolean | null;
  readonly onFold: () => void;
  readonly glyph: ReactNode;
  readonly right?: ReactNode;
  readonly children: ReactNode;
  /** Wrapped text under the line. */
  readonly below?: ReactNode;
}) {
  return (
    <>
      <div
        className="flex h-(--row) items-center gap-2 pr-3.5"
        style={{ paddingLeft: indent(level) }}
      >
        <Chevron open={open} onFold={onFold} />
        {glyph}
        {children}
        <span className="ml-auto flex flex-none items-center gap-3 pl-2">{right}</span>
      </div>
      {below}
    </>
  );
}

export const indent = (level: number): number => 8 + (level - 1) * 16;

/** Where text starts that belongs to a line of this level: under what the line says. */
export const textIndent = (level: number): number => indent(level) + 48;

function Chevron({ open, onFold }: { open: boolean | null; onFold: () => void }) {
  if (open === null) return <span className="w-5 flex-none" />;
  return (
    <span
      // The tree itself answers to the keyboard (h, l, arrows); this is for the pointer.
      aria-hidden
      onClick={(event) => {
        event.stopPropagation();
        onFold();
      }}
      className="-mr-1 flex h-6 max-h-(--row) w-6 flex-none items-center justify-center rounded text-faint hover:text-text"
    >
      <ChevronRight
        size={13}
        className={cx('motion-safe:transition-transform', open && 'rotate-90')}
      />
    </span>
  );
}
