import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { useBuild, useSession } from '../../app/session-context.ts';
import { pageWorld } from '../../ui/page-world.ts';
import { UsageLog, type UsageView } from './usage-log.ts';

/** What the build on the screen has used, from its log; it follows while it is looked at, and costs nothing else. */
export function usePoints(): UsageView {
  const { rest } = useSession();
  const { id, store } = useBuild();
  const log = useMemo(
    () =>
      new UsageLog({
        live() {
          const { version, state } = store.getState().live;
          return { version, usage: state.usage };
        },
        events: (from, to) => rest.events(id, from, to, 'usage'),
        after: (...call) => pageWorld.after(...call),
      }),
    [rest, id, store],
  );
  useEffect(() => {
    log.look();
    const unsubscribe = store.subscribe(() => log.look());
    return () => {
      unsubscribe();
      log.stop();
    };
  }, [log, store]);
  return useStore(log.store);
}
