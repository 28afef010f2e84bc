/**
 * What is under way in the simulated world: turns of a loop, commits, connections. Nothing goes on by
 * itself; the schedule picks what does, so that every order can come, and be found again and shrunk.
 */
export class Tasks {
  readonly #waiting: (() => void)[] = [];

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Settles when it is picked. */
  turn(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Lets one go, and everything that follows from it at once. */
  async go(pick: number): Promise<void> {
    const [task] = this.#waiting.splice(pick % Math.max(1, this.#waiting.length), 1);
    task?.();
    await quiet();
  }

  /** Lets everything go, the oldest first, until nothing is under way. */
  async goAll(): Promise<void> {
    while (this.#waiting.length > 0) await this.go(0);
  }
}

/** Everything that follows at once has happened. */
export function quiet(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
