import type { BuildStatus } from '../../../core/build/summary.ts';
import { statusNow, statusOf } from '../../../core/build/summary.ts';
import type { BuildState } from '../../../core/build/state.ts';
import { age } from '../../../core/format.ts';
import { useTicking } from '../../ui/ticker.ts';
import { cx } from '../../ui/cx.ts';
import { type BuildClock, buildTime } from '../watch/build-clock.ts';

/** A status as it is shown. */
export const statusWords: Record<BuildStatus | 'unknown', string> = {
  waiting: 'Needs you',
  running: 'Running',
  idle: 'Idle',
  succeeded: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
  ended: 'Ended',
  unknown: 'Unknown',
};

const tones: Record<BuildStatus | 'unknown', string> = {
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
  const { status, evidence } = statusOf(state);
  const { lastEventAt } = state;
  const shown = useTicking((now) => statusNow({ status, lastEventAt }, buildTime(clock, now)));
  const silent = shown === 'unknown';
  return (
    <span className="flex max-w-[46ch] min-w-24 flex-none items-center gap-3.5 @max-[640px]:flex-1 @max-[640px]:basis-0">
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
      <span className="min-w-0 truncate text-sm text-muted" title={evidence ?? undefined}>
        {evidence !== null && `${evidence} · `}
        <LastEvent state={state} clock={clock} silent={silent} />
      </span>
    </span>
  );
}

function LastEvent({
  state,
  clock,
  silent,
}: {
  state: BuildState;
  clock: BuildClock;
  silent: boolean;
}) {
  const text = useTicking((now) => {
    const at = state.ended?.at ?? state.lastEventAt;
    if (at === null) return 'no event yet';
    const old = age(buildTime(clock, now) - at);
    if (state.ended) return `ended ${old} ago`;
    return silent ? `no event for ${old}` : `last event ${old} ago`;
  });
  return <>{text}</>;
}
