interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** A clock that moves when it is told to, and timers that fire as it passes them. */
export class VirtualTime {
  now = 1_000_000;
  /** In order of creation, which decides between timers of the same moment. */
  readonly #timers = new Set<Timer>();

  /** Timers that have neither fired nor been cancelled. */
  get pending(): number {
    return this.#timers.size;
  }

  after = (milliseconds: number, callback: () => void): (() => void) => {
    const timer = { at: this.now + milliseconds, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };

  /** A turn of the real event loop: virtual time does not move by it. */
  turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  /** Fires everything due in the next milliseconds, in order of time. */
  advance(milliseconds: number): void {
    const end = this.now + milliseconds;
    for (;;) {
      let due: Timer | null = null;
      for (const timer of this.#timers) {
        if (timer.at <= end && timer.at < (due?.at ?? Infinity)) due = timer;
      }
      if (!due) break;
      this.#timers.delete(due);
      this.now = Math.max(this.now, due.at);
      due.callback();
    }
    this.now = end;
  }
}

/** Lets everything that is ready in this and the next turns of the event loop happen. */
export async function settle(turns = 5): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
