import { Menu } from '@base-ui/react/menu';
import type { LucideIcon } from 'lucide-react';
import { Copy, Link, Pencil, Pin, PinOff, Trash2 } from 'lucide-react';
import { flushSync } from 'react-dom';
import { useStore } from 'zustand';
import { useSession } from '../../app/session-context.ts';
import { Kbd } from '../../ui/kbd.tsx';
import {
  arranging,
  closeMenu,
  copyId,
  copyLink,
  deleteBuild,
  focusRow,
  type ListCommand,
  startRenaming,
  togglePin,
} from './arranging.ts';
import { familyIn } from './family-in.ts';

/** What can be done with a row of the list. One menu for all of them: there may be thousands. */
export function BuildMenu() {
  const session = useSession();
  const menu = useStore(arranging, (state) => state.menu);
  const list = useStore(session.list, ({ replica }) => replica.state);
  const build = menu && list.find(({ id }) => id === menu.build);
  if (!menu || !build) return null;
  const isNested = familyIn(list).parentOf.has(build.id);
  const item = (icon: LucideIcon, label: string, key: string | null, run: ListCommand) => (
    <Item icon={icon} label={label} hint={key} onChoose={() => run(session, build.id)} />
  );
  return (
    <Menu.Root open modal={false} onOpenChange={(open) => !open && close(build.id)}>
      <Menu.Portal>
        <Menu.Positioner
          anchor={menu.anchor}
          side="bottom"
          align="start"
          sideOffset={2}
          className="z-30"
        >
          <Menu.Popup
            aria-label="Actions"
            finalFocus={false}
            className="min-w-[184px] rounded-lg border border-line bg-popup p-1 shadow-xl outline-none"
          >
            {!isNested &&
              item(build.pinned ? PinOff : Pin, build.pinned ? 'Unpin' : 'Pin', 'p', togglePin)}
            {item(Pencil, 'Rename', 'F2', startRenaming)}
            {item(Link, 'Copy link', null, copyLink)}
            {item(Copy, 'Copy id', null, copyId)}
            <Menu.Separator className="mx-1 my-1 h-px bg-line" />
            {item(Trash2, 'Delete', 'Delete', deleteBuild)}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

/** The focus goes to the row at once, but where its title is being written: there it is in the field. */
function close(id: string): void {
  flushSync(closeMenu);
  if (arranging.getState().renaming === null) focusRow(id);
}

interface ItemProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly hint: string | null;
  readonly onChoose: () => void;
}

function Item({ icon: Icon, label, hint, onChoose }: ItemProps) {
  return (
    <Menu.Item
      onClick={onChoose}
      className="flex h-7 items-center gap-2 rounded px-2 outline-none data-[highlighted]:bg-sel"
    >
      <Icon size={14} aria-hidden className="text-muted" />
      <span className="flex-1">{label}</span>
      {hint !== null && (
        <span aria-hidden>
          <Kbd>{hint}</Kbd>
        </span>
      )}
    </Menu.Item>
  );
}
