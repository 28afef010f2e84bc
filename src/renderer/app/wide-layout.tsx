import { Group, Panel, useDefaultLayout } from 'react-resizable-panels';
import { Desk } from './desk.tsx';
import { Handle } from './handle.tsx';
import type { LayoutProps } from './narrow-layout.tsx';

/** The list, and beside it what is open. */
export function WideLayout({ list }: LayoutProps) {
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
        <Desk />
      </Panel>
    </Group>
  );
}
