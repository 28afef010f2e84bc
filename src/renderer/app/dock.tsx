import type { ReactNode } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { useStore } from 'zustand';
import { Drawer } from '../features/drawer/drawer.tsx';
import { PanelBoundary } from '../ui/panel-boundary.tsx';
import { drawerStore } from './drawer.ts';
import { recall, remember } from './memory.ts';

/** The page, and below it the drawer when it is open. In one column the drawer gets the larger half. */
export function Dock({ narrow, children }: { narrow: boolean; children: ReactNode }) {
  const open = useStore(drawerStore, (drawer) => drawer.open);
  const name = narrow ? 'drawer.narrow' : 'drawer.height';
  const height = recall(name);
  return (
    <Group id="dock" orientation="vertical" className="min-h-0 flex-1">
      <Panel id="page" minSize={120}>
        {children}
      </Panel>
      {open && (
        <>
          <Separator
            aria-label="Height of the drawer"
            className="h-px bg-line outline-none hover:bg-run focus-visible:bg-run data-[separator=active]:bg-run"
          />
          <Panel
            key={name}
            id={name}
            defaultSize={typeof height === 'number' ? height : narrow ? '62%' : 320}
            minSize={120}
            groupResizeBehavior="preserve-pixel-size"
            onResize={({ inPixels }) => remember(name, Math.round(inPixels))}
          >
            <PanelBoundary name="drawer">
              <Drawer />
            </PanelBoundary>
          </Panel>
        </>
      )}
    </Group>
  );
}
