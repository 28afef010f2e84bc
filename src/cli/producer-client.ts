import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { jsonIn } from '../core/agents/json.ts';
import { isShallow, textContent } from '../core/build/content.ts';
import type { BuildEvent } from '../core/build/event.ts';
import { RatchetError } from '../core/errors.ts';
import { backoffDelay } from '../core/sync/backoff.ts';
import { defaultLimits } from '../main/host/server/limits.ts';

export interface ProducerTarget {
  readonly port: number;
  readonly token: string;
}

export interface ProducerClientOptions {
  /** Where the host is now: asked before each attempt, because a restarted host has another token. */
  readonly target: () => Promise<ProducerTarget | null>;
  /** Without an answer for so long it gives up. Milliseconds. */
  readonly patienceMs?: number;
}

interface Batch {
  readonly build: string;
  readonly key: string;
  readonly events: BuildEvent[];
  bytes: number;
}

const answerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('accepted'), key: z.string() }),
  z.object({
    type: z.literal('error'),
    key: z.string().nullable(),
    code: z.string(),
    message: z.string(),
    retryable: z.boolean(),
  }),
]);

const refused = ({ at, kind }: BuildEvent, reason: string, written: string): BuildEvent => ({
  kind: 'unrecognised',
  at,
  format: 'ratchet-events',
  reason: `${kind}: ${reason}`.slice(0, 1000),
  raw: textContent(written.slice(0, 1000)),
});

/** What stands for an event that no message could carry: sent as it is, it would cut the line again and again. */
function fitting(event: BuildEvent): BuildEvent {
  if (!isShallow(event)) return refused(event, 'nested too deeply', '');
  const written = JSON.stringify(event);
  const bytes = Buffer.byteLength(written);
  const { eventBytes } = defaultLimits;
  return bytes > eventBytes ? refused(event, `over ${eventBytes} bytes`, written) : event;
}

/** Events and bytes (in characters) of one message, and the bytes that wait before `room` waits. */
const BATCH_EVENTS = 2000;
const BATCH_BYTES = 2 * 1024 * 1024;
const HIGH_WATER = 16 * 1024 * 1024;
const backoff = { first: 100, limit: 3000 };

/**
 * Sends events to the host, whatever becomes of the line. `add` never waits: what is added while a
 * message is on its way goes with the next one. One message is on its way at a time, under a key of
 * its own, and is sent again until it is answered: order and "once" need nothing more.
 */
export class ProducerClient {
  readonly #target: ProducerClientOptions['target'];
  readonly #patienceMs: number;
  readonly #run = randomUUID();
  readonly #queue: Batch[] = [];
  #sequence = 0;
  #queuedBytes = 0;
  #socket: WebSocket | null = null;
  #attempt = 0;
  #timer: NodeJS.Timeout | undefined;
  #patience: NodeJS.Timeout | undefined;
  #failure: Error | null = null;
  #waiters: (() => void)[] = [];
  #closed = false;

  constructor({ target, patienceMs = 60_000 }: ProducerClientOptions) {
    this.#target = target;
    this.#patienceMs = patienceMs;
    this.#connect();
  }

  /** Why it gave up; null while it has not. */
  get failure(): Error | null {
    return this.#failure;
  }

  add(build: string, events: readonly BuildEvent[]): void {
    if (this.#failure || events.length === 0) return;
    for (const event of events.map(fitting)) {
      const bytes = JSON.stringify(event).length;
      const last = this.#queue.length > 1 ? this.#queue.at(-1) : undefined;
      const fits = last && last.events.length < BATCH_EVENTS && last.bytes + bytes < BATCH_BYTES;
      if (last && fits && last.build === build) {
        last.events.push(event);
        last.bytes += bytes;
      } else {
        this.#sequence += 1;
        this.#queue.push({ build, key: `${this.#run}:${this.#sequence}`, events: [event], bytes });
        if (this.#queue.length === 1) this.#begin();
      }
      this.#queuedBytes += bytes;
    }
  }

  /** Settles when not too much waits to be sent; at once when it has given up. */
  async room(): Promise<void> {
    while (!this.#failure && this.#queuedBytes > HIGH_WATER) await this.#change();
  }

  /** Settles when everything is durable. @throws RatchetError when it has given up */
  async flush(): Promise<void> {
    while (!this.#failure && this.#queue.length > 0) await this.#change();
    if (this.#failure) throw this.#failure;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#patience);
    this.#socket?.terminate();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiters.push(resolve));
  }

  #changed(): void {
    for (const resolve of this.#waiters.splice(0)) resolve();
  }

  #connect(): void {
    if (this.#closed || this.#failure) return;
    this.#target().then(
      (target) => (target ? this.#dial(target) : this.#later()),
      () => this.#later(),
    );
  }

  #dial({ port, token }: ProducerTarget): void {
    if (this.#closed || this.#failure) return;
    const socket = new WebSocket(
      `ws://127.0.0.1:${port}/v1/ingest`,
      ['ratchet.v1', `ratchet.bearer.${token}`],
      { perMessageDeflate: false, handshakeTimeout: 5000 },
    );
    this.#socket = socket;
    // Every callback knows its own line, so that a late one cannot hurt the next.
    const isCurrent = () => this.#socket === socket;
    socket.on('open', () => isCurrent() && this.#send());
    socket.on('message', (data: Buffer) => isCurrent() && this.#answered(data.toString()));
    socket.on('error', () => {});
    socket.on('close', () => {
      if (!isCurrent()) return;
      this.#socket = null;
      this.#later();
    });
  }

  /** Begins with the message that is first now, which has all the patience again. */
  #begin(): void {
    clearTimeout(this.#patience);
    if (this.#queue.length === 0) return;
    // A host that is there may fail to answer as well: its disk is full, and it tries again and again.
    this.#patience = setTimeout(() => this.#lose(), this.#patienceMs);
    this.#send();
  }

  #send(): void {
    const [batch] = this.#queue;
    if (!batch || this.#socket?.readyState !== WebSocket.OPEN) return;
    const { build, key, events } = batch;
    this.#socket.send(JSON.stringify({ type: 'publish', build, key, events }), () => {});
  }

  #answered(text: string): void {
    const answer = answerSchema.safeParse(jsonIn(text));
    const [batch] = this.#queue;
    if (!answer.success || answer.data.key !== batch?.key) return;
    if (answer.data.type === 'accepted') {
      this.#attempt = 0;
      this.#queue.shift();
      this.#queuedBytes -= batch.bytes;
      this.#changed();
      this.#begin();
    } else if (answer.data.retryable) {
      this.#later(() => this.#send());
    } else if (answer.data.code === 'too-large' || answer.data.code === 'bad-event') {
      this.#single(batch, answer.data.message);
      this.#send();
    } else {
      this.#giveUp(new RatchetError(answer.data.code, answer.data.message));
    }
  }

  /** One event that the host does not take must not cost its neighbours: each goes alone. */
  #single(batch: Batch, reason: string): void {
    const alone = (event: BuildEvent) => refused(event, reason, JSON.stringify(event));
    const events = batch.events.length > 1 ? batch.events : batch.events.map(alone);
    const batches = events.map((event) => {
      this.#sequence += 1;
      const key = `${this.#run}:${this.#sequence}`;
      return { build: batch.build, key, events: [event], bytes: 0 };
    });
    // The bytes of all stay with the last, so that the sum is right when they are gone.
    const last = batches.at(-1);
    if (last) last.bytes = batch.bytes;
    this.#queue.splice(0, 1, ...batches);
  }

  #later(then: () => void = () => this.#connect()): void {
    if (this.#closed || this.#failure) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(then, backoffDelay(backoff, this.#attempt, Math.random()));
    this.#attempt += 1;
  }

  #lose(): void {
    this.#giveUp(
      new RatchetError(
        'host-lost',
        `The host took no events for ${Math.round(this.#patienceMs / 1000)} s. What came after ${this.#sequence - this.#queue.length} messages is not recorded.`,
      ),
    );
  }

  #giveUp(failure: Error): void {
    this.#failure = failure;
    clearTimeout(this.#patience);
    this.#queue.length = 0;
    this.#queuedBytes = 0;
    this.#socket?.terminate();
    this.#changed();
  }
}
