import { setTimeout } from 'node:timers/promises';
import type { BuildEvent } from '../../../src/core/build/event.ts';
import type { Ratchet } from '../ratchet.ts';

/** Events in one request while a build is brought to its length. */
const BATCH = 2000;
/** Requests a second while events arrive steadily. */
const REQUESTS = 20;

/** Hands events of a build to the host, as a producer does. */
export class Flood {
  readonly #host: Ratchet['host'];
  readonly #build: string;
  readonly #events: Iterator<BuildEvent>;
  #sent = 0;
  #running: { readonly stop: AbortController; readonly done: Promise<void> } | null = null;

  constructor({ host }: Ratchet, build: string, events: Iterable<BuildEvent>) {
    this.#host = host;
    this.#build = build;
    this.#events = events[Symbol.iterator]();
  }

  /** Events that the host has recorded. */
  get sent(): number {
    return this.#sent;
  }

  /** Sends so many at once. */
  async send(events: number): Promise<void> {
    for (let left = events; left > 0; left -= BATCH) await this.#post(Math.min(left, BATCH));
  }

  /** Goes on at this rate until `stop`, by the clock: what a slow answer held up is sent with the next batch. */
  start(perSecond: number): void {
    const stop = new AbortController();
    this.#running = { stop, done: this.#run(perSecond, stop.signal) };
  }

  async stop(): Promise<void> {
    this.#running?.stop.abort();
    await this.#running?.done;
    this.#running = null;
  }

  async #run(perSecond: number, stop: AbortSignal): Promise<void> {
    const begun = performance.now();
    let due = 0;
    while (!stop.aborted) {
      const owed = Math.round(((performance.now() - begun) / 1000) * perSecond) - due;
      if (owed > 0) {
        const batch = Math.min(owed, BATCH);
        due += batch;
        await this.#post(batch, Date.now());
      }
      await setTimeout(1000 / REQUESTS);
    }
  }

  /** @param now the time that the events tell; else their own */
  async #post(count: number, now?: number): Promise<void> {
    const events = Array.from({ length: count }, () => {
      const event: BuildEvent = this.#events.next().value;
      return now === undefined ? event : { ...event, at: now };
    });
    const response = await fetch(
      `${this.#host.address}/v1/builds/${encodeURIComponent(this.#build)}/events`,
      {
        method: 'POST',
        headers: {
          authorization: `Bearer ${this.#host.token}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ events }),
      },
    );
    if (!response.ok) throw new Error(await response.text());
    this.#sent += count;
  }
}
