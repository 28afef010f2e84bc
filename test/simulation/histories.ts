import type { BuildEvent } from '../../src/core/build/event.ts';
import { reduce } from '../../src/core/build/reduce.ts';
import { type BuildState, emptyState } from '../../src/core/build/state.ts';
import { type ListedBuild, noUserData } from '../../src/core/build/listed.ts';
import { summarise } from '../../src/core/build/summary.ts';
import { GENESIS } from '../../src/core/sync/digest.ts';
import type { MemoryStore } from '../support/memory-store.ts';
import { Identities } from './identities.ts';

/** Every state that was ever in a file, by the digest that names its history. */
export class Histories {
  readonly #states = new Map([[GENESIS, { version: 0, state: emptyState }]]);
  readonly #summaries = new Set<string>();
  readonly #identities = new Identities();
  readonly #files: () => readonly MemoryStore[];

  /** @param files those that are in use now */
  constructor(files: () => readonly MemoryStore[]) {
    this.#files = files;
  }

  /** The state that a digest stands for; undefined where no file ever had it. */
  of(digest: string): { readonly version: number; readonly state: BuildState } | undefined {
    const known = this.#states.get(digest);
    if (known) return known;
    for (const file of this.#files()) this.learn(file);
    return this.#states.get(digest);
  }

  /** Whether two values are the same JSON, whatever the order of their keys. */
  same(one: unknown, other: unknown): boolean {
    return this.#identities.of(one) === this.#identities.of(other);
  }

  /** Whether this is, or was, the summary of a build at some version. */
  hasSummary(summary: ListedBuild): boolean {
    const text = this.#identities.of(summary);
    if (this.#summaries.has(text)) return true;
    for (const file of this.#files()) this.learn(file);
    return this.#summaries.has(text);
  }

  /** Folds what a file has that was not folded yet. */
  learn(file: MemoryStore): void {
    for (const [build, log] of file.logs) {
      let at = log.length;
      while (at > 0 && !this.#states.has(log[at - 1]?.digest ?? '')) at -= 1;
      const from = at === 0 ? GENESIS : (log[at - 1]?.digest ?? '');
      let state = this.#states.get(from)?.state ?? emptyState;
      for (const { digest, version, body } of log.slice(at)) {
        state = reduce(state, JSON.parse(body) as BuildEvent);
        this.#states.set(digest, { version, state });
        this.#summaries.add(this.#identities.of({ ...summarise(build, state), ...noUserData }));
      }
    }
  }
}
