/** A bucket of permits that fills again over time. Times in milliseconds. */
export class RateLimit {
  readonly #perMs: number;
  readonly #burst: number;
  #permits: number;
  #at: number;

  constructor(perSecond: number, burst: number, now: number) {
    this.#perMs = perSecond / 1000;
    this.#burst = burst;
    this.#permits = burst;
    this.#at = now;
  }

  /** Takes a permit; gives how long to wait until there is one, 0 when there was. */
  take(now: number): number {
    const gained = Math.max(0, now - this.#at) * this.#perMs;
    this.#permits = Math.min(this.#burst, this.#permits + gained);
    this.#at = now;
    if (this.#permits >= 1) {
      this.#permits -= 1;
      return 0;
    }
    return Math.ceil((1 - this.#permits) / this.#perMs);
  }
}
