import type { ReactNode } from 'react';
import { toggleTab } from '../../app/drawer.ts';
import { useSession, useView } from '../../app/session-context.ts';
import { waitingIn } from '../../../core/build/asking.ts';
import { spanOf } from '../../../core/build/known-time.ts';
import type { Usage } from '../../../core/build/state.ts';
import { clock, count, homePath, money, tokens } from '../../../core/format.ts';
import { cx } from '../../ui/cx.ts';
import { useTicking } from '../../ui/ticker.ts';
import { useStore } from 'zustand';
import { openCaller } from '../builds/go.ts';
import { titleOf } from '../builds/group.ts';
import { ExportMenu } from '../export/export-menu.tsx';
import { useCaller, useDistinction } from '../builds/use-family.ts';
import { useTitles } from '../builds/use-titles.ts';
import { type BuildClock, buildTime } from '../watch/build-clock.ts';
import { shownState } from '../watch/build-view.ts';
import { useStanding } from '../watch/use-standing.ts';
import { PaneButton } from '../workspace/pane-button.tsx';
import { Progress } from './progress.tsx';
import { PAST, StatusPill } from './status-pill.tsx';

/** What build this is, how it stands, and what it has used; of the version that is looked at. */
export function Header({ menu }: { menu?: ReactNode }) {
  const state = useView(shownState);
  const time = useView((view) => view.clock);
  const past = useView((view) => view.past !== null);
  const id = useView((view) => view.id);
  const session = useSession();
  const caller = useCaller();
  const summary = useStore(session.list, ({ replica }) =>
    replica.state.find((build) => build.id === id),
  );
  const distinction = useDistinction(summary);
  const { stop, isLost, isOver } = useStanding();
  const { title: name, agents } = useTitles();
  return (
    <header className="@container flex-none border-b border-line bg-panel">
      <div className="flex">
        <div className="flex min-h-11 min-w-0 flex-1 items-center gap-x-3.5 gap-y-1 py-1.5 pl-3.5 @max-[820px]:min-h-9 @max-[820px]:flex-wrap">
          {menu}
          <h1
            title={agents}
            className={cx(
              'line-clamp-2 max-w-max shrink grow basis-[34ch] text-lg leading-6 font-semibold tracking-tight break-words',
              // A short name is not given more room than it fills.
              name.length < 14 ? 'min-w-max' : 'min-w-[10ch]',
            )}
          >
            {name}
            {distinction !== null && (
              <span className="ml-2 text-sm font-normal text-muted">{distinction}</span>
            )}
          </h1>
          {caller && (
            <span className="flex max-w-[34ch] min-w-[8ch] shrink-[4] items-center gap-1.5 text-muted">
              in
              <button
                type="button"
                title="To the call that began this sub-agent (u)"
                onClick={() => openCaller(session)}
                className="h-6 truncate rounded-sm underline decoration-line underline-offset-3 hover:text-text hover:decoration-current"
              >
                {titleOf(caller)}
              </button>
            </span>
          )}
          {!caller && state.cwd !== null && (
            <span
              className={cx(
                'max-w-[28ch] min-w-0 shrink-[20] truncate text-muted @max-[840px]:hidden',
                // What is asked needs its room; a rest of a path says nothing.
                state.attention.length > 0 && '@max-[1360px]:hidden',
              )}
              title={state.cwd}
            >
              {homePath(state.cwd)}
            </span>
          )}
          {past ? (
            <PastPill />
          ) : (
            <StatusPill state={state} isHere={state.version > 0 || !summary} />
          )}
          <span className="ml-auto flex max-w-full min-w-0 flex-none flex-wrap items-center justify-end gap-x-3.5 @max-[820px]:ml-0 @max-[820px]:justify-start">
            <Progress
              todos={state.todos}
              plan={state.plan}
              running={state.running.length}
              waiting={waitingIn(state)}
              isLost={isLost}
              isOver={isOver}
            />
            <Elapsed startedAt={state.startedAt} stop={stop} clock={time} />
            <Used usage={state.usage} />
          </span>
        </div>
        <span className="flex h-11 flex-none items-center px-2 @max-[820px]:h-9">
          <ExportMenu />
          <PaneButton />
        </span>
      </div>
    </header>
  );
}

function PastPill() {
  return (
    <span
      role="status"
      aria-label="Status"
      className="h-5 flex-none rounded-full bg-[color-mix(in_srgb,currentColor_11%,transparent)] px-2 text-sm leading-5 font-medium whitespace-nowrap text-think"
    >
      {PAST}
    </span>
  );
}

interface ElapsedProps {
  readonly startedAt: number | null;
  readonly stop: number | null;
  readonly clock: BuildClock;
}

function Elapsed({ startedAt, stop, clock: time }: ElapsedProps) {
  const text = useTicking((now) =>
    // What stands still where it began has records without times.
    startedAt === null || (stop !== null && spanOf(startedAt, stop) === null)
      ? ''
      : clock((stop ?? buildTime(time, now)) - startedAt),
  );
  return (
    <span className="mono text-muted" title="Elapsed">
      {text}
    </span>
  );
}

function Used({ usage }: { usage: Usage }) {
  const { input, output, cacheRead, cacheWrite } = usage.total;
  // What was read from a cache is read again with every call: adding it up would say nothing.
  const total = input + output + cacheWrite;
  if (total === 0 && usage.costUsd === null) return null;
  const parts = `input ${count(input)}, output ${count(output)}, cache read ${count(cacheRead)}, cache written ${count(cacheWrite)}`;
  return (
    <>
      {total > 0 && (
        <button
          type="button"
          title={`Tokens: ${parts}. Usage (Shift+U)`}
          onClick={() => toggleTab('usage')}
          className="mono h-6 flex-none rounded text-muted hover:text-text hover:underline"
        >
          {tokens(total)} tok
        </button>
      )}
      {usage.costUsd !== null && (
        <span className="mono text-muted" title="Cost, as the agent tells it">
          {money(usage.costUsd)}
        </span>
      )}
    </>
  );
}
