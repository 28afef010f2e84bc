import { useStore } from 'zustand';
import type { ListedBuild } from '../../../core/build/listed.ts';
import { statusNow, type StatusNow } from '../../../core/build/standing.ts';
import { useSession } from '../../app/session-context.ts';
import { useTicking } from '../../ui/ticker.ts';
import { buildTime, newClock } from './build-clock.ts';

/** A build as the list has it. */
export const useListed = (id: string): ListedBuild | undefined =>
  useStore(useSession().list, ({ replica }) => replica.state.find((build) => build.id === id));

/** Its status, as time goes by; null where it is not in the list. */
export function useListedStatus(id: string): StatusNow | null {
  const build = useListed(id);
  const clock = useStore(useSession().list, ({ clocks }) => clocks.get(id) ?? newClock);
  return useTicking((now) => (build ? statusNow(build, buildTime(clock, now)) : null));
}
