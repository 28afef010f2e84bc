import { setTimeout } from 'node:timers/promises';
import { type Producer, openProducer } from '../support/producer.ts';
import type { HostAddress } from './host-address.ts';
import { someBuild } from '../support/events.ts';

/** Events after which an agent is done and another one begins: a host that runs all day sees many builds. */
const LIFE = 600;
const BATCH = 5;

/** Agents that work side by side, each in its own build, and send again what was not answered. */
export class Builds {
  readonly #host: HostAddress;
  readonly #ids: string[] = [];
  readonly #stop = new AbortController();
  readonly #loops: Promise<void>[];
  #producer: Promise<Producer> | null = null;
  #events = 0;

  /** @param interval milliseconds between the batches of one build */
  constructor(host: HostAddress, count: number, interval: number) {
    this.#host = host;
    this.#loops = Array.from({ length: count }, (_, slot) => this.#run(slot, interval));
  }

  /** Events that are durable. */
  get events(): number {
    return this.#events;
  }

  /** The build that an agent works in now. */
  at(slot: number): string {
    return this.#ids[slot % this.#ids.length] ?? '';
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#loops);
    (await this.#producer)?.close();
  }

  async #run(slot: number, interval: number): Promise<void> {
    const events = someBuild(LIFE);
    for (let life = 0; !this.#stop.signal.aborted; life += 1) {
      const build = `soak-${slot}-${life}`;
      this.#ids[slot] = build;
      let due = performance.now() + Math.random() * interval;
      for (let from = 0; from < LIFE && !this.#stop.signal.aborted; from += BATCH) {
        await setTimeout(Math.max(0, due - performance.now()));
        const stamp = `@${due.toFixed(3)} `;
        const batch = events
          .slice(from, from + BATCH)
          .map((event) =>
            event.kind === 'text.appended' ? { ...event, text: `${stamp}${event.text}` } : event,
          );
        await this.#publish(build, batch, `${build}:${from}`);
        this.#events += batch.length;
        due = Math.max(due + interval, performance.now());
      }
    }
  }

  /** Until it is answered: the key says that it is the same. */
  async #publish(build: string, batch: ReturnType<typeof someBuild>, key: string): Promise<void> {
    for (;;) {
      const own = (this.#producer ??= this.#host.up().then(openProducer));
      try {
        await (await own).publish(build, batch, key);
        return;
      } catch {
        if (this.#producer === own) this.#producer = null;
        await setTimeout(100);
      }
    }
  }
}
