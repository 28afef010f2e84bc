import { Activity, Zap } from 'lucide-react';
import { useStore } from 'zustand';
import { drawerStore, openDrawer, toggleHealth } from '../../app/drawer.ts';
import { useSession } from '../../app/session-context.ts';
import { useTicking } from '../../ui/ticker.ts';
import { cx } from '../../ui/cx.ts';
import { activeFaults } from '../faults/active.ts';

/** Opens the drawer; amber while any fault is in force, so that nobody forgets it. */
export function DrawerButton() {
  const { report, at } = useStore(useSession().faults.store);
  const open = useStore(drawerStore, (drawer) => drawer.open);
  const faulty = useTicking((now) => report !== null && activeFaults(report, now - at));
  const Icon = faulty ? Zap : Activity;
  return (
    <button
      type="button"
      aria-expanded={open}
      title="Health and faults (Shift+H)"
      onClick={() => (faulty && !open ? openDrawer('faults') : toggleHealth())}
      className={cx(
        'flex h-5 items-center gap-1.5 rounded px-1 hover:bg-hover',
        faulty ? 'font-medium text-warn' : 'hover:text-text',
      )}
    >
      <Icon size={13} aria-hidden />
      <span className={cx(!faulty && 'max-[620px]:sr-only')}>
        {faulty ? 'Faults on' : 'Health'}
      </span>
    </button>
  );
}
