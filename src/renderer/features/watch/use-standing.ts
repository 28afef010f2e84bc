import { useStore } from 'zustand';
import {
  type Evidence,
  evidenceOf,
  pastStanding,
  type Standing,
  standingOf,
  type StatusNow,
  statusNow,
} from '../../../core/build/standing.ts';
import type { BuildState } from '../../../core/build/state.ts';
import { type Gone, statusOf } from '../../../core/build/summary.ts';
import { useSession, useView } from '../../app/session-context.ts';
import { useTicking } from '../../ui/ticker.ts';
import { type BuildClock, buildTime } from './build-clock.ts';
import { shownState } from './build-view.ts';

/** What the host saw of who tells of the build on the screen. */
function useGone(): Gone | null {
  const id = useView((view) => view.id);
  return useStore(
    useSession().list,
    ({ replica }) => replica.state.find((build) => build.id === id)?.gone ?? null,
  );
}

/** How the state on the screen stands, as time goes by; at a version of the past, how it stood. */
export function useStanding(): Standing {
  const state = useView(shownState);
  const isPast = useView((view) => view.past !== null);
  const live = useStandingOf(state);
  return isPast ? pastStanding(state) : live;
}

/** The same of what is live, whatever is looked at. */
export function useLiveStanding(): Standing {
  return useStandingOf(useView((view) => view.live.state));
}

/** The status of a live state of the build around, as time goes by, and what it rests on. */
export function useStatus(state: BuildState): Evidence & { readonly status: StatusNow } {
  const clock = useView((view) => view.clock);
  const gone = useGone();
  const { lastEventAt } = state;
  const known = { ...statusOf(state), lastEventAt, gone, endedAt: state.ended?.at ?? null };
  const status = useTicking((now) => statusNow(known, buildTime(clock, now)));
  const evidence = (now: number) => evidenceOf(known, buildTime(clock, now));
  const told = useTicking((now) => evidence(now).told);
  const age = useTicking((now) => evidence(now).age);
  return { status, told, age };
}

function useStandingOf(state: BuildState): Standing {
  const clock = useView((view) => view.clock);
  const gone = useGone();
  const at = (now: number) => standing(state, gone, clock, now);
  const status = useTicking((now) => at(now).status);
  const stop = useTicking((now) => at(now).stop);
  const isLost = useTicking((now) => at(now).isLost);
  const isOver = useTicking((now) => at(now).isOver);
  return { status, stop, isLost, isOver };
}

const standing = (state: BuildState, gone: Gone | null, clock: BuildClock, now: number) =>
  standingOf(state, gone, buildTime(clock, now));
