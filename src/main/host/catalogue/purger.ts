import { messageOf } from '../../../core/errors.ts';
import type { World } from '../world.ts';

export type PurgerWorld = Pick<World, 'after' | 'elapsed'>;

/** Rests are so many times as long as the work between them: nobody waits for this. */
const REST = 4;
/** Milliseconds until what could not be freed is tried again. */
const RETRY = 30_000;

/** Frees what purged builds held, a slice at a time; what an earlier run has left over too. */
export class Purger {
  readonly #slice: () => boolean;
  readonly #world: PurgerWorld;
  #cancel: (() => void) | null = null;
  #isClosed = false;

  /** @param slice frees a little, and says whether there is more */
  constructor(slice: () => boolean, world: PurgerWorld) {
    this.#slice = slice;
    this.#world = world;
  }

  start(): void {
    this.#later(1);
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel?.();
  }

  #later(milliseconds: number): void {
    if (this.#isClosed || this.#cancel) return;
    this.#cancel = this.#world.after(milliseconds, () => {
      this.#cancel = null;
      this.#run();
    });
  }

  #run(): void {
    const began = this.#world.elapsed();
    try {
      if (this.#slice()) this.#later(Math.max(1, (this.#world.elapsed() - began) * REST));
    } catch (error) {
      process.emitWarning(`Ratchet could not free what was deleted: ${messageOf(error)}`);
      this.#later(RETRY);
    }
  }
}
