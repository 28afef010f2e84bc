import { realpath } from 'node:fs/promises';
import { z } from 'zod';
import type { Expected } from './place.ts';
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

const KEY = 'followed';

/** Paths are remembered by their real name; one that is not there any more has only its own. */
const realOf = (path: string) => realpath(path).catch(() => path);

/** The paths that the user has asked to watch: they are watched again when Ratchet starts again. */
export class Followed {
  readonly #sources: Sources;
  readonly #store: FollowedStore;

  constructor(sources: Sources, store: FollowedStore) {
    this.#sources = sources;
    this.#store = store;
  }

  /** @throws RatchetError as `Sources.watch`; nothing is remembered then */
  async watch(paths: readonly string[], format?: string, expected?: Expected): Promise<Watching[]> {
    const watching = await this.#sources.watch(paths, format, expected);
    const more = {
      ...(format === undefined ? {} : { format }),
      ...(expected === undefined ? {} : { kind: expected }),
    };
    const fresh = watching.map(({ path }) => ({ path, ...more }));
    const names = new Set(fresh.map(({ path }) => path));
    this.#save([...this.#all().filter(({ path }) => !names.has(path)), ...fresh]);
    return watching;
  }

  /** Follows these paths no longer; what was recorded stays. @returns those that were followed */
  async unwatch(paths: readonly string[]): Promise<string[]> {
    const given = await Promise.all(paths.map(async (path) => [path, await realOf(path)] as const));
    const known = new Set(this.#all().map(({ path }) => path));
    const found = given.filter(([, real]) => known.has(real));
    const gone = new Set(found.map(([, real]) => real));
    this.#save(this.#all().filter(({ path }) => !gone.has(path)));
    await this.#sources.unwatch([...gone]);
    return found.map(([path]) => path);
  }

  /** Follows again what was followed before; a path that makes no sense today is kept for another day. */
  async resume(): Promise<void> {
    for (const { path, format, kind } of this.#all()) {
      await this.#sources.watch([path], format, kind).catch(() => []);
    }
  }

  /** Whether this path was asked for. */
  has(path: string): boolean {
    return this.#all().some((one) => one.path === path);
  }

  #all(): FollowedPath[] {
    const stored = followedSchema.safeParse(this.#store.get(KEY));
    return stored.success ? stored.data : [];
  }

  #save(list: readonly FollowedPath[]): void {
    this.#store.set(KEY, list);
  }
}
