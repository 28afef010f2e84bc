import { Client } from '../../src/core/sync/client.ts';
import { readsOf } from '../../src/main/host/feed/build-stream.ts';
import { Feed } from '../../src/main/host/feed/feed.ts';
import { Processor } from '../../src/main/host/processor/processor.ts';
import type { Commit, EventSink } from '../../src/main/host/store/types.ts';
import { channelPair, type Line } from '../support/channel-pair.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { VirtualTime } from '../support/world.ts';

/** Where a host may die, or its store fail, on the way of one commit. */
export type CommitFault = 'none' | 'dies before' | 'dies after' | 'fails before' | 'fails after';

/** What a line does to what is sent over it. Chances from 0 to 1; milliseconds. */
export interface Weather {
  readonly drop: number;
  readonly double: number;
  readonly delay: number;
  /** Later texts may overtake earlier ones. */
  readonly reorder: boolean;
  /** Nothing gets through, and nobody says so. */
  readonly halfOpen: boolean;
}

export const clear: Weather = { drop: 0, double: 0, delay: 0, reorder: false, halfOpen: false };

/** One host that can die and start again on a store that survives it, on virtual time. */
export class SimulatedHost {
  readonly time = new VirtualTime();
  readonly store = new MemoryStore();
  nextCommit: CommitFault = 'none';
  outOfOrder = 0;
  /** Counts the lives of the host: what belongs to an earlier one has no effect any more. */
  life = 0;
  alive = false;
  #processor: Processor | null = null;
  #feed: Feed | null = null;
  #clients = 0;
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
    this.start();
  }

  get processor(): Processor | null {
    return this.alive ? this.#processor : null;
  }

  start(): void {
    if (this.alive) return;
    this.life += 1;
    this.alive = true;
    const { life, store, time } = this;
    const after = (milliseconds: number, callback: () => void) =>
      time.after(milliseconds, () => this.#lives(life) && callback());
    const sink: EventSink = { commit: (batch) => this.#commit(life, batch) };
    const processor = new Processor(
      { sink, reads: store },
      {
        now: () => time.now,
        random: this.#random,
        turn: () => new Promise((resolve) => setImmediate(resolve)),
        after,
      },
      (announcement) => {
        if (this.#lives(life)) feed.announce(announcement);
      },
    );
    const name = life.toString(16).padStart(16, '0');
    const feed = new Feed(readsOf(processor, store), store.builds(), { after }, { host: name });
    this.#processor = processor;
    this.#feed = feed;
  }

  die(): void {
    if (!this.alive) return;
    this.alive = false;
    this.outOfOrder += this.#processor?.health.outOfOrder ?? 0;
  }

  /** A watcher behind two lines, whose weather is asked for each text. */
  client(weather: () => Weather): Client {
    const { time } = this;
    this.#clients += 1;
    return new Client({
      name: 'simulated',
      watcher: `watcher-${this.#clients}`,
      connect: async () => {
        if (!this.alive || !this.#feed || weather().halfOpen) throw new Error('refused');
        const { life } = this;
        const line: Line = (deliver) =>
          this.#carry(weather(), () => this.#lives(life) && deliver());
        const { near, far } = channelPair(line, line);
        this.#feed.accept(far);
        return near;
      },
      after: time.after,
      now: () => time.now,
      random: this.#random,
      backoff: { first: 100, limit: 1000 },
    });
  }

  #lives(life: number): boolean {
    return this.alive && this.life === life;
  }

  #carry(weather: Weather, deliver: () => void): void {
    if (weather.halfOpen || this.#random() < weather.drop) return;
    const times = this.#random() < weather.double ? 2 : 1;
    for (let time = 0; time < times; time += 1) {
      if (weather.delay === 0) deliver();
      else this.time.after(weather.delay * (weather.reorder ? this.#random() : 1), deliver);
    }
  }

  async #commit(life: number, batch: readonly Commit[]): Promise<void> {
    const never = new Promise<void>(() => {});
    if (!this.#lives(life)) return never;
    const fault = this.nextCommit;
    this.nextCommit = 'none';
    if (fault === 'dies before') {
      this.die();
      return never;
    }
    if (fault === 'fails before') throw new Error('disk full');
    await this.store.commit(batch);
    if (fault === 'dies after') {
      this.die();
      return never;
    }
    if (fault === 'fails after') throw new Error('the answer was lost');
    return undefined;
  }
}
