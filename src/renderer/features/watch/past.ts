import type { BuildState } from '../../../core/build/state.ts';
import { whyFailed } from '../../transport/why-failed.ts';

/** States kept for scrubbing back and forth; each shares nothing with the others. */
const KEPT = 24;

/** Milliseconds after one that was fetched before the next is: a hand that draws over versions sees no more, and each draws all rows anew. */
const BETWEEN = 50;

export interface PastWorld {
  /** Calls back after some milliseconds; returns what calls it off. */
  after(milliseconds: number, callback: () => void): () => void;
  fetch(version: number, signal: AbortSignal): Promise<BuildState>;
  show(version: number, state: BuildState): void;
  fail(version: number, message: string): void;
}

/**
 * Fetches states at versions. The latest wish wins: while one is on its way, a newer one replaces
 * the one that waits, so that a drag over a thousand versions asks for a few.
 */
export class Past {
  readonly #world: PastWorld;
  readonly #cache = new Map<number, BuildState>();
  #wanted: number | null = null;
  #flight: { version: number; abort: AbortController } | null = null;
  /** Calls off the rest after a flight. */
  #rest: (() => void) | null = null;

  constructor(world: PastWorld) {
    this.#world = world;
  }

  want(version: number): void {
    this.#wanted = version;
    const known = this.#cache.get(version);
    if (known) {
      this.#keep(version, known);
      this.#world.show(version, known);
      return;
    }
    // One that is on its way is let arrive: it is shown as a step on the way, which feels alive.
    if (!this.#flight && !this.#rest) this.#fetch(version);
  }

  leave(): void {
    this.#wanted = null;
    this.#flight?.abort.abort();
    this.#flight = null;
    this.#rest?.();
    this.#rest = null;
  }

  /** The history was exchanged: what was fetched belongs to another one. */
  forget(): void {
    this.#cache.clear();
    this.leave();
  }

  #fetch(version: number): void {
    const flight = { version, abort: new AbortController() };
    this.#flight = flight;
    this.#world.fetch(version, flight.abort.signal).then(
      (state) => {
        if (this.#flight !== flight) return;
        // Not a step on the way when the wish has been met from the cache in the meantime.
        const overtaken = this.#wanted !== version && this.#cache.has(this.#wanted ?? -1);
        this.#keep(version, state);
        if (!overtaken) this.#world.show(version, state);
        this.#next();
      },
      (error: unknown) => {
        if (this.#flight !== flight) return;
        // Once is enough, until it is wished for again.
        if (this.#wanted === version) this.#wanted = null;
        this.#world.fail(version, whyFailed(error));
        this.#next();
      },
    );
  }

  #next(): void {
    this.#flight = null;
    this.#rest = this.#world.after(BETWEEN, () => {
      this.#rest = null;
      if (this.#wanted !== null && !this.#cache.has(this.#wanted)) this.#fetch(this.#wanted);
    });
  }

  #keep(version: number, state: BuildState): void {
    this.#cache.delete(version);
    this.#cache.set(version, state);
    const [oldest] = this.#cache.keys();
    if (this.#cache.size > KEPT && oldest !== undefined) this.#cache.delete(oldest);
  }
}
