import type { ReactNode } from 'react';
import { Group, type GroupProps, Panel, useDefaultLayout } from 'react-resizable-panels';
import { useStore } from 'zustand';
import { PlanPanel } from '../features/plan/plan-panel.tsx';
import type { WatchedBuild } from '../features/watch/watched-build.ts';
import { cx } from '../ui/cx.ts';
import { PanelBoundary } from '../ui/panel-boundary.tsx';
import { BuildTop } from './build-top.tsx';
import { Handle } from './handle.tsx';
import { PastFrame } from './past-frame.tsx';
import { BuildContext, useFocusedBuild, useSession } from './session-context.ts';
import { Side } from './side.tsx';

interface Props {
  readonly left: WatchedBuild;
  readonly right: WatchedBuild;
}

/** Two builds side by side; below them, over the whole width, the inspector of the one that has the focus. */
export function SplitPanes({ left, right }: Props) {
  const focused = useFocusedBuild();
  return (
    <Remembered id="split" orientation="vertical">
      <Panel id="panes" minSize={260}>
        <Remembered id="pair" orientation="horizontal">
          <Panel id="left" minSize={360}>
            <Pane key={left.id} build={left} pane={0} />
          </Panel>
          <Handle label="Width of the left pane" />
          <Panel id="right" minSize={360}>
            <Pane key={right.id} build={right} pane={1} />
          </Panel>
        </Remembered>
      </Panel>
      <Handle lies label="Height of the inspector" />
      <Panel id="below" defaultSize="36%" minSize={120}>
        <BuildContext value={focused}>
          <div key={focused?.id} className="@container h-full">
            {focused && <Side />}
          </div>
        </BuildContext>
      </Panel>
    </Remembered>
  );
}

function Pane({ build, pane }: { build: WatchedBuild; pane: 0 | 1 }) {
  const { workspace } = useSession();
  const hasFocus = useStore(workspace.store, ({ focus }) => focus === pane);
  const focus = () => workspace.focus(pane);
  return (
    <BuildContext value={build}>
      <section
        aria-label={pane === 0 ? 'Left pane' : 'Right pane'}
        data-focused={hasFocus}
        onPointerDownCapture={focus}
        onFocusCapture={focus}
        className="relative flex h-full flex-col"
      >
        <BuildTop />
        <PastFrame>
          <PanelBoundary name="plan">
            <PlanPanel />
          </PanelBoundary>
        </PastFrame>
        <i
          aria-hidden
          className={cx('pointer-events-none absolute inset-x-0 top-0 h-0.5', hasFocus && 'bg-run')}
        />
      </section>
    </BuildContext>
  );
}

interface RememberedProps extends Pick<GroupProps, 'orientation'> {
  readonly id: string;
  readonly children: ReactNode;
}

/** Panels that keep the sizes that somebody gave them. */
function Remembered({ id, orientation, children }: RememberedProps) {
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({
    id: `ratchet.layout.${id}`,
    onlySaveAfterUserInteractions: true,
  });
  return (
    <Group
      id={id}
      orientation={orientation}
      {...(defaultLayout ? { defaultLayout } : {})}
      onLayoutChanged={onLayoutChanged}
      className="min-h-0 flex-1"
    >
      {children}
    </Group>
  );
}
