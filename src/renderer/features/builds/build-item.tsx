import { memo } from 'react';
import { type BuildStatus, type BuildSummary, statusNow } from '../../../core/build/summary.ts';
import { agentName, age, baseName, clock, moment } from '../../../core/format.ts';
import { Glyph, type Mark } from '../../ui/glyph.tsx';
import { Segments } from '../../ui/segments.tsx';
import { useTicking } from '../../ui/ticker.ts';
import { cx } from '../../ui/cx.ts';
import { type BuildClock, buildTime, newClock } from '../watch/build-clock.ts';
import type { Way } from '../workspace/workspace.ts';
import { wayOf } from '../workspace/way-of.ts';
import { titleOf } from './group.ts';

/** The mark of a status, in the list as on tabs. */
export const buildMarks: Record<BuildStatus | 'unknown', Mark> = {
  waiting: 'waiting',
  running: 'running',
  idle: 'pending',
  succeeded: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
  ended: 'unknown',
  unknown: 'unknown',
};

export interface BuildItemProps {
  readonly build: BuildSummary;
  readonly clock: BuildClock | undefined;
  readonly current: boolean;
  readonly onOpen: (id: string, way: Way) => void;
  /** A sub-agent says on one line what it is: the rest its caller's row says. */
  readonly nested: boolean;
  /** Pixels that it is moved to the right. */
  readonly indent: number;
}

export const BuildItem = memo(function BuildItem(props: BuildItemProps) {
  const { build, clock: time, current, onOpen, nested, indent } = props;
  const status = useTicking((now) => statusNow(build, buildTime(time ?? newClock, now)));
  const active = build.endedAt === null && status !== 'unknown';
  return (
    <button
      type="button"
      aria-current={current}
      onClick={(event) => onOpen(build.id, wayOf(event))}
      onDoubleClick={() => onOpen(build.id, 'kept')}
      onAuxClick={(event) => event.button === 1 && onOpen(build.id, 'behind')}
      style={{ paddingLeft: 12 + indent }}
      className={cx(
        'grid w-full grid-cols-[16px_1fr_auto] items-center gap-x-1.5 pr-3 text-left',
        nested ? 'h-7' : 'pt-1.5 pb-[7px]',
        current ? 'bg-sel shadow-[inset_2px_0_var(--run)]' : 'hover:bg-hover',
      )}
    >
      <Glyph mark={buildMarks[status]} label={status} />
      <span className={cx('truncate', !nested && 'font-medium')}>{titleOf(build)}</span>
      <Since build={build} clock={time ?? newClock} />
      {!nested && (
        <span className="col-span-2 col-start-2 truncate text-sm text-muted">
          {about(build, status)}
        </span>
      )}
      {!nested && active && build.todos !== '' && (
        <span className="col-span-2 col-start-2 mt-1.5">
          <Segments todos={build.todos} />
        </span>
      )}
    </button>
  );
});

/** How long it has run, or how long it has waited, or when it ended. */
function Since({ build, clock: time }: { build: BuildSummary; clock: BuildClock }) {
  const text = useTicking((now) => {
    if (build.endedAt !== null) return moment(build.endedAt, now);
    const there = buildTime(time, now);
    const status = statusNow(build, there);
    if (status === 'unknown') return moment(build.lastEventAt ?? there, now);
    if (status === 'waiting' || status === 'idle') return age(there - (build.lastEventAt ?? there));
    return clock(there - (build.startedAt ?? there));
  });
  return <span className="mono text-faint">{text}</span>;
}

function about(build: BuildSummary, status: BuildStatus | 'unknown'): string {
  const project = build.cwd === null ? null : baseName(build.cwd);
  if (build.status === 'waiting') return join(project, build.evidence);
  const agent = build.agent === null ? null : agentName(build.agent);
  if (status === 'unknown') return join(project, agent, 'went silent');
  if (build.endedAt === null) return join(project, agent);
  const lasted = build.startedAt === null ? null : age(build.endedAt - build.startedAt);
  return join(project, agent, build.status === 'succeeded' ? lasted : (build.evidence ?? lasted));
}

const join = (...parts: (string | null)[]): string => parts.filter(Boolean).join(' · ');
