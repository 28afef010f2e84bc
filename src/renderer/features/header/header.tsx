import type { ReactNode } from 'react';
import { toggleTab } from '../../app/drawer.ts';
import { useSession, useView } from '../../app/session-context.ts';
import type { BuildState, Usage } from '../../../core/build/state.ts';
import { statusNow, statusOf } from '../../../core/build/summary.ts';
import { clock, count, homePath, money, tokens } from '../../../core/format.ts';
import { useTicking } from '../../ui/ticker.ts';
import { useStore } from 'zustand';
import { openCaller } from '../builds/go.ts';
import { titleOf } from '../builds/group.ts';
import { BuildMenu } from '../export/build-menu.tsx';
import { useCaller } from '../builds/use-family.ts';
import { type BuildClock, buildTime } from '../watch/build-clock.ts';
import { shownState } from '../watch/build-view.ts';
import { Progress } from './progress.tsx';
import { StatusPill } from './status-pill.tsx';

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
  const title = state.title ?? summary?.title ?? null;
  return (
    <header className="flex min-h-11 flex-none items-center gap-x-3.5 gap-y-1 max-wide:flex-wrap border-b border-line bg-panel px-3.5 py-1.5">
      {menu}
      <h1 className="max-w-[50ch] min-w-[10ch] shrink-[999] truncate text-lg font-semibold tracking-tight">
        {titleOf({ title, cwd: state.cwd, id })}
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
          className="max-w-[28ch] min-w-0 shrink-[20] truncate text-muted max-[1100px]:hidden"
          title={state.cwd}
        >
          {homePath(state.cwd)}
        </span>
      )}
      {past ? <PastPill /> : <StatusPill state={state} clock={time} />}
      <span className="ml-auto flex min-w-0 items-center gap-3.5 overflow-hidden">
        <Progress todos={state.todos} plan={state.plan} running={state.running.length} />
        <Elapsed state={state} clock={time} past={past} />
        <Used usage={state.usage} />
      </span>
      <BuildMenu />
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
      In the past
    </span>
  );
}

function Elapsed({
  state,
  clock: time,
  past,
}: {
  state: BuildState;
  clock: BuildClock;
  past: boolean;
}) {
  const text = useTicking((now) => {
    if (state.startedAt === null) return '';
    const there = buildTime(time, now);
    const { status } = statusOf(state);
    const { lastEventAt } = state;
    // An idle build takes no time, and of a silent one nobody knows more than until when it ran.
    const goesOn = statusNow({ status, lastEventAt }, there) === 'running' && !past;
    const end = state.ended?.at ?? (goesOn ? null : lastEventAt) ?? there;
    return clock(end - state.startedAt);
  });
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
