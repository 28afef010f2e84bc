import { Tabs } from '@base-ui/react/tabs';
import { X } from 'lucide-react';
import { lazy, Suspense, use, useRef } from 'react';
import { useStore } from 'zustand';
import { closeDrawer, drawerStore, type DrawerTab, openDrawer } from '../../app/drawer.ts';
import { BuildContext, useSession } from '../../app/session-context.ts';
import { BarButton } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { cx } from '../../ui/cx.ts';
import { useTicking } from '../../ui/ticker.ts';
import { useEscape } from '../../ui/use-escape.ts';
import { useFocusVisit } from '../../ui/use-focus-visit.ts';
import { activeFaults } from '../faults/active.ts';
import { FaultsPanel } from '../faults/faults-panel.tsx';
import { HealthPanel } from '../health/health-panel.tsx';

const titles: Record<DrawerTab, string> = { health: 'Health', usage: 'Usage', faults: 'Faults' };

/** Its pictures need a library that nothing else does. */
const UsagePanel = lazy(() => import('../usage/usage-panel.tsx'));

/** Health, what the build on the screen has used, and faults where the host has them. It stands below everything and covers nothing. */
export function Drawer() {
  const wanted = useStore(drawerStore, (drawer) => drawer.tab);
  const hasFaults = useStore(useSession().faults.store, ({ report }) => report !== null);
  const build = use(BuildContext);
  const tabs: DrawerTab[] = [
    'health',
    ...(hasFaults ? (['faults'] as const) : []),
    ...(build ? (['usage'] as const) : []),
  ];
  const tab = tabs.includes(wanted) ? wanted : 'health';
  const root = useRef<HTMLElement>(null);
  useFocusVisit(root, '[role="tab"][aria-selected="true"]');
  useEscape(root, closeDrawer);
  return (
    <section ref={root} aria-label="Health, usage and faults" className="h-full bg-panel">
      <Tabs.Root
        className="flex h-full flex-col"
        value={tab}
        onValueChange={(next: DrawerTab) => openDrawer(next)}
      >
        <div className="flex h-8 flex-none items-end border-b border-line pr-2 pl-3.5">
          <Tabs.List aria-label="Health, usage and faults" className="flex gap-[18px]">
            {tabs.map((name) => (
              <Tabs.Tab
                key={name}
                value={name}
                className="-mx-1 px-1 pt-1.5 pb-[7px] text-[12.5px] text-muted hover:text-text data-[active]:font-[550] data-[active]:text-text data-[active]:shadow-[inset_0_-2px_var(--run)]"
              >
                {titles[name]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <span className="ml-auto flex items-center gap-1 self-center">
            {hasFaults && <ClearAll isHere={tab === 'faults'} />}
            <BarButton aria-label="Close" title="Close" onClick={closeDrawer}>
              <Kbd>Esc</Kbd>
              <X size={14} aria-hidden />
            </BarButton>
          </span>
        </div>
        <Tabs.Panel value="health" tabIndex={-1} className="min-h-0 flex-1">
          <HealthPanel hasFaults={hasFaults} />
        </Tabs.Panel>
        {build && (
          <Tabs.Panel value="usage" tabIndex={-1} className="min-h-0 flex-1">
            <Suspense>
              <UsagePanel key={build.id} />
            </Suspense>
          </Tabs.Panel>
        )}
        {hasFaults && (
          <Tabs.Panel value="faults" tabIndex={-1} className="min-h-0 flex-1">
            <FaultsPanel />
          </Tabs.Panel>
        )}
      </Tabs.Root>
    </section>
  );
}

/** Beside the faults, and wherever some are on. */
function ClearAll({ isHere }: { isHere: boolean }) {
  const { faults } = useSession();
  const { report, at } = useStore(faults.store);
  const active = useTicking((now) => report !== null && activeFaults(report, now - at));
  if (!isHere && !active) return null;
  return (
    <BarButton
      className={cx('border', active ? 'border-warn font-medium text-warn' : 'border-line')}
      title="Ends all faults and cuts, and what is still to come of a script"
      onClick={() => void faults.do({ do: 'clear' })}
    >
      Clear all faults
    </BarButton>
  );
}
