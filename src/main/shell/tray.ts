import { Menu, nativeImage, Tray } from 'electron';

/** Shows a mark in the tray, where there is one. Keep what is returned: a tray that is collected disappears. */
export function showTray(icon: string, show: () => void, quit: () => void): Tray | null {
  // Without a session bus there is no tray on Linux, and Electron only complains.
  if (process.platform === 'linux' && !process.env['DBUS_SESSION_BUS_ADDRESS']) return null;
  try {
    const image = nativeImage.createFromPath(icon);
    if (image.isEmpty()) return null;
    const tray = new Tray(image);
    tray.setToolTip('Ratchet');
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: 'Show Ratchet', click: show },
        { type: 'separator' },
        { label: 'Quit', click: quit },
      ]),
    );
    tray.on('click', show);
    return tray;
  } catch {
    return null;
  }
}
