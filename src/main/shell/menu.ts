import { Menu, type MenuItemConstructorOptions } from 'electron';
import { type MenuName, menus } from '../../core/commands/command.ts';
import { type CommandId, commandIds, commandOf, whyNot } from '../../core/commands/commands.ts';
import { acceleratorOf, isChord } from '../../core/commands/keys.ts';
import type { MenuState } from '../../core/commands/menu-state.ts';

type Item = MenuItemConstructorOptions;

/** What Electron does by itself, also where the page hangs. */
const roles: Partial<Record<CommandId, Item['role']>> = {
  reload: 'reload',
  fullScreen: 'togglefullscreen',
};

const line: Item = { type: 'separator' };

/** Sets the menus of the application: the registry's commands, and what Electron brings along. */
export function setMenu(run: (id: CommandId) => void): void {
  const mac = process.platform === 'darwin';
  const of = (name: MenuName): Item[] => itemsOf(name, run);
  const template: Item[] = [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    { label: '&File', submenu: [...of('File'), line, { role: mac ? 'close' : 'quit' }] },
    { label: '&Edit', submenu: [...editing, line, ...of('Edit')] },
    {
      label: '&View',
      submenu: [...of('View'), line, ...zooming, line, { role: 'toggleDevTools' }],
    },
    { label: '&Build', submenu: of('Build') },
    { label: '&Timeline', submenu: of('Timeline') },
    { role: 'windowMenu' },
    { role: 'help', label: '&Help', submenu: of('Help') },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

const editing: Item[] = [
  { role: 'undo' },
  { role: 'redo' },
  line,
  { role: 'cut' },
  { role: 'copy' },
  { role: 'paste' },
  { role: 'delete' },
  { role: 'selectAll' },
];
const zooming: Item[] = [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }];

/** Enables, disables and ticks what stands in the menus. */
export function updateMenu({ met, on }: MenuState): void {
  const menu = Menu.getApplicationMenu();
  const isMet = new Set(met);
  for (const id of commandIds) {
    const item = menu?.getMenuItemById(id);
    if (!item) continue;
    item.enabled = whyNot(id, isMet) === null;
    if (item.type === 'checkbox') item.checked = on.includes(id);
  }
}

function itemsOf(name: MenuName, run: (id: CommandId) => void): Item[] {
  const sections = menus[name].map((section) =>
    commandIds
      .filter((id) => commandOf(id).menu?.[0] === name && commandOf(id).menu?.[1] === section)
      .map((id) => itemOf(id, run)),
  );
  return sections
    .filter((items) => items.length > 0)
    .flatMap((items, index) => (index === 0 ? items : [line, ...items]));
}

function itemOf(id: CommandId, run: (id: CommandId) => void): Item {
  const { title, keys = [], toggle } = commandOf(id);
  const role = roles[id];
  if (role !== undefined) return { id, label: title, role };
  return {
    id,
    label: title,
    click: () => run(id),
    ...(toggle ? { type: 'checkbox' } : {}),
    ...acceleratorIn(keys),
  };
}

/**
 * The page binds all keys: it knows when somebody types. A menu only shows them. A Mac cannot show a
 * key without having it work, so there the ones without Cmd are left out.
 */
function acceleratorIn(keys: readonly string[]): Pick<Item, 'accelerator' | 'registerAccelerator'> {
  const key = keys.find(isChord) ?? keys[0];
  if (key === undefined || (process.platform === 'darwin' && !isChord(key))) return {};
  return { accelerator: acceleratorOf(key), registerAccelerator: false };
}
