import { Menu, type MenuItemConstructorOptions } from 'electron';

/** What the menu does beyond what Electron does by itself. */
export interface MenuActions {
  watchFiles(): void;
  playDemo(): void;
}

/** Sets the menu of the application. */
export function setMenu(actions: MenuActions): void {
  const mac = process.platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        { label: '&Watch Files…', accelerator: 'CmdOrCtrl+O', click: () => actions.watchFiles() },
        { label: '&Play Demo Build', click: () => actions.playDemo() },
        { type: 'separator' },
        { role: mac ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    { role: 'viewMenu' },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
