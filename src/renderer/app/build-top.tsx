import type { ReactNode } from 'react';
import { Header } from '../features/header/header.tsx';
import { Timeline } from '../features/timeline/timeline.tsx';
import { PanelBoundary } from '../ui/panel-boundary.tsx';

/** What stands above the plan of a build, however many are on the screen. */
export function BuildTop({ menu }: { menu?: ReactNode }) {
  return (
    <>
      <PanelBoundary name="header">
        <Header menu={menu} />
      </PanelBoundary>
      <PanelBoundary name="timeline">
        <Timeline />
      </PanelBoundary>
    </>
  );
}
