/** Events per second, from the versions seen in the last seconds. */
const WINDOW = 5000;

export class Rate {
  #samples: { at: number; version: number }[] = [];

  add(at: number, version: number): void {
    const last = this.#samples.at(-1);
    if (last && version < last.version) this.#samples = [];
    this.#samples.push({ at, version });
    while (this.#samples.length > 2 && (this.#samples[1]?.at ?? at) < at - WINDOW) {
      this.#samples.shift();
    }
  }

  perSecond(now: number): number {
    const recent = this.#samples.filter(({ at }) => at >= now - WINDOW);
    const before = this.#samples.findLast(({ at }) => at < now - WINDOW);
    const first = before ?? recent[0];
    const last = recent.at(-1);
    if (!first || !last) return 0;
    return ((last.version - first.version) * 1000) / WINDOW;
  }
}
