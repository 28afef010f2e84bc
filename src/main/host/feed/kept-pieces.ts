import type { BuildState } from '../../../core/build/state.ts';
import type { Piece } from './pieces.ts';

/** Characters: the largest states that were seen, or a part of each of many. */
const LIMIT = 16 * 2 ** 20;

interface Place {
  readonly state: BuildState;
  readonly part: number;
}

/**
 * Pieces of states that were written for one watcher and may serve another. There is a bound to what
 * they have together, however many states are being sent: what was written first goes first, and is
 * written again where it is needed after all.
 */
export class KeptPieces {
  readonly #limit: number;
  readonly #states = new Map<BuildState, Map<number, Piece>>();
  /** In the order in which they were written. */
  readonly #places = new Map<Piece, Place>();
  #length = 0;

  constructor(limit = LIMIT) {
    this.#limit = limit;
  }

  get count(): number {
    return this.#places.size;
  }

  find(state: BuildState, part: number): Piece | undefined {
    return this.#states.get(state)?.get(part);
  }

  keep(state: BuildState, part: number, piece: Piece): void {
    const parts = this.#states.get(state) ?? new Map<number, Piece>();
    this.#states.set(state, parts.set(part, piece));
    this.#places.set(piece, { state, part });
    this.#length += piece.rows.length;
    for (const [oldest, place] of this.#places) {
      if (this.#length <= this.#limit) return;
      this.#drop(oldest, place);
    }
  }

  /** Lets go of all that was written of a state. */
  forget(state: BuildState): void {
    for (const [part, piece] of this.#states.get(state) ?? []) this.#drop(piece, { state, part });
  }

  #drop(piece: Piece, { state, part }: Place): void {
    const parts = this.#states.get(state);
    parts?.delete(part);
    if (parts?.size === 0) this.#states.delete(state);
    this.#places.delete(piece);
    this.#length -= piece.rows.length;
  }
}
