import { setInterval, setTimeout } from 'node:timers/promises';
import type { BuildEvent } from '../../src/core/build/event.ts';
import type { Ratchet } from './ratchet.ts';

/** The TODO that is active in a steady build: a row that is on the screen all the time. */
export const activeTodo = 'Watch the tide, active';

/**
 * A build that goes on at a steady rate, as long as a test wants it to. Each batch has a key and is
 * sent until it is answered, as a producer should: what a host that was killed took is not doubled.
 */
export class SteadyBuild {
  readonly id = 'steady';
  #host: Ratchet['host'];
  readonly #now: () => number;
  #sent = 0;
  #events = 0;
  #running: { readonly stop: AbortController; readonly done: Promise<void> } | null = null;

  /** @param now the time that the agent tells */
  constructor({ host }: Ratchet, now: () => number = Date.now) {
    this.#host = host;
    this.#now = now;
  }

  /** Batches that a host has answered, and the events in them. */
  get sent(): number {
    return this.#sent;
  }

  get events(): number {
    return this.#events;
  }

  /** Goes on by itself until `rest`. */
  start(perSecond: number): void {
    const stop = new AbortController();
    this.#running = { stop, done: this.#run(1000 / perSecond, stop.signal) };
  }

  /** Stops, when what was begun has been answered. */
  async rest(): Promise<void> {
    this.#running?.stop.abort();
    await this.#running?.done;
    this.#running = null;
  }

  /** Another host has the same log now. */
  moveTo({ host }: Ratchet): void {
    this.#host = host;
  }

  /** Sends so many batches at once. */
  async send(batches: number): Promise<void> {
    for (let index = 0; index < batches; index += 1) await this.#next(new AbortController().signal);
  }

  async #run(interval: number, stop: AbortSignal): Promise<void> {
    await this.#next(stop);
    for await (const _ of setInterval(interval)) {
      if (stop.aborted) return;
      await this.#next(stop);
    }
  }

  /** One batch, until somebody has taken it. */
  async #next(stop: AbortSignal): Promise<void> {
    const events = this.#batch();
    const body = JSON.stringify({ events, key: `${this.id} ${this.#sent}` });
    for (;;) {
      try {
        const { address, token } = this.#host;
        const response = await fetch(`${address}/v1/builds/${this.id}/events`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body,
        });
        if (!response.ok) throw new Error(await response.text());
        this.#sent += 1;
        this.#events += events.length;
        return;
      } catch (error) {
        // A host that was killed leaves a batch unanswered: the next host is asked.
        if (stop.aborted) throw error;
        await setTimeout(50);
      }
    }
  }

  #batch(): BuildEvent[] {
    const at = this.#now();
    const number = this.#sent;
    if (number === 0) {
      return [
        { kind: 'build.started', at, title: 'A steady build' },
        {
          kind: 'plan.updated',
          at,
          todos: [
            { text: 'Moor the boat', status: 'done' },
            { text: 'Watch the tide', status: 'active' },
          ],
        },
      ];
    }
    const call = `call-${number}`;
    if (number % 5 > 0)
      return [{ kind: 'text.appended', at, block: 'b', text: `tide ${number}\n` }];
    return [
      { kind: 'tool.started', at, call, name: 'Read', target: `tides/${number}.txt` },
      { kind: 'tool.ended', at, call, outcome: 'succeeded' },
    ];
  }
}
