/** Where a piece of work stands in line. */
export interface Turn {
  /** Goes before everything that is not. */
  urgent: boolean;
  /** Of what is not urgent, the newest goes first. */
  readonly time: number;
}

interface Waiting {
  readonly turn: Turn;
  readonly start: () => void;
}

/**
 * Lets a few pieces of work run at once; the others wait in line. Some places are kept for what is
 * urgent, so that it need not wait for the end of anything long.
 */
export class Gate {
  #free: number;
  /** Places that what is not urgent may still take. */
  #freeForRest: number;
  #held = 0;
  readonly #urgent: Waiting[] = [];
  /** From the oldest to the newest, once it is sorted. */
  #rest: Waiting[] = [];
  #isSorted = true;

  constructor(places: number, placesForRest = places) {
    this.#free = places;
    this.#freeForRest = placesForRest;
  }

  async through<T>(work: () => Promise<T>, turn: Turn = { urgent: true, time: 0 }): Promise<T> {
    const isUrgent = await this.#enter(turn);
    try {
      return await work();
    } finally {
      this.#free += 1;
      if (!isUrgent) this.#freeForRest += 1;
      this.#next();
    }
  }

  /** What waits with this turn has become urgent. */
  hurry(turn: Turn): void {
    turn.urgent = true;
    const at = this.#rest.findIndex((one) => one.turn === turn);
    if (at < 0) return;
    this.#urgent.push(...this.#rest.splice(at, 1));
    this.#next();
  }

  /** While it gathers, nothing starts but what is urgent: so that the newest of all can go first. */
  async gathering<T>(gather: () => Promise<T>): Promise<T> {
    this.#held += 1;
    try {
      return await gather();
    } finally {
      this.#held -= 1;
      this.#next();
    }
  }

  /** @returns whether the place is one that only urgent work may have */
  #enter(turn: Turn): Promise<boolean> {
    return new Promise((resolve) => {
      const start = () => {
        this.#free -= 1;
        if (!turn.urgent) this.#freeForRest -= 1;
        resolve(turn.urgent);
      };
      if (turn.urgent) this.#urgent.push({ turn, start });
      else {
        this.#rest.push({ turn, start });
        this.#isSorted = false;
      }
      this.#next();
    });
  }

  #next(): void {
    while (this.#free > 0) {
      const next = this.#urgent.shift() ?? this.#newest();
      if (!next) return;
      next.start();
    }
  }

  #newest(): Waiting | undefined {
    if (this.#freeForRest === 0 || this.#held > 0) return undefined;
    if (!this.#isSorted) this.#rest.sort((a, b) => a.turn.time - b.turn.time);
    this.#isSorted = true;
    return this.#rest.pop();
  }
}
