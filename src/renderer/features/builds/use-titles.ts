import { useStore } from 'zustand';
import { titleIn } from '../../../core/build/title.ts';
import { titleOf } from '../../../core/build/summary.ts';
import { useSession, useView } from '../../app/session-context.ts';
import { shownState } from '../watch/build-view.ts';

/** What the build around is called, and what its agent calls it: as the version that is looked at has it. */
export function useTitles(): { title: string; agents: string } {
  const id = useView((view) => view.id);
  const own = useView((view) => titleIn(shownState(view)));
  const cwd = useView((view) => shownState(view).cwd);
  const summary = useStore(useSession().list, ({ replica }) =>
    replica.state.find((build) => build.id === id),
  );
  const agents = { id, title: own ?? summary?.title ?? null, cwd };
  return {
    title: titleOf({ ...agents, userTitle: summary?.userTitle ?? null }),
    agents: titleOf(agents),
  };
}
