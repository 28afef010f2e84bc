import type { Channel } from '../../src/core/sync/channel.ts';
import type { FaultBoard } from '../../src/core/sync/faults/board.ts';
import { readsOf } from '../../src/main/host/feed/build-stream.ts';
import { Feed } from '../../src/main/host/feed/feed.ts';
import { Processor } from '../../src/main/host/processor/processor.ts';
import type { Receipt } from '../../src/main/host/processor/publisher.ts';
import type { BuildEvent } from '../../src/core/build/event.ts';
import type { Commit } from '../../src/main/host/store/types.ts';
import { channelPair } from '../support/channel-pair.ts';
import { MemoryStore } from '../support/memory-store.ts';
import type { VirtualTime } from '../support/world.ts';
import type { Boundary } from './steps.ts';
import type { Tasks } from './tasks.ts';

/** What all hosts and watchers of a simulation have in common. */
export interface Surroundings {
  readonly time: VirtualTime;
  readonly tasks: Tasks;
  readonly random: () => number;
  readonly board: FaultBoard;
  /** Names each life of each host. */
  readonly newName: () => string;
  /** A watcher was sent this. */
  readonly heard: (text: string) => void;
  /** Something happened of which a simulation should see enough. */
  readonly count: (what: string) => void;
}

/** So small that builds of a few events are sent in parts, and wait for a line that is held up. */
const smallParts = { partLength: 600, room: 2000 };

const never = new Promise<void>(() => {});

interface Doom {
  readonly at: Boundary | 'now';
  readonly nth: number;
  readonly told: boolean;
}

interface Life {
  readonly processor: Processor;
  readonly feed: Feed;
  /** The host's ends of the lines, which the system closes when the process ends. */
  readonly lines: Set<Channel>;
}

/**
 * A host that can die and start again on a file that survives it.
 *
 * Commit, fold and announcement follow each other without a pause, and the product has no hooks to die
 * at. But a process that is dead does nothing that anyone can see: so from the moment of its death
 * nothing that it writes, sends, answers or waits for gets out, and it is abandoned there.
 */
export class SimulatedHost {
  store = new MemoryStore();
  outOfOrder = 0;
  /** What the next commit is answered with. */
  failure: 'before' | 'after' | null = null;
  doom: Doom | null = null;
  #life: Life | null = null;
  #stopping = false;
  readonly #around: Surroundings;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  get alive(): boolean {
    return this.#life !== null;
  }

  get feed(): Feed | null {
    return this.#life?.feed ?? null;
  }

  get processor(): Processor | null {
    return this.#life?.processor ?? null;
  }

  start(): void {
    if (this.#life) return;
    const { time, tasks, random, newName } = this.#around;
    const { store } = this;
    const after = (milliseconds: number, callback: () => void) =>
      time.after(milliseconds, () => this.#life === life && callback());
    const processor = new Processor(
      { sink: { commit: (batch) => this.#commit(life, store, batch) }, reads: store },
      { now: () => time.now, random, turn: () => tasks.turn(), after },
      (announcement) => {
        if (!this.#passes(life, 'folded')) return;
        feed.announce(announcement);
        this.#passes(life, 'announced');
      },
    );
    const feed = new Feed(
      readsOf(processor, store),
      store.builds(),
      // What a dead process wanted to do in its next turn does not happen.
      { after, turn: () => tasks.turn().then(() => (this.#life === life ? undefined : never)) },
      { host: newName(), ...smallParts },
    );
    const life: Life = { processor, feed, lines: new Set() };
    this.#life = life;
    this.#stopping = false;
  }

  die(told: boolean): void {
    const life = this.#life;
    if (!life) return;
    this.#life = null;
    this.doom = null;
    this.outOfOrder += life.processor.health.outOfOrder;
    if (told) for (const line of life.lines) line.close();
  }

  /** Ends in order, when what is under way has gone on. */
  async stop(): Promise<void> {
    const life = this.#life;
    if (!life || this.#stopping) return;
    this.#stopping = true;
    await life.processor.close();
    if (this.#life !== life) return;
    life.feed.close();
    this.#around.count('stopped in order');
    this.die(false);
  }

  /** @returns the receipt, or null where the host did not live to give it. Rejects as `publish` */
  async publish(
    build: string,
    events: readonly BuildEvent[],
    key: string,
  ): Promise<Receipt | null> {
    const life = this.#life;
    if (!life) return null;
    const receipt = life.processor.publish(build, events, { key });
    this.#passes(life, 'received');
    const given = await receipt;
    return this.#passes(life, 'answering') ? given : null;
  }

  /** A line to this host, as it is now. Null where it is dead. */
  connect(): Channel | null {
    const life = this.#life;
    if (!life) return null;
    const { near, far } = channelPair();
    life.lines.add(far);
    far.onClose(() => life.lines.delete(far));
    life.feed.accept(this.#whileAlive(life, this.#around.board.accept(far)));
    return near;
  }

  #whileAlive(life: Life, channel: Channel): Channel {
    return {
      send: (text) => {
        if (this.#passes(life, 'sending')) channel.send(text);
      },
      backlog: () => channel.backlog?.() ?? 0,
      close: () => {
        if (this.#life === life) channel.close();
      },
      onMessage: (listener) => channel.onMessage((text) => this.#life === life && listener(text)),
      onClose: (listener) => channel.onClose(() => this.#life === life && listener()),
    };
  }

  /** Whether the host lives past a boundary that it comes to. */
  #passes(life: Life, boundary: Boundary): boolean {
    if (this.#life !== life) return false;
    if (this.doom?.at !== boundary) return true;
    const { nth, told } = this.doom;
    this.doom = { ...this.doom, nth: nth - 1 };
    if (nth > 0) return true;
    this.#around.count(`died at ${boundary}`);
    this.die(told);
    return false;
  }

  async #commit(life: Life, store: MemoryStore, batch: readonly Commit[]): Promise<void> {
    await this.#around.tasks.turn();
    if (!this.#passes(life, 'committing')) return never;
    const { failure } = this;
    this.failure = null;
    if (failure === 'before') throw new Error('disk full');
    await store.commit(batch);
    if (!this.#passes(life, 'committed')) return never;
    await this.#around.tasks.turn();
    if (this.#life !== life) return never;
    if (failure === 'after') throw new Error('the answer was lost');
    return undefined;
  }
}
