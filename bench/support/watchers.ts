import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer, WebSocket as Socket } from 'ws';
import { textOf } from '../../src/main/host/server/ws-channel.ts';

export interface Watchers {
  readonly sockets: readonly WebSocket[];
  /** Settles when every watcher was told of this version. */
  reached(version: number): Promise<void>;
  readonly bytes: () => number;
  close(): Promise<void>;
}

/**
 * Real WebSockets on loopback, in this process: each contender pays for sending and for receiving.
 * A watcher parses what it gets, and answers with what `answer` makes of it.
 */
export async function openWatchers(
  count: number,
  answer: (message: { version?: number }) => string | null,
  greet: (client: WebSocket) => void = () => {},
  serve: (socket: WebSocket) => void = () => {},
): Promise<Watchers> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  await once(server, 'listening');
  const sockets: WebSocket[] = [];
  server.on('connection', (socket) => {
    sockets.push(socket);
    serve(socket);
  });
  const { port } = server.address() as AddressInfo;
  const seen: number[] = [];
  let bytes = 0;
  let check = () => {};
  const clients = await Promise.all(
    Array.from({ length: count }, async (_, watcher) => {
      const client = new Socket(`ws://127.0.0.1:${port}`);
      client.on('message', (data) => {
        const text = textOf(data);
        bytes += text.length;
        const message = JSON.parse(text) as { version?: number };
        if (message.version !== undefined) seen[watcher] = message.version;
        const reply = answer(message);
        if (reply !== null) client.send(reply);
        check();
      });
      await once(client, 'open');
      greet(client);
      return client;
    }),
  );
  return {
    sockets,
    bytes: () => bytes,
    reached: (version) =>
      new Promise((resolve) => {
        check = () => {
          if (clients.every((_, watcher) => (seen[watcher] ?? 0) >= version)) resolve();
        };
        check();
      }),
    async close() {
      for (const client of clients) client.terminate();
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}
