import { reported } from '../../../core/build/standing.ts';
import type { ListedBuild } from '../../../core/build/listed.ts';
import { messageOf, RatchetError } from '../../../core/errors.ts';
import type { LogMoves } from '../../../core/health.ts';
import type { FoundBuild, SearchAnswer, SearchHit } from '../../../core/search/answer.ts';
import { parseQuery, type Term } from '../../../core/search/query.ts';
import { snippetOf } from '../../../core/search/snippet.ts';
import { Indexer, type IndexerWorld, type IndexReads, isDamage } from './indexer.ts';
import { removeIndex } from './open-index.ts';
import { type Matches, SearchIndex } from './search-index.ts';

export interface SearchQuery {
  readonly query: string;
  /** The only build to look in. */
  readonly build?: string | undefined;
  /** Builds in the answer; or hits, where it is about one build. */
  readonly limit?: number | undefined;
  /** How many of those, the best, are left out: they are known already. */
  readonly offset?: number | undefined;
}

interface Parts {
  readonly index: SearchIndex;
  readonly indexer: Indexer;
}

const DEFAULT_LIMIT = 20;
/** Hits of each build where all are looked through. */
const MOST_HITS = 3;

/** Full-text search over all builds. Where its index fails, nothing else does. */
export class Search {
  readonly #parts: Parts | null;

  constructor(path: string, reads: IndexReads, world: IndexerWorld) {
    this.#parts = start(path, reads, world);
  }

  /** A commit has moved the head of a build. */
  announce(build: string): void {
    this.#parts?.indexer.announce(build);
  }

  /** A build was purged. */
  forget(build: string): void {
    this.#parts?.indexer.forget(build);
  }

  /**
   * @param builds all there are: one that is not among them is not found
   * @param now the time at which they stand as they are reported
   * @throws RatchetError `search-unavailable`
   */
  find(
    { query, build, limit = DEFAULT_LIMIT, offset = 0 }: SearchQuery,
    builds: readonly ListedBuild[],
    now: number,
  ): SearchAnswer {
    if (!this.#parts) throw unavailable(new Error('its file could not be made'));
    const { index, indexer } = this.#parts;
    const terms = parseQuery(query);
    const answer = (total: number, found: FoundBuild[]): SearchAnswer => ({
      total,
      builds: found,
      indexing: indexer.behind,
    });
    if (terms.length === 0) return answer(0, []);
    try {
      const isForAll = build === undefined;
      const page = isForAll ? { offset: 0, most: MOST_HITS } : { offset, most: limit };
      const matches = index.find(terms, build ?? null, page);
      const found = bestFirst(
        builds.filter(({ id }) => matches.has(id)),
        matches,
        now,
      );
      const shown = isForAll ? found.slice(offset, offset + limit) : found;
      return answer(
        found.length,
        shown.flatMap((summary) => {
          const inBuild = matches.get(summary.id);
          return inBuild
            ? [{ build: reported(summary, now), ...foundIn(index, inBuild, terms) }]
            : [];
        }),
      );
    } catch (error) {
      if (isDamage(error)) indexer.rebuild();
      throw unavailable(error);
    }
  }

  /** How the write-ahead log of the index is moved; null where there is no index. */
  logMoves(): LogMoves | null {
    return this.#parts?.index.logMoves() ?? null;
  }

  async close(): Promise<void> {
    await this.#parts?.indexer.close();
    await this.#parts?.index.close();
  }
}

/** After so long, half of what a build counts for having gone on lately is gone. */
const WEEK = 7 * 86_400_000;

/**
 * First those that have what was typed as a phrase; then by their best places, of which those of late
 * count up to twice as much; else by what went on last.
 */
function bestFirst(
  builds: readonly ListedBuild[],
  matches: ReadonlyMap<string, Matches>,
  now: number,
): ListedBuild[] {
  const scores = new Map(
    builds.map(({ id, lastEventAt }) => {
      const age = Math.max(0, now - (lastEventAt ?? 0));
      return [id, (matches.get(id)?.score ?? 0) * (1 + WEEK / (WEEK + age))];
    }),
  );
  const nearnessOf = ({ id }: ListedBuild) => matches.get(id)?.nearness ?? 0;
  return builds.toSorted(
    (a, b) =>
      nearnessOf(b) - nearnessOf(a) ||
      (scores.get(b.id) ?? 0) - (scores.get(a.id) ?? 0) ||
      (b.lastEventAt ?? 0) - (a.lastEventAt ?? 0),
  );
}

/** One that cannot be read is made anew; without any, everything else works. */
function start(path: string, reads: IndexReads, world: IndexerWorld): Parts | null {
  try {
    return open(path, reads, world);
  } catch {
    try {
      removeIndex(path);
      return open(path, reads, world);
    } catch (error) {
      process.emitWarning(`Ratchet runs without search: ${messageOf(error)}`);
      return null;
    }
  }
}

function open(path: string, reads: IndexReads, world: IndexerWorld): Parts {
  const index = new SearchIndex(path, world);
  try {
    return { index, indexer: new Indexer(index, reads, world) };
  } catch (error) {
    void index.close();
    throw error;
  }
}

function foundIn(
  index: SearchIndex,
  { total, page }: Matches,
  terms: readonly Term[],
): Omit<FoundBuild, 'build'> {
  const hits = page.flatMap((id): SearchHit[] => {
    const document = index.document(id);
    if (!document) return [];
    const { text, ...rest } = document;
    return [{ ...rest, ...snippetOf(text, terms) }];
  });
  return { total, hits };
}

const unavailable = (cause: unknown) =>
  new RatchetError(
    'search-unavailable',
    `The search index cannot be read (${messageOf(cause)}). What was recorded is safe. Try again: it is made anew where it is damaged; else see to room on the disk and restart Ratchet.`,
    { cause, retryable: true },
  );
