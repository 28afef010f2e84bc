import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { BuildEvent } from '../../src/core/build/event.ts';
import { textOf } from '../../src/main/host/server/ws-channel.ts';

export interface Producer {
  /** Hands events over; settles with the version when they are durable. The same key is taken once. */
  publish(build: string, events: readonly BuildEvent[], key?: string): Promise<number>;
  close(): void;
}

/** A producer over the host's own WebSocket. */
export async function openProducer(host: {
  readonly origin: string;
  readonly token: string;
}): Promise<Producer> {
  const socket = new WebSocket(
    `${host.origin.replace('http', 'ws')}/v1/ingest`,
    ['ratchet.v1', `ratchet.bearer.${host.token}`],
    { perMessageDeflate: false },
  );
  interface Waiting {
    readonly resolve: (version: number) => void;
    readonly reject: (error: Error) => void;
  }
  const waiting = new Map<string, Waiting>();
  const run = Math.random().toString(36).slice(2);
  socket.on('message', (data) => {
    const answer = JSON.parse(textOf(data)) as { type: string; key: string; version: number };
    const asked = waiting.get(answer.key);
    waiting.delete(answer.key);
    if (answer.type === 'accepted') asked?.resolve(answer.version);
    else asked?.reject(new Error(`the host refused events: ${textOf(data).slice(0, 300)}`));
  });
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('the host hung up'));
  });
  socket.on('error', () => {});
  await once(socket, 'open');
  let sent = 0;
  return {
    publish(build, events, key = `${run}-${(sent += 1)}`) {
      if (socket.readyState !== WebSocket.OPEN) {
        return Promise.reject(new Error('the host hung up'));
      }
      socket.send(JSON.stringify({ type: 'publish', build, key, events }));
      return new Promise((resolve, reject) => waiting.set(key, { resolve, reject }));
    },
    close: () => socket.terminate(),
  };
}

/** A long build, in messages of many events. @returns the version it ends at */
export async function publishAll(
  producer: Producer,
  build: string,
  events: readonly BuildEvent[],
): Promise<number> {
  let version = 0;
  for (let from = 0; from < events.length; from += 1000) {
    version = await producer.publish(build, events.slice(from, from + 1000));
  }
  return version;
}

const STAMP = /^@(\d+\.\d+) /;

/** When the event was due that this text came with, in milliseconds of this process's clock; null if it has no stamp. */
export function stampOf(text: string | undefined): number | null {
  const found = text === undefined ? null : STAMP.exec(text);
  return found ? Number(found[1]) : null;
}

export interface Pace {
  readonly build: string;
  readonly perSecond: number;
  readonly seconds: number;
}

/**
 * Events at a steady rate, a message each, with the time at which each was due: so that one that is
 * sent late, because the line was busy, counts as late. @returns the version that it ended at
 */
export async function publishSteadily(
  producer: Producer,
  { build, perSecond, seconds }: Pace,
): Promise<number> {
  const interval = 1000 / perSecond;
  const count = Math.round(perSecond * seconds);
  const began = performance.now();
  let last: Promise<number> = Promise.resolve(0);
  for (let sent = 0; sent < count;) {
    while (sent < count && began + sent * interval <= performance.now()) {
      const due = began + sent * interval;
      const block = `steady-${Math.floor(due / 1000)}`;
      const text = `@${due.toFixed(3)} and some words more `;
      last = producer.publish(build, [{ kind: 'text.appended', at: Date.now(), block, text }]);
      // The last one tells of all: they are answered in their order.
      last.catch(() => {});
      sent += 1;
    }
    await setTimeout(1);
  }
  return last;
}
