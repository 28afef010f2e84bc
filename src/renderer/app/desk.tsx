import { useStore } from 'zustand';
import { PairScreen } from '../features/pair/pair-screen.tsx';
import { TabStrip } from '../features/workspace/tab-strip.tsx';
import { PanelBoundary } from '../ui/panel-boundary.tsx';
import { useMedia } from '../ui/use-media.ts';
import { OnePane } from './one-pane.tsx';
import { useFocusedBuild, useSession } from './session-context.ts';
import { SplitPanes } from './split-panes.tsx';

/** Two panes need this much; below it the one with the focus is shown, and the tabs lead to the other. */
const ROOM = '(min-width: 1100px)';

/** What is beside the list: the tabs, and the builds that are on the screen. */
export function Desk() {
  const { workspace } = useSession();
  const { shown, compares } = useStore(workspace.store);
  const build = useFocusedBuild();
  const hasRoom = useMedia(ROOM);
  const [left, right] = shown.map((id) => workspace.build(id));
  return (
    <div className="flex h-full flex-col">
      <PanelBoundary name="tabs">
        <TabStrip />
      </PanelBoundary>
      {!left || !right || (!compares && !hasRoom) ? (
        build && <OnePane key={build.id} />
      ) : compares ? (
        <PanelBoundary name="comparison">
          <PairScreen left={left} right={right} />
        </PanelBoundary>
      ) : (
        <SplitPanes left={left} right={right} />
      )}
    </div>
  );
}
