import type { StatusNow } from '../../../core/build/standing.ts';
import type { BuildState } from '../../../core/build/state.ts';
import { cx } from '../../ui/cx.ts';
import { useStatus } from '../watch/use-standing.ts';

/** Said instead of a status where a version of the past is looked at. */
export const PAST = 'In the past';

/** A status as it is shown. */
export const statusWords: Record<StatusNow, string> = {
  waiting: 'Needs you',
  running: 'Running',
  idle: 'Idle',
  succeeded: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
  ended: 'Ended',
  unknown: 'Unknown',
};

const tones: Record<StatusNow, string> = {
  waiting: 'text-warn',
  running: 'text-run',
  idle: 'text-muted',
  succeeded: 'text-ok',
  failed: 'text-err',
  cancelled: 'text-muted',
  ended: 'text-muted',
  unknown: 'text-warn',
};

/**
 * The status, what it rests on, and how old that is.
 * @param isHere whether anything is held of the build; where the list knows more, nothing is said of it
 */
export function StatusPill({ state, isHere }: { state: BuildState; isHere: boolean }) {
  const { status, told, age } = useStatus(state);
  if (!isHere) return null;
  return (
    <span className="flex max-w-[min(46ch,100%)] min-w-24 shrink-[4] items-center gap-3.5">
      {/* Of a build without an event nobody knows that it runs. */}
      {state.version > 0 && (
        <span
          role="status"
          aria-label="Status"
          className={cx(
            'h-5 flex-none rounded-full px-2 text-sm leading-5 font-medium',
            'bg-[color-mix(in_srgb,currentColor_11%,transparent)]',
            tones[status],
          )}
        >
          {statusWords[status]}
        </span>
      )}
      <span className="flex min-w-0 text-sm whitespace-pre text-muted">
        {told !== null && (
          // It gives way alone: a part of a pixel less would cut a word of the age.
          <span className="min-w-0 shrink-[100000] truncate" title={told}>
            {told}
          </span>
        )}
        <span className="flex min-w-0" title={age}>
          {told !== null && <span> · </span>}
          <span className="truncate">{age}</span>
        </span>
      </span>
    </span>
  );
}
