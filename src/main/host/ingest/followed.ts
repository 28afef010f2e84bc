import { z } from 'zod';
import { type Expected, placeOf } from './place.ts';
import type { Sources, Watching } from './sources.ts';

const followedSchema = z.array(
  z.object({
    path: z.string(),
    format: z.string().optional(),
    /** What it is where it is not there. */
    kind: z.enum(['file', 'directory']).optional(),
  }),
);
type FollowedPath = z.infer<typeof followedSchema>[number];

export interface FollowedStore {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
}

/** Paths are remembered by their real name, also those that are not there; what makes no sense has only its own. */
const realOf = (path: string) =>
  placeOf(path, 'file').then(
    (place) => place.path,
    () => path,
  );

/** Paths that were asked to be watched: they are watched again when Ratchet starts again. */
export class Followed {
  readonly #sources: Sources;
  readonly #store: FollowedStore;
  readonly #key: string;

  /** @param key names the list in the store */
  constructor(sources: Sources, store: FollowedStore, key = 'followed') {
    this.#sources = sources;
    this.#store = store;
    this.#key = key;
  }

  /** What was asked for, by its real name. */
  get paths(): string[] {
    return this.#all().map(({ path }) => path);
  }

  /** @throws RatchetError as `Sources.watch`; nothing is remembered then */
  async watch(paths: readonly string[], format?: string, expected?: Expected): Promise<Watching[]> {
    const watching = await this.#sources.watch(paths, format, expected);
    const more = {
      ...(format === undefined ? {} : { format }),
      ...(expected === undefined ? {} : { kind: expected }),
    };
    this.#add(watching.map(({ path }) => ({ path, ...more })));
    return watching;
  }

  /** Keeps a path for the next start, where nothing can be followed any more. */
  async remember(path: string, format: string): Promise<void> {
    this.#add([{ path: await realOf(path), format }]);
  }

  /** Follows these paths no longer; what was recorded stays. @returns those that were followed */
  async unwatch(paths: readonly string[]): Promise<string[]> {
    const known = new Set(this.paths);
    const nameOf = async (path: string) => (known.has(path) ? path : realOf(path));
    const given = await Promise.all(paths.map(async (path) => [path, await nameOf(path)] as const));
    const found = given.filter(([, real]) => known.has(real));
    const gone = new Set(found.map(([, real]) => real));
    this.#save(this.#all().filter(({ path }) => !gone.has(path)));
    await this.#sources.unwatch([...gone]);
    return found.map(([path]) => path);
  }

  /** Follows again what was followed before; a path that makes no sense today is kept for another day. */
  async resume(): Promise<void> {
    for (const { path, format, kind } of this.#all()) {
      // Let go while the ones before it were looked through.
      if (!this.has(path)) continue;
      await this.#sources.watch([path], format, kind).catch(() => []);
    }
  }

  /** Whether this path was asked for. */
  has(path: string): boolean {
    return this.#all().some((one) => one.path === path);
  }

  #add(fresh: readonly FollowedPath[]): void {
    const names = new Set(fresh.map(({ path }) => path));
    this.#save([...this.#all().filter(({ path }) => !names.has(path)), ...fresh]);
  }

  #all(): FollowedPath[] {
    const stored = followedSchema.safeParse(this.#store.get(this.#key));
    return stored.success ? stored.data : [];
  }

  #save(list: readonly FollowedPath[]): void {
    this.#store.set(this.#key, list);
  }
}
