import type { Channel } from '../../src/core/sync/channel.ts';
import { Client } from '../../src/core/sync/client.ts';
import { FaultBoard } from '../../src/core/sync/faults/board.ts';
import { readsOf } from '../../src/main/host/feed/build-stream.ts';
import { Feed, type FeedOptions } from '../../src/main/host/feed/feed.ts';
import { Monitor } from '../../src/main/host/health/monitor.ts';
import { Processor } from '../../src/main/host/processor/processor.ts';
import { channelPair, type Line, straight } from './channel-pair.ts';
import { MemoryStore } from './memory-store.ts';
import { seededRandom } from '../../src/core/random.ts';
import { VirtualTime } from './world.ts';

/**
 * A host in memory on virtual time, and any number of watchers. Faults by chance are the board's, as
 * in the product; what befalls one certain text is a `Line`'s.
 */
export class Net {
  readonly time = new VirtualTime();
  readonly board: FaultBoard;
  readonly store = new MemoryStore();
  processor: Processor;
  feed: Feed;
  /** On the net's own time, and through all runs of the host. */
  readonly monitor: Monitor;
  readonly #options: Partial<FeedOptions>;
  readonly #random: () => number;
  #runs = 0;
  #clients = 0;

  /** @param options of the feed */
  constructor(
    seed: number,
    monitorOn = (elapsed: () => number) => new Monitor(elapsed),
    options: Partial<FeedOptions> = {},
  ) {
    this.#options = options;
    this.monitor = monitorOn(() => this.time.now);
    this.#random = seededRandom(seed);
    this.board = new FaultBoard({ now: () => this.time.now, after: this.time.after }, seed);
    ({ processor: this.processor, feed: this.feed } = this.#host());
  }

  /** Starts a host on the store as it is: what a restart does. */
  restart(): void {
    ({ processor: this.processor, feed: this.feed } = this.#host());
  }

  #host(): { processor: Processor; feed: Feed } {
    this.#runs += 1;
    const { store, time } = this;
    const processor = new Processor(
      { sink: store, reads: store },
      {
        now: () => time.now,
        random: this.#random,
        turn: time.turn,
        after: time.after,
      },
      (announcement) => feed.announce(announcement),
      {},
      this.monitor,
    );
    const host = this.#runs.toString(16).padStart(16, '0');
    const feed = new Feed(readsOf(processor, store), store.builds(), time, {
      host,
      observer: this.monitor,
      ...this.#options,
    });
    return { processor, feed };
  }

  /**
   * A watcher; `lines` gives the two directions of each new connection, `wrap` may change how its
   * channel behaves.
   */
  client(
    lines: () => { there: Line; back: Line } = () => ({ there: straight, back: straight }),
    wrap: (channel: Channel) => Channel = (channel) => channel,
  ): Client {
    const { time } = this;
    this.#clients += 1;
    return new Client({
      name: 'test',
      watcher: `watcher-${this.#clients}`,
      connect: async () => {
        const run = this.#runs;
        const { there, back } = lines();
        // A host that died answers nobody, and does not say that it is gone.
        const alive =
          (line: Line): Line =>
          (deliver, text) =>
            line(() => run === this.#runs && deliver(), text);
        const { near, far } = channelPair(alive(there), alive(back));
        this.feed.accept(this.board.accept(far));
        return wrap(near);
      },
      after: time.after,
      now: () => time.now,
      random: this.#random,
      backoff: { first: 100, limit: 1000 },
    });
  }
}
