import { Dialog } from '@base-ui/react/dialog';
import { Menu } from 'lucide-react';
import { type ReactNode, type RefObject, useImperativeHandle, useState } from 'react';
import { useStore } from 'zustand';
import { ComparePanel } from '../features/compare/compare-panel.tsx';
import { Inspector } from '../features/inspector/inspector.tsx';
import { PlanPanel } from '../features/plan/plan-panel.tsx';
import { PairScreen } from '../features/pair/pair-screen.tsx';
import { TabStrip } from '../features/workspace/tab-strip.tsx';
import type { WatchedBuild } from '../features/watch/watched-build.ts';
import { BarButton } from '../ui/button.tsx';
import { Modal } from '../ui/modal.tsx';
import { PanelBoundary } from '../ui/panel-boundary.tsx';
import { BuildTop } from './build-top.tsx';
import { PastFrame } from './past-frame.tsx';
import { useSession, useView } from './session-context.ts';

/** Where there is one column, what the keys must bring forward. */
export interface NarrowHandle {
  showBuilds(): void;
  showInspector(): void;
}

export interface LayoutProps {
  readonly list: (onOpened?: () => void) => ReactNode;
  readonly build: WatchedBuild | null;
  readonly handle: RefObject<NarrowHandle | null>;
}

/** One column; the list is a drawer, the inspector a sheet over the plan. */
export function NarrowLayout({ list, build, handle }: LayoutProps) {
  const { workspace } = useSession();
  const { shown, compares } = useStore(workspace.store);
  const [left, right] = shown.map((id) => workspace.build(id));
  const [drawer, setDrawer] = useState(false);
  const [sheet, setSheet] = useState(false);
  useImperativeHandle(handle, () => ({
    showBuilds: () => {
      setSheet(false);
      setDrawer(true);
    },
    showInspector: () => setSheet(true),
  }));
  const menu = (
    <BarButton aria-label="Builds" className="-ml-1.5" onClick={() => setDrawer(true)}>
      <Menu size={16} aria-hidden />
    </BarButton>
  );
  return (
    <div className="relative flex h-full flex-col">
      <PanelBoundary name="tabs">
        <TabStrip />
      </PanelBoundary>
      {compares && left && right ? (
        <PanelBoundary name="comparison">
          <PairScreen left={left} right={right} />
        </PanelBoundary>
      ) : build ? (
        <div key={build.id} className="flex min-h-0 flex-1 flex-col">
          <BuildTop menu={menu} />
          <PastFrame>
            <PanelBoundary name="plan">
              <PlanPanel onChoose={() => setSheet(true)} />
            </PanelBoundary>
          </PastFrame>
        </div>
      ) : (
        list()
      )}
      <Side open={drawer} onOpen={setDrawer} title="Builds" className="left-0 w-[280px] border-r">
        {list(() => setDrawer(false))}
      </Side>
      {build && <ComparisonSheet build={build} />}
      {build && (
        <Side
          open={sheet}
          onOpen={setSheet}
          title="Inspector"
          className="right-0 w-[min(560px,100vw)] border-l"
        >
          <PanelBoundary name="inspector">
            <Inspector onClose={() => setSheet(false)} />
          </PanelBoundary>
        </Side>
      )}
    </div>
  );
}

function ComparisonSheet({ build }: { build: WatchedBuild }) {
  const compares = useView((view) => view.comparison !== null);
  const close = () => build.closeComparison();
  return (
    <Side
      open={compares}
      onOpen={(open) => !open && close()}
      title="Comparison"
      className="right-0 w-[min(560px,100vw)] border-l"
    >
      <PanelBoundary name="comparison">
        <ComparePanel onJump={close} />
      </PanelBoundary>
    </Side>
  );
}

interface SideProps {
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly title: string;
  readonly className: string;
  readonly children: ReactNode;
}

function Side({ open, onOpen, title, className, children }: SideProps) {
  return (
    <Modal open={open} onClose={() => onOpen(false)} className={`inset-y-0 ${className}`}>
      <Dialog.Title className="sr-only">{title}</Dialog.Title>
      {children}
    </Modal>
  );
}
