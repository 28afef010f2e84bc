import { join } from 'node:path';
import { Menu, nativeImage, Tray } from 'electron';
import type { StandingBuilds } from '../../core/notices/standing.ts';
import { type TrayActions, trayMenu, trayTip } from './tray-menu.ts';

/** The mark in the tray: what stands there of the builds. */
export interface ShownTray {
  update(standing: StandingBuilds): void;
  destroy(): void;
}

/** Shows a mark in the tray, where there is one. Keep what is returned: a tray that is collected disappears. */
export function showTray(icons: string, actions: TrayActions): ShownTray | null {
  // Without a session bus there is no tray on Linux, and Electron only complains.
  if (process.platform === 'linux' && !process.env['DBUS_SESSION_BUS_ADDRESS']) return null;
  // The system colours a picture of this name on macOS.
  const [plain, marked] = (
    process.platform === 'darwin' ? ['trayTemplate', 'trayMarkedTemplate'] : ['tray', 'tray-marked']
  ).map((name) => nativeImage.createFromPath(join(icons, `${name}.png`)));
  if (!plain || !marked || plain.isEmpty() || marked.isEmpty()) return null;
  let tray: Tray;
  try {
    tray = new Tray(plain);
  } catch {
    return null;
  }
  tray.on('click', () => actions.show());
  return {
    update(standing) {
      tray.setImage(standing.needsYou.length > 0 ? marked : plain);
      tray.setToolTip(trayTip(standing));
      tray.setContextMenu(Menu.buildFromTemplate(trayMenu(standing, actions)));
    },
    destroy: () => tray.destroy(),
  };
}
