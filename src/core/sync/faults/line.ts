import type { Faults, Tallies } from './faults.ts';

/** What lines need of the world. */
export interface FaultWorld {
  now(): number;
  /** Calls back after some milliseconds; returns what cancels it. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** The longest time for which a text is held back to be overtaken, in milliseconds. */
const OVERTAKEN_BY = 500;

interface Waiting {
  readonly entered: number;
  readonly length: number;
  readonly deliver: () => void;
}

/**
 * One direction of a channel on which things go wrong. Without faults it delivers at once and in the
 * same call. What a text meets depends on its number alone, not on the time at which it comes.
 */
export class FaultLine {
  readonly #faults: () => Faults;
  readonly #world: FaultWorld;
  readonly #random: () => number;
  readonly #tallies: Tallies;
  #queue: Waiting[] = [];
  readonly #overtaken = new Set<() => void>();
  #cancel: (() => void) | null = null;
  #held = 0;

  constructor(line: {
    faults: () => Faults;
    world: FaultWorld;
    random: () => number;
    tallies: Tallies;
  }) {
    this.#faults = line.faults;
    this.#world = line.world;
    this.#random = line.random;
    this.#tallies = line.tallies;
  }

  /** Length of the texts that are on their way. */
  get held(): number {
    return this.#held;
  }

  /** @param length of the text that `deliver` delivers */
  carry(length: number, deliver: () => void): void {
    const { drop, duplicate, reorder, delay, stall } = this.#faults();
    const chances = [this.#random(), this.#random(), this.#random(), this.#random()] as const;
    if (chances[0] < drop) {
      this.#tallies.dropped += 1;
      return;
    }
    this.#tallies.passed += 1;
    if (stall) this.#tallies.stalled += 1;
    else if (delay > 0) this.#tallies.delayed += 1;
    if (chances[1] < duplicate) {
      this.#tallies.duplicated += 1;
      this.#enter(length, deliver);
    }
    if (chances[2] < reorder) {
      this.#tallies.reordered += 1;
      this.#holdBack(length, deliver, 1 + Math.floor(chances[3] * OVERTAKEN_BY));
    } else {
      this.#enter(length, deliver);
    }
  }

  /** The news of a close: it comes late as a text does, behind all that wait, but it does come. */
  carryClose(deliver: () => void): void {
    this.#enter(0, deliver);
  }

  /** Lets go what may go by the faults of now. The first holds up all behind it, so that order is kept. */
  flush(): void {
    for (;;) {
      this.#cancel?.();
      this.#cancel = null;
      const { delay, stall } = this.#faults();
      const [next] = this.#queue;
      if (!next || stall) return;
      const wait = next.entered + delay - this.#world.now();
      if (wait > 0) {
        this.#cancel = this.#world.after(wait, () => this.flush());
        return;
      }
      this.#queue.shift();
      this.#held -= next.length;
      next.deliver();
    }
  }

  /** Drops everything that is on its way. */
  cut(): void {
    this.#cancel?.();
    this.#cancel = null;
    for (const cancel of this.#overtaken) cancel();
    this.#overtaken.clear();
    this.#queue = [];
    this.#held = 0;
  }

  #enter(length: number, deliver: () => void): void {
    this.#held += length;
    this.#push({ entered: this.#world.now(), length, deliver });
  }

  #holdBack(length: number, deliver: () => void, milliseconds: number): void {
    this.#held += length;
    const waiting = { entered: this.#world.now(), length, deliver };
    const cancel = this.#world.after(milliseconds, () => {
      this.#overtaken.delete(cancel);
      this.#push(waiting);
    });
    this.#overtaken.add(cancel);
  }

  #push(waiting: Waiting): void {
    this.#queue.push(waiting);
    if (this.#queue.length === 1) this.flush();
  }
}
