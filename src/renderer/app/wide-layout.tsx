import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { ComparePanel } from '../features/compare/compare-panel.tsx';
import { Header } from '../features/header/header.tsx';
import { Inspector } from '../features/inspector/inspector.tsx';
import { PlanPanel } from '../features/plan/plan-panel.tsx';
import { Timeline } from '../features/timeline/timeline.tsx';
import { PanelBoundary } from '../ui/panel-boundary.tsx';
import type { LayoutProps } from './narrow-layout.tsx';
import { PastFrame } from './past-frame.tsx';
import { useView } from './session-context.ts';

/** The list, the build, and its inspector side by side. */
export function WideLayout({ list, build }: LayoutProps) {
  const outer = useDefaultLayout({
    id: 'ratchet.layout.outer',
    onlySaveAfterUserInteractions: true,
  });
  return (
    <Group
      id="outer"
      {...(outer.defaultLayout ? { defaultLayout: outer.defaultLayout } : {})}
      onLayoutChanged={outer.onLayoutChanged}
      className="h-full"
    >
      <Panel
        id="list"
        defaultSize={256}
        minSize={200}
        maxSize={420}
        groupResizeBehavior="preserve-pixel-size"
      >
        {list()}
      </Panel>
      <Handle label="Width of the list" />
      <Panel id="build" minSize={500}>
        {build && (
          <div key={build.id} className="flex h-full flex-col">
            <PanelBoundary name="header">
              <Header />
            </PanelBoundary>
            <PanelBoundary name="timeline">
              <Timeline />
            </PanelBoundary>
            <Work />
          </div>
        )}
      </Panel>
    </Group>
  );
}

function Work() {
  const inner = useDefaultLayout({
    id: 'ratchet.layout.inner',
    onlySaveAfterUserInteractions: true,
  });
  return (
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
        <Panel id="inspector" defaultSize="39.5%" minSize={240}>
          <Side />
        </Panel>
      </Group>
    </PastFrame>
  );
}

/** What is chosen, or what two versions differ in. */
function Side() {
  const compares = useView((view) => view.comparison !== null);
  return compares ? (
    <PanelBoundary name="comparison">
      <ComparePanel />
    </PanelBoundary>
  ) : (
    <PanelBoundary name="inspector">
      <Inspector />
    </PanelBoundary>
  );
}

/** One pixel to see, ten to grasp. */
function Handle({ label }: { label: string }) {
  return (
    <Separator
      aria-label={label}
      className="w-px bg-line outline-none hover:bg-run focus-visible:bg-run data-[separator=active]:bg-run"
    />
  );
}
