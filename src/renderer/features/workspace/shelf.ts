/** Builds off the screen whose state is kept, so that one comes back to them at once. */
const KEPT_STATES = 3;
/** Builds of which is kept what was chosen and where one was. */
const KEPT_PLACES = 60;

/** What the shelf does with a build. */
export interface Shelved {
  watch(): void;
  rest(): void;
  empty(): void;
}

/**
 * The builds that were looked at. Those on the screen are watched; the last few others keep their
 * state and ask, when they come back, for what they missed; older ones keep only what was chosen.
 */
export class Shelf<Build extends Shelved> {
  readonly #make: (id: string) => Build;
  /** The latest last. */
  readonly #builds = new Map<string, Build>();
  #shown: ReadonlySet<string> = new Set();

  constructor(make: (id: string) => Build) {
    this.#make = make;
  }

  get(id: string): Build {
    const known = this.#builds.get(id);
    if (known) return known;
    const build = this.#make(id);
    this.#builds.set(id, build);
    return build;
  }

  /** These are on the screen, and no others. */
  show(ids: readonly string[]): void {
    const before = this.#shown;
    this.#shown = new Set(ids);
    for (const id of before) {
      if (this.#shown.has(id)) continue;
      this.get(id).rest();
      this.#toEnd(id);
    }
    for (const id of ids) {
      this.get(id).watch();
      this.#toEnd(id);
    }
    const resting = [...this.#builds].filter(([id]) => !this.#shown.has(id));
    const old = resting.slice(0, Math.max(0, resting.length - KEPT_STATES));
    for (const [, build] of old) build.empty();
    const forgotten = old.slice(0, Math.max(0, this.#builds.size - KEPT_PLACES));
    for (const [id] of forgotten) this.#builds.delete(id);
  }

  #toEnd(id: string): void {
    const build = this.get(id);
    this.#builds.delete(id);
    this.#builds.set(id, build);
  }
}
