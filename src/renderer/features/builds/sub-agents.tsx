import { ChevronRight } from 'lucide-react';
import type { BuildSummary } from '../../../core/build/summary.ts';
import { cx } from '../../ui/cx.ts';
import { plural } from '../../../core/format.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { useTicking } from '../../ui/ticker.ts';
import { notable } from './group.ts';

interface Props {
  /** All of them, also those of sub-agents themselves. */
  readonly all: readonly BuildSummary[];
  readonly own: number;
  readonly open: boolean;
  readonly title: string;
  readonly indent: number;
  readonly onFold: () => void;
}

/** The line that folds a build's sub-agents away, and says how they are while it does. */
export function SubAgentsLine({ all, own, open, title, indent, onFold }: Props) {
  // To the minute: one that falls silent does not run any more.
  const now = useTicking((time) => Math.floor(time / 60_000) * 60_000);
  return (
    <button
      type="button"
      aria-expanded={open}
      aria-label={`${plural(own, 'sub-agent')} of ${title}`}
      onClick={onFold}
      className="flex h-6 w-full items-center gap-1.5 pr-3 text-left text-sm text-faint hover:bg-hover hover:text-text"
      style={{ paddingLeft: indent }}
    >
      <ChevronRight
        size={12}
        aria-hidden
        className={cx('flex-none motion-safe:transition-transform', open && 'rotate-90')}
      />
      <span>{plural(own, 'sub-agent')}</span>
      {!open && (
        <span className="ml-auto flex items-center gap-2.5">
          {notable(all, now).map(({ status, count }) => (
            <span key={status} className="mono flex items-center gap-1 text-muted">
              <Glyph mark={status} label={status} />
              {count}
            </span>
          ))}
        </span>
      )}
    </button>
  );
}
