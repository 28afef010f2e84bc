import { familyOf } from '../../../core/build/family.ts';
import {
  type Deleted,
  type ListedBuild,
  type Restorable,
  type UserChange,
  userDataAfter,
} from '../../../core/build/listed.ts';
import { type BuildSummary, titleOf } from '../../../core/build/summary.ts';
import { messageOf, RatchetError } from '../../../core/errors.ts';
import type { Feed } from '../feed/feed.ts';
import type { Store } from '../store/store.ts';
import type { World } from '../world.ts';
import { oldBuilds } from './old-builds.ts';
import { Purger } from './purger.ts';

export type CatalogueStore = Pick<
  Store,
  'usersOwn' | 'deletedBuilds' | 'markDeleted' | 'purge' | 'free'
>;

export interface CatalogueParts {
  readonly store: CatalogueStore;
  readonly feed: Pick<Feed, 'builds' | 'relist' | 'unlist' | 'list'>;
  /** A summary of before, with what is known now beside the log. */
  readonly known: (summary: BuildSummary) => BuildSummary;
  readonly world: Pick<World, 'now' | 'after' | 'elapsed'>;
  /** Lets go of a build that is about to be purged; false where something of it waits to be recorded. */
  readonly letGo: (build: string) => boolean;
  /** A build was purged. */
  readonly purged: (build: string) => void;
}

/** Milliseconds in which a deletion can be undone. */
export const UNDO = 60_000;
/** Milliseconds between two looks for what is due. */
const RETRY = 1000;

interface DeletedBuild {
  readonly summary: BuildSummary;
  readonly deletedAt: number;
}

/**
 * The list as the user arranges it: titles, pins, deletions. None of that is an event. It is durable
 * before anybody sees it, and reaches watchers over the list alone.
 *
 * A deleted build is out of the list, and else as it was, until the time for undoing is over. Who
 * writes is shown: the commit of its next event puts it back.
 */
export class Catalogue {
  readonly #parts: CatalogueParts;
  readonly #purger: Purger;
  readonly #deleted: Map<string, DeletedBuild>;
  #cancel: () => void = () => {};

  constructor(parts: CatalogueParts) {
    this.#parts = parts;
    this.#deleted = new Map(parts.store.deletedBuilds().map((one) => [one.summary.id, one]));
    this.#purger = new Purger(() => this.#purgeNext() || parts.store.free(), parts.world);
  }

  /** Purges what is due, also what an earlier run has not come to. */
  start(): void {
    this.#purger.start();
    this.#startLater();
  }

  close(): void {
    this.#cancel();
    this.#purger.close();
  }

  /** Changes what the user says of a build. @throws RatchetError `unknown-build`, and as the store */
  arrange(id: string, change: UserChange): ListedBuild {
    const { store, feed } = this.#parts;
    const listed = feed.builds().find((build) => build.id === id);
    if (!listed) throw unknownBuild(id);
    const data = userDataAfter(store.usersOwn.of(id), change);
    store.usersOwn.set(id, data);
    feed.relist(id);
    return { ...listed, ...data };
  }

  /**
   * Deletes builds with their sub-agents; those that are not in the list are passed over.
   * @throws RatchetError `unknown-build` where none is there, and as the store
   */
  delete(ids: readonly string[]): Deleted {
    const { store, feed, world } = this.#parts;
    const builds = feed.builds();
    const wanted = withSubAgents(ids, builds);
    const found = builds.filter(({ id }) => wanted.has(id));
    if (found.length === 0) throw unknownBuild(ids.join(', '));
    const deletedAt = world.now();
    const deleted = found.map(({ id }) => id);
    store.markDeleted(deleted, deletedAt);
    for (const summary of found) this.#deleted.set(summary.id, { summary, deletedAt });
    feed.unlist(deleted);
    this.#startLater();
    return { deleted, undoUntil: deletedAt + UNDO };
  }

  /**
   * Puts a deleted build back, with the sub-agents that went with it.
   * @throws RatchetError `unknown-build` where it is not there any more, and as the store
   */
  restore(id: string): string[] {
    const { store, feed, known } = this.#parts;
    const gone = [...this.#deleted.values()].map(({ summary }) => summary);
    const wanted = withSubAgents([id], [...gone, ...feed.builds()]);
    const back = gone.filter((build) => wanted.has(build.id));
    if (back.length === 0 && !feed.builds().some((build) => build.id === id)) {
      throw unknownBuild(id);
    }
    const ids = back.map((build) => build.id);
    store.markDeleted(ids, null);
    for (const one of ids) this.#deleted.delete(one);
    feed.list(back.map(known));
    return ids;
  }

  /** What can be restored, the latest first; sub-agents that went with their caller come back with it. */
  restorable(): Restorable[] {
    const gone = [...this.#deleted.values()];
    const { parentOf } = familyOf(gone.map(({ summary }) => summary));
    const wentWith = ({ summary, deletedAt }: DeletedBuild) => {
      const caller = parentOf.get(summary.id);
      return caller !== undefined && this.#deleted.get(caller.id)?.deletedAt === deletedAt;
    };
    return gone
      .filter((one) => !wentWith(one))
      .toSorted((one, other) => other.deletedAt - one.deletedAt)
      .map(({ summary, deletedAt }) => {
        const { userTitle } = this.#parts.store.usersOwn.of(summary.id);
        const title = titleOf({ ...summary, userTitle });
        return { id: summary.id, title, undoUntil: deletedAt + UNDO };
      });
  }

  /** A build that can be restored, as it was when it was deleted. */
  summary(build: string): BuildSummary | null {
    return this.#deleted.get(build)?.summary ?? null;
  }

  /** Builds that are neither pinned nor live, in which nothing has happened since: `delete` takes them. */
  old(before: number): string[] {
    return oldBuilds(this.#parts.feed.builds(), before, this.#parts.world.now());
  }

  /** Puts a build back if it is deleted: somebody asks for it by another way than the list. */
  admit(build: string): void {
    if (this.#deleted.has(build)) this.restore(build);
  }

  /** An event of the build was committed: where it was deleted, it is not any more. */
  announced(build: string): void {
    if (!this.#deleted.delete(build)) return;
    try {
      // The commit did that, but for who deleted it after the commit and before this.
      this.#parts.store.markDeleted([build], null);
    } catch (error) {
      // Thrown on, it would end the loop that announces. The next event does it again.
      process.emitWarning(`Ratchet could not keep that a build is back: ${messageOf(error)}`);
    }
  }

  /** Starts the purger when the next one is due. */
  #startLater(): void {
    const { world } = this.#parts;
    this.#cancel();
    const times = [...this.#deleted.values()].map(({ deletedAt }) => deletedAt);
    if (times.length === 0) return;
    const due = Math.min(...times) + UNDO - world.now();
    this.#cancel = world.after(Math.max(RETRY, due), () => {
      this.#purger.start();
      this.#startLater();
    });
  }

  /** @returns whether one was due */
  #purgeNext(): boolean {
    const { store, letGo, purged, world } = this.#parts;
    const last = world.now() - UNDO;
    for (const [id, { deletedAt }] of this.#deleted) {
      // What waits to be recorded is an event of it, and puts it back.
      if (deletedAt > last || !letGo(id)) continue;
      store.purge(id);
      this.#deleted.delete(id);
      store.usersOwn.forget(id);
      purged(id);
      return true;
    }
    return false;
  }
}

/** Builds and all that are under them. */
function withSubAgents(ids: readonly string[], builds: readonly BuildSummary[]): Set<string> {
  const { childrenOf } = familyOf(builds);
  const all = new Set<string>();
  const add = (id: string) => {
    if (all.has(id)) return;
    all.add(id);
    for (const child of childrenOf.get(id) ?? []) add(child.id);
  };
  for (const id of ids) add(id);
  return all;
}

const unknownBuild = (id: string) =>
  new RatchetError(
    'unknown-build',
    `There is no build ${id.slice(0, 256)} in the list. Nothing was changed.`,
  );
