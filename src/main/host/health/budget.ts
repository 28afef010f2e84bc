/** So many in so long: what is told outside never comes in floods. */
export class Budget {
  readonly #most: number;
  readonly #period: number;
  #began = -Infinity;
  #spent = 0;
  #refused = 0;

  /** @param period in milliseconds */
  constructor(most: number, period: number) {
    this.#most = most;
    this.#period = period;
  }

  /** @returns how many were refused since the last that was not; null: this one is */
  take(at: number): number | null {
    if (at - this.#began >= this.#period) {
      this.#began = at;
      this.#spent = 0;
    }
    if (this.#spent >= this.#most) {
      this.#refused += 1;
      return null;
    }
    this.#spent += 1;
    const refused = this.#refused;
    this.#refused = 0;
    return refused;
  }
}
