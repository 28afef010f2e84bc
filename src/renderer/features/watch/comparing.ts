import { type BuildDiff, diffStates } from '../../../core/build/diff.ts';
import { type BuildState, emptyState } from '../../../core/build/state.ts';
import { whyFailed } from '../../transport/why-failed.ts';

/** Two versions that are compared. They stay what they were when the build goes on. */
export interface Comparison {
  readonly from: number;
  readonly to: number;
  /** Null while the states are on their way. */
  readonly diff: BuildDiff | null;
  /** The later state, in which the places of nodes are found. */
  readonly after: BuildState | null;
  readonly error: string | null;
}

export interface ComparingWorld {
  /** A state that is at hand. */
  known(version: number): BuildState | null;
  fetch(version: number, signal: AbortSignal): Promise<BuildState>;
  show(comparison: Comparison | null): void;
}

/** Compares two versions; the latest wish wins, and what comes after it is let go is not shown. */
export class Comparing {
  readonly #world: ComparingWorld;
  #flight: AbortController | null = null;

  constructor(world: ComparingWorld) {
    this.#world = world;
  }

  open(one: number, other: number): void {
    this.#flight?.abort();
    const flight = new AbortController();
    this.#flight = flight;
    const from = Math.min(one, other);
    const to = Math.max(one, other);
    const none = { from, to, diff: null, after: null, error: null };
    this.#world.show(none);
    Promise.all([this.#state(from, flight.signal), this.#state(to, flight.signal)]).then(
      ([before, after]) => {
        if (this.#flight !== flight) return;
        this.#world.show({ from, to, diff: diffStates(before, after), after, error: null });
      },
      (error: unknown) => {
        if (this.#flight !== flight) return;
        this.#world.show({ ...none, error: whyFailed(error) });
      },
    );
  }

  close(): void {
    this.#flight?.abort();
    this.#flight = null;
    this.#world.show(null);
  }

  async #state(version: number, signal: AbortSignal): Promise<BuildState> {
    if (version === 0) return emptyState;
    return this.#world.known(version) ?? (await this.#world.fetch(version, signal));
  }
}
