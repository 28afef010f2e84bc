import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import { type Contender, perSecond } from './contender.ts';

const GROUP = 100;

/**
 * Socket.IO 4 with connection state recovery, as its documentation sets it up
 * (socket.io/docs/v4/connection-state-recovery): the server keeps what it broadcast in memory for two
 * minutes, and sends a client that comes back what it missed. Nothing is durable. WebSocket alone, no
 * compression, like the others.
 */
export function socketIoServer(): {
  readonly server: Server;
  readonly listen: () => Promise<string>;
} {
  const http = createServer();
  const server = new Server(http, {
    transports: ['websocket'],
    connectionStateRecovery: { maxDisconnectionDuration: 120_000, skipMiddlewares: true },
  });
  return {
    server,
    async listen() {
      http.listen(0, '127.0.0.1');
      await once(http, 'listening');
      return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    },
  };
}

export const socketIoClient = (address: string): Socket =>
  io(address, { transports: ['websocket'], forceNew: true, reconnection: false });

/** The same events by fan-out alone. */
export const socketIo: Contender = async (_folder, events, count) => {
  const { server, listen } = socketIoServer();
  const address = await listen();
  let delivered = 0;
  let bytes = 0;
  let done = () => {};
  const clients = await Promise.all(
    Array.from({ length: count }, async () => {
      const client = socketIoClient(address);
      client.on('event', () => {
        delivered += 1;
        if (delivered === count * events.length) done();
      });
      await new Promise<void>((resolve) => client.once('connect', resolve));
      return client;
    }),
  );
  const all = new Promise<void>((resolve) => (done = resolve));
  const texts = events.map((event) => JSON.stringify(event));
  const began = performance.now();
  for (let base = 0; base < texts.length; base += GROUP) {
    texts.slice(base, base + GROUP).forEach((text, index) => {
      server.emit('event', { version: base + index + 1, event: JSON.parse(text) as object });
      bytes += text.length * count;
    });
    await new Promise((resolve) => setImmediate(resolve));
  }
  await all;
  const result = { perSecond: perSecond(events.length, began), bytes };
  for (const client of clients) client.disconnect();
  await server.close();
  return result;
};
