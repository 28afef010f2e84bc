import { WebSocket } from 'ws';
import type { BuildState } from '../../src/core/build/state.ts';
import type { Channel } from '../../src/core/sync/channel.ts';
import { Client } from '../../src/core/sync/client.ts';
import type { Replica } from '../../src/core/sync/replica.ts';
import { textOf } from '../../src/main/host/server/ws-channel.ts';

export interface WindowClient {
  readonly replica: Replica<BuildState> | null;
  /** Connects; settles when it shows this version, live: checked, chained and folded. */
  open(version: number): Promise<void>;
  close(): void;
}

let count = 0;

/** What a window has: the real client, with its schemas, digests and folds, over a WebSocket. */
export function windowClient(
  host: { readonly origin: string; readonly token: string },
  build: string,
): WindowClient {
  let replica: Replica<BuildState> | null = null;
  let look = () => {};
  const client = new Client({
    connect: () => connect(host),
    after(milliseconds, callback) {
      const timer = setTimeout(callback, milliseconds);
      return () => clearTimeout(timer);
    },
    now: Date.now,
    random: Math.random,
    name: 'bench',
    watcher: `bench-${(count += 1)}`,
    backoff: { first: 250, limit: 8000 },
  });
  client.watchBuild(build, (next) => {
    replica = next;
    look();
  });
  return {
    get replica() {
      return replica;
    },
    open: (version) =>
      new Promise((resolve) => {
        look = () => {
          if (replica?.phase === 'live' && replica.version >= version) resolve();
        };
        client.open();
      }),
    close: () => client.close(),
  };
}

function connect(host: { readonly origin: string; readonly token: string }): Promise<Channel> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(
      `${host.origin.replace('http', 'ws')}/v1/stream`,
      ['ratchet.v1', `ratchet.bearer.${host.token}`],
      { maxPayload: 1024 ** 3, perMessageDeflate: false },
    );
    socket.once('error', reject);
    socket.once('open', () =>
      resolve({
        send: (text) => socket.send(text),
        close: () => socket.terminate(),
        onMessage: (listener) => socket.on('message', (data) => listener(textOf(data))),
        onClose: (listener) => socket.once('close', () => listener()),
      }),
    );
  });
}
