import type { LoggedEvent } from '../../transport/rest.ts';

/** Events that are asked for at once, and how few may be left before the next are. */
const LENGTH = 1000;
const FEW = 1000;

export interface ReelWorld {
  /** The events after one version up to another. */
  events(from: number, to: number): Promise<readonly LoggedEvent[]>;
  /** The last version that there is. */
  head(): number;
  /** Called when events have come. */
  came(): void;
  fail(error: unknown): void;
}

/** The events after a version, in order, fetched ahead so that whoever plays them does not wait. */
export class Reel {
  readonly #world: ReelWorld;
  #events: readonly LoggedEvent[] = [];
  #at = 0;
  #fetched: number;
  #fetching = false;

  constructor(from: number, world: ReelWorld) {
    this.#fetched = from;
    this.#world = world;
  }

  get next(): LoggedEvent | null {
    return this.#events[this.#at] ?? null;
  }

  take(): void {
    this.#at += 1;
  }

  /** Fetches on, where few are left and there are more. */
  fill(): void {
    const from = this.#fetched;
    const to = Math.min(from + LENGTH, this.#world.head());
    if (this.#fetching || this.#events.length - this.#at > FEW || to <= from) return;
    this.#fetching = true;
    this.#world.events(from, to).then(
      (events) => {
        this.#fetching = false;
        this.#add(from, events);
      },
      (error: unknown) => {
        this.#fetching = false;
        this.#world.fail(error);
      },
    );
  }

  #add(from: number, events: readonly LoggedEvent[]): void {
    // A state is the events 1 to its version: one that is missing makes all after it untrue.
    const isWhole = events.every(({ version }, index) => version === from + index + 1);
    if (!isWhole || events.length === 0) {
      return this.#world.fail(new Error('The host did not give the events that follow.'));
    }
    this.#events = [...this.#events.slice(this.#at), ...events];
    this.#at = 0;
    this.#fetched = from + events.length;
    this.#world.came();
  }
}
