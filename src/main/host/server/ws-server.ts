import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { RatchetError } from '../../../core/errors.ts';
import type { Channel } from '../../../core/sync/channel.ts';
import type { Producer } from '../ingest/producer.ts';
import { PROTOCOL_NAME } from './guard.ts';
import type { ServerLimits } from './limits.ts';
import { notFound, problem } from './response.ts';
import { channelOf } from './ws-channel.ts';
import { serveProducer } from './ws-ingest.ts';

export interface SocketOptions {
  readonly limits: ServerLimits;
  readonly producer: Producer;
  accept(channel: Channel): void;
  /** @throws RatchetError when the request may not have a socket */
  check(request: IncomingMessage): void;
}

/** Serves `/v1/stream` to watchers and `/v1/ingest` to producers. Checks come before the upgrade. */
export function serveSockets(server: Server, options: SocketOptions): { close(): void } {
  const { limits } = options;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.messageBytes,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(PROTOCOL_NAME) ? PROTOCOL_NAME : false),
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => {});
    try {
      options.check(request);
      const serve = endpoint(request, options);
      if (sockets.clients.size >= limits.clients) throw tooMany(limits.clients);
      sockets.handleUpgrade(request, socket, head, (ws) => serve(channelOf(ws, limits)));
    } catch (error) {
      refuse(socket, error);
    }
  });
  return {
    close() {
      for (const client of sockets.clients) {
        client.close(1001, 'the host is closing');
        // One that does not answer the farewell must not hold the host up.
        const timer = setTimeout(() => client.terminate(), 500);
        client.once('close', () => clearTimeout(timer));
      }
      sockets.close();
    },
  };
}

function endpoint(request: IncomingMessage, options: SocketOptions): (channel: Channel) => void {
  const [path = '/'] = (request.url ?? '/').split('?');
  if (path === '/v1/stream') return (channel) => options.accept(channel);
  if (path === '/v1/ingest') return (channel) => serveProducer(channel, options.producer);
  throw notFound(path);
}

const tooMany = (limit: number) =>
  new RatchetError(
    'too-many-clients',
    `${limit} clients are connected, which is the limit. Close one and try again.`,
    { retryable: true },
  );

/** Answers an upgrade in plain HTTP, as any other request would be. */
function refuse(socket: Duplex, error: unknown): void {
  const { status, headers, body } = problem(error);
  const text = typeof body === 'string' ? body : '';
  const lines = Object.entries({
    ...headers,
    Connection: 'close',
    'Content-Length': Buffer.byteLength(text),
  }).map(([name, value]) => `${name}: ${value}`);
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('\r\n')}\r\n\r\n${text}`,
    () => socket.destroy(),
  );
}
