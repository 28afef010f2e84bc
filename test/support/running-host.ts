import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { WebSocket } from 'ws';
import type { Channel } from '../../src/core/sync/channel.ts';
import { Client } from '../../src/core/sync/client.ts';
import { startHost } from '../../src/main/host/host.ts';
import type { Host, HostOptions } from '../../src/main/host/host-types.ts';
import { textOf } from '../../src/main/host/server/ws-channel.ts';
import { realWorld } from '../../src/main/host/world.ts';

export const resourcesDir = resolve(import.meta.dirname, '../../resources');

export interface RunningHost extends AsyncDisposable {
  readonly host: Host;
  readonly dataDir: string;
  /** A request with the token. */
  call(path: string, init?: RequestInit): Promise<Response>;
  socket(path: string): WebSocket;
  /** A real client over a real WebSocket. */
  client(): Client;
}

/** A whole host on a free port, on a data folder of its own that goes with it. */
export async function runHost(options: Partial<HostOptions> = {}): Promise<RunningHost> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ratchet-host-'));
  const host = await startHost({
    dataDir,
    resourcesDir,
    rendererDir: null,
    port: 0,
    version: 'test',
    ...options,
  });
  const { address, token } = host;
  const socket = (path: string) =>
    new WebSocket(`${address.replace('http', 'ws')}${path}`, [
      'ratchet.v1',
      `ratchet.bearer.${token}`,
    ]);
  const clients: Client[] = [];
  return {
    host,
    dataDir,
    socket,
    call: (path, init = {}) =>
      fetch(`${address}${path}`, {
        ...init,
        headers: {
          authorization: `Bearer ${token}`,
          ...Object.fromEntries(new Headers(init.headers)),
        },
      }),
    client() {
      const client = new Client({
        ...realWorld,
        name: 'test',
        watcher: `watcher-${clients.length + 1}`,
        backoff: { first: 20, limit: 200 },
        connect: () => open(socket('/v1/stream')),
      });
      clients.push(client);
      return client;
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.close();
      await host.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function open(socket: WebSocket): Promise<Channel> {
  return new Promise((done, fail) => {
    socket.once('error', fail);
    socket.once('open', () =>
      done({
        send: (text) => socket.send(text),
        close: () => socket.close(),
        onMessage: (listener) => socket.on('message', (data) => listener(textOf(data))),
        onClose: (listener) => socket.once('close', listener),
      }),
    );
  });
}
