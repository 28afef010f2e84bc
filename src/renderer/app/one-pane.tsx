import { Group, Panel, useDefaultLayout } from 'react-resizable-panels';
import { useStore } from 'zustand';
import { PlanPanel } from '../features/plan/plan-panel.tsx';
import { PanelBoundary } from '../ui/panel-boundary.tsx';
import { useLater } from '../ui/use-later.ts';
import { BuildTop } from './build-top.tsx';
import { Handle } from './handle.tsx';
import { inspectorDock } from './inspector-dock.ts';
import { PastFrame } from './past-frame.tsx';
import { Side } from './side.tsx';

/** One build: its plan, and the inspector beside it or below. */
export function OnePane() {
  const dock = useStore(inspectorDock.store);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <BuildTop />
      <PastFrame>
        <PlanAndInspector below={dock === 'below'} />
      </PastFrame>
    </div>
  );
}

/**
 * Moving the inspector makes nothing anew: the focus, the chosen tab and what is scrolled stay. Of each way the sizes are
 * remembered, which the library does by the ids of the panels.
 */
function PlanAndInspector({ below }: { below: boolean }) {
  const isLater = useLater();
  const inner = useDefaultLayout({
    id: below ? 'ratchet.layout.below' : 'ratchet.layout.inner',
    onlySaveAfterUserInteractions: true,
  });
  return (
    <Group
      id="inner"
      orientation={below ? 'vertical' : 'horizontal'}
      {...(inner.defaultLayout ? { defaultLayout: inner.defaultLayout } : {})}
      onLayoutChanged={inner.onLayoutChanged}
      className="min-h-0 flex-1"
    >
      <Panel id={below ? 'plan-above' : 'plan'} minSize={below ? 120 : 280}>
        <PanelBoundary name="plan">
          <PlanPanel />
        </PanelBoundary>
      </Panel>
      <Handle label={below ? 'Height of the inspector' : 'Width of the inspector'} lies={below} />
      <Panel
        id={below ? 'inspector-below' : 'inspector'}
        defaultSize="39.5%"
        minSize={below ? 120 : 240}
        className="bg-panel"
      >
        <div className={below ? '@container h-full' : 'h-full'}>{isLater && <Side docks />}</div>
      </Panel>
    </Group>
  );
}
