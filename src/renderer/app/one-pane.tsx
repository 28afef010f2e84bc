import { Group, Panel, useDefaultLayout } from 'react-resizable-panels';
import { PlanPanel } from '../features/plan/plan-panel.tsx';
import { PanelBoundary } from '../ui/panel-boundary.tsx';
import { useLater } from '../ui/use-later.ts';
import { BuildTop } from './build-top.tsx';
import { Handle } from './handle.tsx';
import { PastFrame } from './past-frame.tsx';
import { Side } from './side.tsx';

/** One build: its plan, and beside it the inspector. */
export function OnePane() {
  const isLater = useLater();
  const inner = useDefaultLayout({
    id: 'ratchet.layout.inner',
    onlySaveAfterUserInteractions: true,
  });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <BuildTop />
      <PastFrame>
        <Group
          id="inner"
          {...(inner.defaultLayout ? { defaultLayout: inner.defaultLayout } : {})}
          onLayoutChanged={inner.onLayoutChanged}
          className="min-h-0 flex-1"
        >
          <Panel id="plan" minSize={280}>
            <PanelBoundary name="plan">
              <PlanPanel />
            </PanelBoundary>
          </Panel>
          <Handle label="Width of the inspector" />
          <Panel id="inspector" defaultSize="39.5%" minSize={240} className="bg-panel">
            {isLater && <Side />}
          </Panel>
        </Group>
      </PastFrame>
    </div>
  );
}
