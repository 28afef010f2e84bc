import { join } from 'node:path';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import { Doc } from 'yjs';
import { type Contender, perSecond } from './contender.ts';
import { apply, YjsServer } from './yjs-server.ts';

const GROUP = 100;

/** A peer as a page would have it: y-websocket's own provider. It never talks to tabs beside it. */
export function yjsPeer(address: string): { doc: Doc; provider: WebsocketProvider } {
  const doc = new Doc();
  const provider = new WebsocketProvider(address, 'bench', doc, {
    // The same socket as everybody's; its type is the page's.
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  });
  return { doc, provider };
}

/** Settles when a peer has this version, which every event sets. */
export function hasVersion(doc: Doc, version: number): Promise<void> {
  const meta = doc.getMap<number>('meta');
  const is = () => (meta.get('version') ?? 0) >= version;
  if (is()) return Promise.resolve();
  return new Promise((resolve) => {
    const look = () => {
      if (!is()) return;
      meta.unobserve(look);
      resolve();
    };
    meta.observe(look);
  });
}

/** Yjs with y-websocket carrying the same build, as changes of a shared document. */
export const yjs: Contender = async (folder, events, count) => {
  const server = new YjsServer(join(folder, 'yjs.db'));
  const address = await server.listen();
  let bytes = 0;
  server.doc.on('update', (update) => (bytes += update.length * count));
  const peers = Array.from({ length: count }, () => yjsPeer(address));
  await Promise.all(
    peers.map(
      ({ provider }) => new Promise<void>((resolve) => provider.once('sync', () => resolve())),
    ),
  );
  const began = performance.now();
  for (let base = 0; base < events.length; base += GROUP) {
    events.slice(base, base + GROUP).forEach((event, index) => {
      apply(server.doc, event, base + index + 1);
    });
    await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all(peers.map(({ doc }) => hasVersion(doc, events.length)));
  const result = { perSecond: perSecond(events.length, began), bytes };
  for (const { provider } of peers) provider.destroy();
  server.close();
  return result;
};
