import { Ellipsis } from 'lucide-react';
import { memo, useId } from 'react';
import { useStore } from 'zustand';
import { spanOf } from '../../../core/build/known-time.ts';
import type { ListedBuild } from '../../../core/build/listed.ts';
import { goesOn, goneWords, statusNow, type StatusNow } from '../../../core/build/standing.ts';
import type { BuildSummary } from '../../../core/build/summary.ts';
import { agentName, age, baseName, clock, moment } from '../../../core/format.ts';
import { density } from '../../app/density.ts';
import { Glyph, type Mark } from '../../ui/glyph.tsx';
import { Segments } from '../../ui/segments.tsx';
import { useTicking } from '../../ui/ticker.ts';
import { cx } from '../../ui/cx.ts';
import { type BuildClock, buildTime, newClock } from '../watch/build-clock.ts';
import { arranging, openMenu } from './arranging.ts';
import type { Way } from '../workspace/workspace.ts';
import { wayOf } from '../workspace/way-of.ts';
import { titleOf } from './group.ts';
import { RenameField } from './rename-field.tsx';

/** The mark of a status, in the list as on tabs. */
export const statusMarks: Record<StatusNow, Mark> = {
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
  readonly build: ListedBuild;
  readonly clock: BuildClock | undefined;
  readonly current: boolean;
  readonly onOpen: (id: string, way: Way) => void;
  /** A sub-agent says what it is, and no more: the rest its caller's row says. */
  readonly nested: boolean;
  /** Pixels that it is moved to the right. */
  readonly indent: number;
  /** Which of those that are called the same it is. */
  readonly which: string | null;
  /** What it alone was asked, of those that are called the same; else nothing. */
  readonly words: string;
}

export const BuildItem = memo(function BuildItem(props: BuildItemProps) {
  const { build, clock: time, current, onOpen, nested, indent, which, words } = props;
  const status = useTicking((now) => statusNow(build, buildTime(time ?? newClock, now)));
  const compact = useStore(density.store) === 'compact';
  // What is asked has its line in any density.
  const oneLine = nested ? words === '' : compact && status !== 'waiting';
  const active = goesOn(status);
  const renaming = useStore(arranging, (state) => state.renaming === build.id);
  const menuOpen = useStore(arranging, (state) => state.menu?.build === build.id);
  const name = useId();
  // No target is lower than 24 pixels, whatever the density.
  const lineHeight = nested ? 'h-(--row) min-h-6' : 'h-6';
  const look = {
    style: { paddingLeft: 12 + indent },
    className: cx(
      'grid w-full grid-cols-[16px_1fr_auto] items-center gap-x-1.5 pr-3 text-left',
      oneLine ? lineHeight : compact || nested ? 'py-0.5' : 'pt-1.5 pb-[7px]',
      current
        ? 'bg-sel shadow-[inset_2px_0_var(--run)]'
        : menuOpen
          ? 'bg-hover'
          : 'group-hover/row:bg-hover',
    ),
  };
  const content = (
    <>
      <Glyph mark={statusMarks[status]} label={status} />
      {renaming ? (
        <RenameField build={build} />
      ) : (
        // What it is about stands beside the title where there is room for some words of it.
        <span
          className={cx(
            'flex h-[18px] min-w-0 items-baseline gap-x-1.5 overflow-hidden',
            which === null && 'flex-wrap',
          )}
          title={join(agentsTitle(build) ?? titleOf(build), which, words)}
        >
          <span id={name} className={cx('max-w-full truncate', !nested && 'font-medium')}>
            {titleOf(build)}
          </span>
          {which !== null && <span className="mr-1.5 flex-none text-sm text-faint">{which}</span>}
          {oneLine && !nested && (
            <span className="min-w-[9ch] flex-1 truncate text-sm text-muted">
              {about(build, status)}
            </span>
          )}
        </span>
      )}
      {!renaming && <Since build={build} clock={time ?? newClock} hidden={menuOpen} />}
      {!oneLine && (
        <span className="col-span-2 col-start-2 truncate text-sm text-muted">
          {nested ? words : about(build, status)}
        </span>
      )}
      {!oneLine && !nested && active && build.todos !== '' && (
        <span className="col-span-2 col-start-2 mt-1.5">
          <Segments todos={build.todos} />
        </span>
      )}
    </>
  );
  return (
    <div
      data-build={build.id}
      className="group/row relative"
      onContextMenu={(event) => {
        if (renaming) return;
        event.preventDefault();
        const { clientX, clientY } = event;
        const point = () => new DOMRect(clientX, clientY, 0, 0);
        openMenu({ build: build.id, anchor: { getBoundingClientRect: point } });
      }}
    >
      {renaming ? (
        <div {...look}>{content}</div>
      ) : (
        <button
          type="button"
          aria-current={current}
          onClick={(event) => onOpen(build.id, wayOf(event))}
          onDoubleClick={() => onOpen(build.id, 'kept')}
          onAuxClick={(event) => event.button === 1 && onOpen(build.id, 'behind')}
          {...look}
        >
          {content}
        </button>
      )}
      {!renaming && (
        <MenuButton
          open={menuOpen}
          about={name}
          onOpen={(anchor) => openMenu({ build: build.id, anchor })}
        />
      )}
    </div>
  );
});

interface MenuButtonProps {
  readonly open: boolean;
  /** The id of what says which build it is for. */
  readonly about: string;
  readonly onOpen: (anchor: Element) => void;
}

/** In the place of the time, while the pointer or the focus is on the row. */
function MenuButton({ open, about: described, onOpen }: MenuButtonProps) {
  return (
    <button
      type="button"
      aria-label="Actions"
      aria-describedby={described}
      aria-haspopup="menu"
      aria-expanded={open}
      title="Pin, rename, delete…"
      onClick={(event) => onOpen(event.currentTarget)}
      className={cx(
        'absolute top-0.5 right-1.5 flex size-6 items-center justify-center rounded text-muted hover:bg-track hover:text-text',
        open ? 'bg-track text-text' : shownOnRow,
      )}
    >
      <Ellipsis size={15} aria-hidden />
    </button>
  );
}

const shownOnRow =
  'opacity-0 group-hover/row:opacity-100 group-has-[:focus-visible]/row:opacity-100 focus-visible:opacity-100';
const hiddenOnRow = 'group-hover/row:opacity-0 group-has-[:focus-visible]/row:opacity-0';

/** What the agent calls it, where the user calls it something else. */
const agentsTitle = ({ userTitle, title }: ListedBuild): string | undefined =>
  userTitle === null ? undefined : (title ?? undefined);

/** How long it has run, or how long it has waited, or when it ended. */
function Since({
  build,
  clock: time,
  hidden,
}: {
  build: BuildSummary;
  clock: BuildClock;
  hidden: boolean;
}) {
  const text = useTicking((now) => {
    if (build.endedAt !== null) return moment(build.endedAt, now);
    const there = buildTime(time, now);
    const status = statusNow(build, there);
    if (status === 'unknown') return moment(build.lastEventAt ?? there, now);
    if (status === 'waiting' || status === 'idle') return age(there - (build.lastEventAt ?? there));
    return clock(there - (build.startedAt ?? there));
  });
  return <span className={cx('mono text-faint', hidden ? 'opacity-0' : hiddenOnRow)}>{text}</span>;
}

function about(build: BuildSummary, status: StatusNow): string {
  const project = build.cwd === null ? null : baseName(build.cwd);
  if (status === 'waiting') return join(project, build.evidence);
  const agent = build.agent === null ? null : agentName(build.agent);
  if (status === 'unknown')
    return join(project, agent, build.gone ? goneWords[build.gone.what] : 'went silent');
  if (goesOn(status)) return join(project, agent);
  // Why it failed is worth more than who it was; an exit code leaves room for both.
  const reason = build.status === 'failed' && !/^exit \d+$/.test(build.evidence ?? '');
  if (reason && build.evidence !== null) return join(project, build.evidence);
  const { startedAt, endedAt } = build;
  const span = startedAt === null || endedAt === null ? null : spanOf(startedAt, endedAt);
  const lasted = span === null ? null : age(span);
  return join(project, agent, build.status === 'succeeded' ? lasted : (build.evidence ?? lasted));
}

const join = (...parts: (string | null)[]): string => parts.filter(Boolean).join(' · ');
