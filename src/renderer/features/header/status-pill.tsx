import { evidenceNow, statusNow, type StatusNow } from '../../../core/build/standing.ts';
import { statusOf } from '../../../core/build/summary.ts';
import type { BuildState } from '../../../core/build/state.ts';
import { useTicking } from '../../ui/ticker.ts';
import { cx } from '../../ui/cx.ts';
import { type BuildClock, buildTime } from '../watch/build-clock.ts';
import { useGone } from '../watch/use-standing.ts';

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

/** The status, what it rests on, and how old that is. */
export function StatusPill({ state, clock }: { state: BuildState; clock: BuildClock }) {
  const gone = useGone();
  const { status, evidence } = statusOf(state);
  const { lastEventAt } = state;
  const known = { status, evidence, lastEventAt, gone, endedAt: state.ended?.at ?? null };
  const shown = useTicking((now) => statusNow(known, buildTime(clock, now)));
  const why = useTicking((now) => evidenceNow(known, buildTime(clock, now)));
  return (
    <span className="flex max-w-[min(46ch,100%)] min-w-24 shrink items-center gap-3.5">
      {/* Of a build without an event nobody knows that it runs. */}
      {state.version > 0 && (
        <span
          role="status"
          aria-label="Status"
          className={cx(
            'h-5 flex-none rounded-full px-2 text-sm leading-5 font-medium',
            'bg-[color-mix(in_srgb,currentColor_11%,transparent)]',
            tones[shown],
          )}
        >
          {statusWords[shown]}
        </span>
      )}
      <span className="min-w-0 truncate text-sm text-muted" title={why}>
        {why}
      </span>
    </span>
  );
}
