import { contextBridge, ipcRenderer } from 'electron';
import {
  appOrigin,
  type Bridge,
  commandChannel,
  openBuildType,
  portMessageType,
  type RequestChannel,
  type Requests,
} from '../core/bridge/bridge.ts';

// The only code that sees both the page and Electron. The page gets these functions, never `ipcRenderer` itself.

async function ask<Channel extends RequestChannel>(
  channel: Channel,
  argument: Requests[Channel]['argument'],
): Promise<Requests[Channel]['answer']> {
  const answer: Requests[Channel]['answer'] = await ipcRenderer.invoke(channel, argument);
  return answer;
}

const bridge: Bridge = {
  platform: process.platform,
  connect: async () => void (await ask('ratchet:connect', null)),
  openExternal: async (url) => void (await ask('ratchet:open-external', url)),
  copyText: async (text) => void (await ask('ratchet:copy-text', text)),
  browserAddress: () => ask('ratchet:browser-address', null),
  exportBuild: (asked) => ask('ratchet:export', asked),
  openFile: async (file) => void (await ask('ratchet:open-file', file)),
  watchFiles: () => ask('ratchet:watch-files', null),
  watchAgent: (agent) => ask('ratchet:watch-agent', agent),
  arrangeBuild: (id, change) => ask('ratchet:arrange-build', { id, change }),
  deleteBuild: (id) => ask('ratchet:delete-build', id),
  restoreBuild: (id) => ask('ratchet:restore-build', id),
  unwatchAgent: (agent) => ask('ratchet:unwatch-agent', agent),
  unwatch: (path) => ask('ratchet:unwatch', path),
  changeSettings: (change) => ask('ratchet:change-settings', change),
  showsBuild: async (build) => void (await ask('ratchet:shows-build', build)),
  onOpenBuild: (open) => {
    ipcRenderer.on(openBuildType, (_event, build: unknown) => {
      if (typeof build === 'string') open(build);
    });
  },
  playDemo: () => ask('ratchet:play-demo', null),
  faults: (request) => ask('ratchet:faults', request),
  menuState: async (state) => void (await ask('ratchet:menu-state', state)),
  toggleFullScreen: async () => void (await ask('ratchet:toggle-full-screen', null)),
  onCommand(listener) {
    // The event, which has more than the page may touch, stays here.
    const hear = (_event: unknown, id: unknown): void => listener(id);
    ipcRenderer.on(commandChannel, hear);
    return () => void ipcRenderer.off(commandChannel, hear);
  },
};

// A port cannot cross contextBridge, only a message can carry it into the page's world.
ipcRenderer.on(portMessageType, (event) => {
  window.postMessage({ type: portMessageType }, appOrigin, event.ports);
});

contextBridge.exposeInMainWorld('ratchet', bridge);
