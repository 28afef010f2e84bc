import { BrowserWindow, clipboard, dialog, MessageChannelMain, shell } from 'electron';
import { portMessageType } from '../../core/bridge/bridge.ts';
import type { MenuState } from '../../core/commands/menu-state.ts';
import { faultsOff } from '../../core/sync/faults/faults.ts';
import type { Host } from '../host/host-types.ts';
import { allowedExternalUrl } from '../../core/security/external-url.ts';
import { openInEditor } from './editor.ts';
import type { RequestHandlers } from './ipc.ts';
import { portChannel } from './port-channel.ts';
import { saveExport } from './save-export.ts';

/**
 * What the main process does for a window.
 * @param onShown told which build is on the screen
 */
export function requestHandlers(
  host: Host,
  menus: { update(state: MenuState): void },
  onShown: (build: string | null) => void,
): RequestHandlers {
  return {
    'ratchet:connect': (_argument, sender) => {
      const { port1, port2 } = new MessageChannelMain();
      host.accept(portChannel(port1));
      sender.postMessage(portMessageType, null, [port2]);
      return null;
    },
    'ratchet:open-external': async (text) => {
      const url = allowedExternalUrl(text);
      if (url === null) {
        throw new Error('URL_REFUSED: only https links to known sites are opened; copy it instead');
      }
      await shell.openExternal(url);
      return null;
    },
    'ratchet:copy-text': async (text) => {
      await clipboard.writeText(text);
      return null;
    },
    'ratchet:browser-address': () => `${new URL(host.address).origin}/`,
    'ratchet:export': (asked, sender) =>
      saveExport(host, asked, BrowserWindow.fromWebContents(sender)),
    'ratchet:open-file': async ({ build, node, where, line }) => {
      const file = await host.fileOfCall(build, node);
      // Never by the system's own choice of a program, which would run a script or a shortcut.
      if (where === 'editor') await openInEditor({ ...file, line: line ?? file.line });
      else shell.showItemInFolder(file.path);
      return null;
    },
    'ratchet:watch-files': (_argument, sender) =>
      watchFiles(host, BrowserWindow.fromWebContents(sender)),
    'ratchet:watch-agent': (agent) => host.watchAgents([agent]),
    'ratchet:arrange-build': ({ id, change }) => host.arrangeBuild(id, change),
    'ratchet:delete-build': (id) => host.deleteBuilds([id]),
    'ratchet:restore-build': (id) => host.restoreBuild(id),
    'ratchet:unwatch-agent': (agent) => host.unwatchAgents([agent]),
    'ratchet:unwatch': (path) => host.unwatch([path]),
    'ratchet:change-settings': (change) => host.settings.change(change),
    'ratchet:shows-build': (build) => {
      onShown(build);
      return null;
    },
    'ratchet:play-demo': () => host.playDemo(),
    'ratchet:faults': (request) => {
      if (!host.faults) throw faultsOff();
      host.faults.take(request);
      return host.faults.report();
    },
    'ratchet:menu-state': (state) => {
      menus.update(state);
      return null;
    },
    'ratchet:toggle-full-screen': (_argument, sender) => {
      const window = BrowserWindow.fromWebContents(sender);
      window?.setFullScreen(!window.isFullScreen());
      return null;
    },
  };
}

/** Lets the user choose recordings, and watches them. The page never names a file: a hostile one could name any. */
async function watchFiles(host: Host, window: BrowserWindow | null): Promise<string[]> {
  const options = {
    title: 'Watch agent recordings',
    properties: ['openFile', 'multiSelections'] satisfies ('openFile' | 'multiSelections')[],
    filters: [
      { name: 'Recordings', extensions: ['jsonl', 'ndjson', 'json', 'log', 'txt'] },
      { name: 'All files', extensions: ['*'] },
    ],
  };
  const chosen =
    window === null
      ? await dialog.showOpenDialog(options)
      : await dialog.showOpenDialog(window, options);
  if (chosen.canceled || chosen.filePaths.length === 0) return [];
  await host.watch(chosen.filePaths);
  return chosen.filePaths;
}
