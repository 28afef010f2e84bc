import { WebSocket } from 'ws';
import type { Channel } from '../../../core/sync/channel.ts';
import { RateLimit } from './rate.ts';

export interface ChannelLimits {
  readonly messagesPerSecond: number;
  readonly pingMs: number;
}

/**
 * A WebSocket as a channel. A client that sends too fast is read slower; one that does not answer
 * pings is cut, so that a laptop that went to sleep does not keep its place.
 */
export function channelOf(socket: WebSocket, limits: ChannelLimits): Channel {
  const rate = new RateLimit(limits.messagesPerSecond, limits.messagesPerSecond, performance.now());
  let alive = true;
  const ping = setInterval(() => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
  }, limits.pingMs);
  let resume: NodeJS.Timeout | undefined;
  socket.on('pong', () => (alive = true));
  socket.on('close', () => {
    clearInterval(ping);
    clearTimeout(resume);
  });
  // A protocol error closes the socket; `close` tells the rest.
  socket.on('error', () => {});
  return {
    send(text) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text, () => {});
    },
    backlog: () => socket.bufferedAmount,
    close() {
      socket.close(1000);
    },
    onMessage(listener) {
      socket.on('message', (data, isBinary) => {
        alive = true;
        if (isBinary) return socket.close(1003, 'text only');
        const wait = rate.take(performance.now());
        if (wait > 0 && !socket.isPaused) {
          socket.pause();
          resume = setTimeout(() => socket.resume(), wait);
        }
        listener(textOf(data));
      });
    },
    onClose(listener) {
      socket.once('close', listener);
    },
  };
}

/** A WebSocket's text message, however it came in. */
export function textOf(data: Buffer | ArrayBuffer | Buffer[]): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}
