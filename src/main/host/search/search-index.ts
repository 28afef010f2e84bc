import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type Database from 'better-sqlite3';
import type { LogMoves } from '../../../core/health.ts';
import type { DocumentKind } from '../../../core/search/answer.ts';
import { phrasesOf, type Term } from '../../../core/search/query.ts';
import { humpsIn, spaced } from '../../../core/search/words.ts';
import type { Head } from '../../../core/sync/messages.ts';
import { LogMover, type MoverWorld } from '../store/log-mover.ts';
import { type Document, TITLE_KEY } from './documents.ts';
import { openIndex, removeIndex } from './open-index.ts';

/** Documents of a build that match: how many, and the ids of a page of them, the best first. */
export interface Matches {
  readonly total: number;
  /** How near the best of all is to what was typed as a phrase: 0 where it has the words alone. */
  readonly nearness: number;
  /** How good the best of all is; comparable within one search. */
  readonly score: number;
  readonly page: readonly number[];
}

/** Which of the matches of a build are wanted. */
export interface Page {
  readonly offset: number;
  readonly most: number;
}

/** Documents that are weighed. What is found more often tells little: of that the latest comes first. */
const WEIGHED = 1000;
/** A title counts so many times as much as another place: it says what all of the build is about. */
const TITLE = 2;

/** Ids of documents say of which build they are, so that matches are counted without reading them. */
const SPAN = 2 ** 32;

/** Shorter texts are not worth packing. In characters. */
const PACK_FROM = 400;

/** The full-text index, in a SQLite file of its own. Everything in it follows from the log. */
export class SearchIndex {
  readonly #path: string;
  readonly #world: MoverWorld;
  #raw: Database.Database;
  #mover: LogMover;
  #statements: ReturnType<typeof prepare>;

  /** @throws as `openIndex` */
  constructor(path: string, world: MoverWorld) {
    this.#path = path;
    this.#world = world;
    this.#raw = openIndex(path);
    this.#mover = new LogMover(this.#raw, this.#world);
    this.#statements = prepare(this.#raw);
  }

  /** How its write-ahead log is moved into the file. */
  logMoves(): LogMoves {
    return this.#mover.health();
  }

  /** Set while what writes to it has to wait. */
  get pause(): Promise<void> | null {
    return this.#mover.pause;
  }

  /** Up to where each build is in the index, with all before. */
  cursors(): ReadonlyMap<string, Head> {
    return new Map(this.#statements.cursors.all().map(({ id, ...head }) => [id, head]));
  }

  cursor(build: string): Head | null {
    const row = this.#statements.find.get(build);
    return row ? { version: row.version, digest: row.digest } : null;
  }

  /** Puts documents in the place of those with their keys, and with the last of them moves the cursor. */
  save(build: string, documents: readonly Document[], cursor: Head | null): void {
    this.#raw.transaction(() => {
      const no = this.#numberOf(build);
      for (const document of documents) this.#put(no, document);
      if (cursor) this.#statements.advance.run({ no, ...cursor });
    })();
    this.#mover.grown();
  }

  /** Takes a build out, some documents at a time. @returns whether there is more of it */
  forgetSome(build: string, most: number): boolean {
    const isMore = this.#raw.transaction(() => {
      const row = this.#statements.find.get(build);
      if (!row) return false;
      const ids = this.#statements.ids.all(row.no, most);
      for (const id of ids) {
        this.#statements.removeWords.run(id);
        this.#statements.removeDocument.run(id);
      }
      // Last, so that one that was broken off is known to be there still.
      if (ids.length === 0) this.#statements.removeBuild.run(row.no);
      return ids.length > 0;
    })();
    this.#mover.grown();
    return isMore;
  }

  /** @param build where to look; in all builds where it is null */
  find(terms: readonly Term[], build: string | null, page: Page): Map<string, Matches> {
    const only = build === null ? null : (this.#statements.find.get(build)?.no ?? -1);
    const from = only === null ? 0 : only * SPAN;
    const to = only === null ? Number.MAX_SAFE_INTEGER : from + SPAN - 1;
    const expression = expressionOf(terms);
    const ids = this.#statements.match.all(expression, from, to);
    const scores =
      ids.length > WEIGHED ? null : new Map(this.#statements.weigh.all(expression, from, to));
    const nearness = this.#nearness(terms, from, to);
    const nearnessOf = (one: number) => nearness.get(one) ?? 0;
    const found = new Map<string, Matches>();
    for (const [no, own] of byBuild(ids)) {
      const id = this.#statements.idOf.get(no);
      if (id === undefined) continue;
      const title = this.#statements.known.get(no, TITLE_KEY);
      // SQLite gives the better the smaller a number, below 0.
      const scoreOf = (one: number) => -(scores?.get(one) ?? -1) * (one === title ? TITLE : 1);
      found.set(id, ranked(own, nearnessOf, scoreOf, page));
    }
    return found;
  }

  /** Documents in which the words stand as they were typed, the higher the more exactly. */
  #nearness(terms: readonly Term[], from: number, to: number): ReadonlyMap<number, number> {
    const nearness = new Map<number, number>();
    // The nearest last, so that it stands.
    phrasesOf(terms)
      .toReversed()
      .forEach((phrase, index) => {
        for (const id of this.#statements.match.all(expressionOf([phrase]), from, to)) {
          nearness.set(id, index + 1);
        }
      });
    return nearness;
  }

  document(id: number): Document | null {
    const row = this.#statements.document.get(id);
    if (!row) return null;
    const { text } = row;
    return { ...row, text: typeof text === 'string' ? text : inflateRawSync(text).toString() };
  }

  /** Throws everything away and begins anew; until then nothing can be found or saved. */
  async rebuild(): Promise<void> {
    await this.close();
    removeIndex(this.#path);
    this.#raw = openIndex(this.#path);
    this.#mover = new LogMover(this.#raw, this.#world);
    this.#statements = prepare(this.#raw);
  }

  /** Settles when it is closed; null where it is already. */
  close(): Promise<void> | null {
    // First: the last connection to close removes the log, by its name.
    const ended = this.#mover.close();
    if (ended) return ended.then(() => void this.#raw.close());
    this.#raw.close();
    return null;
  }

  #numberOf(build: string): number {
    const known = this.#statements.find.get(build);
    return known?.no ?? Number(this.#statements.create.run(build).lastInsertRowid);
  }

  #put(build: number, { key, kind, version, text }: Document): void {
    const known = this.#statements.known.get(build, key);
    const first = build * SPAN;
    const last = known ?? this.#statements.last.get(first, first + SPAN - 1) ?? first;
    const id = known ?? last + 1;
    const packed = text.length < PACK_FROM ? text : deflateRawSync(text, { level: 1 });
    if (known !== undefined) this.#statements.removeWords.run(id);
    this.#statements.keep.run({ id, build, key, kind, version, text: packed });
    this.#statements.index.run(id, spaced(text), [...humpsIn(text)].join(' '));
  }
}

/** Ids that come in their order, by the number of their build. */
function byBuild(ids: readonly number[]): Map<number, number[]> {
  const builds = new Map<number, number[]>();
  let current = -1;
  let own: number[] = [];
  for (const id of ids) {
    const no = Math.floor(id / SPAN);
    if (no !== current) {
      current = no;
      own = [];
      builds.set(no, own);
    }
    own.push(id);
  }
  return builds;
}

function ranked(
  ids: readonly number[],
  nearnessOf: (id: number) => number,
  scoreOf: (id: number) => number,
  { offset, most }: Page,
): Matches {
  // What came last has the highest id.
  const best = ids
    .toReversed()
    .sort((a, b) => nearnessOf(b) - nearnessOf(a) || scoreOf(b) - scoreOf(a));
  const [first] = best;
  const nearness = first === undefined ? 0 : nearnessOf(first);
  const score = first === undefined ? 0 : scoreOf(first);
  return { total: ids.length, nearness, score, page: best.slice(offset, offset + most) };
}

/** Only letters and digits of the terms get into it: nothing that is typed is syntax. */
function expressionOf(terms: readonly Term[]): string {
  return terms
    .map(({ words, isExact }) => {
      const where = isExact || words.length > 1 ? 'text : ' : '';
      return `${where}"${words.join(' ')}"${isExact ? '' : ' *'}`;
    })
    .join(' AND ');
}

interface BuildRow extends Head {
  readonly no: number;
}

interface DocumentRow {
  readonly key: string;
  readonly kind: DocumentKind;
  readonly version: number;
  readonly text: string | Buffer;
}

// drizzle knows no full-text tables: here the statements are SQL.
function prepare(raw: Database.Database) {
  return {
    cursors: raw.prepare<[], Head & { readonly id: string }>(
      'SELECT id, version, digest FROM builds',
    ),
    find: raw.prepare<[string], BuildRow>('SELECT no, version, digest FROM builds WHERE id = ?'),
    idOf: raw.prepare<[number], string>('SELECT id FROM builds WHERE no = ?').pluck(),
    create: raw.prepare<[string]>("INSERT INTO builds (id, version, digest) VALUES (?, 0, '')"),
    advance: raw.prepare('UPDATE builds SET version = @version, digest = @digest WHERE no = @no'),
    ids: raw
      .prepare<[number, number], number>('SELECT id FROM documents WHERE build = ? LIMIT ?')
      .pluck(),
    removeBuild: raw.prepare<[number]>('DELETE FROM builds WHERE no = ?'),
    removeDocument: raw.prepare<[number]>('DELETE FROM documents WHERE id = ?'),
    removeWords: raw.prepare<[number]>('DELETE FROM words WHERE rowid = ?'),
    known: raw
      .prepare<[number, string], number>('SELECT id FROM documents WHERE build = ? AND key = ?')
      .pluck(),
    last: raw
      .prepare<[number, number], number | null>(
        'SELECT max(id) FROM documents WHERE id BETWEEN ? AND ?',
      )
      .pluck(),
    keep: raw.prepare(
      `INSERT OR REPLACE INTO documents (id, build, key, kind, version, text)
       VALUES (@id, @build, @key, @kind, @version, @text)`,
    ),
    index: raw.prepare<[number, string, string]>(
      'INSERT INTO words (rowid, text, humps) VALUES (?, ?, ?)',
    ),
    match: raw
      .prepare<[string, number, number], number>(
        'SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid',
      )
      .pluck(),
    weigh: raw
      .prepare<[string, number, number], [id: number, score: number]>(
        'SELECT rowid, bm25(words, 1.0, 0.5) FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid',
      )
      .raw(),
    document: raw.prepare<[number], DocumentRow>(
      'SELECT key, kind, version, text FROM documents WHERE id = ?',
    ),
  };
}
