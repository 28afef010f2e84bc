/** Measures that one watched stream may have open. */
const OPEN = 64;

interface Open {
  /** The version whose acknowledgement ends it. */
  version: number;
  /** When the oldest event in it was handed over. */
  readonly since: number;
}

/**
 * How long what happens takes to reach one watcher of one stream: from handing an event over until
 * the watcher acknowledges it, however it got there. Only for a watcher that has caught up: how long
 * it takes to fetch what happened before it came says nothing of the line.
 *
 * A watcher that stalls costs no memory and hides nothing: past a limit each new measure is joined to
 * the one before, which keeps the older time, so that it can only come out longer; and `oldest` tells
 * of what is still open.
 */
export class Delivery {
  readonly #open: Open[] = [];
  readonly #caughtUpAt: number;
  #isLive: boolean;

  /** @param head the version at which the watcher has caught up; @param at the version it stands at */
  constructor(head: number, at: number) {
    this.#caughtUpAt = head;
    this.#isLive = at >= head;
  }

  get open(): number {
    return this.#open.length;
  }

  /** When the oldest event was handed over that was not acknowledged; null where there is none. */
  get oldest(): number | null {
    return this.#open[0]?.since ?? null;
  }

  /** A version was announced, whose oldest event was handed over at `since`. */
  announced(version: number, since: number): void {
    if (!this.#isLive) return;
    const last = this.#open.at(-1);
    if (this.#open.length < OPEN || !last) this.#open.push({ version, since });
    else last.version = version;
  }

  /** The watcher has everything up to a version. @returns when each measure that ends so began */
  acknowledged(version: number): readonly number[] {
    if (version >= this.#caughtUpAt) this.#isLive = true;
    const still = this.#open.findIndex((open) => open.version > version);
    const ended = this.#open.splice(0, still === -1 ? this.#open.length : still);
    return ended.map(({ since }) => since);
  }
}
