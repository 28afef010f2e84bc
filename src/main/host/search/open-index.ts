import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';

/** Raised when the same state is indexed as something else than before: the index is made anew. */
const INDEX_VERSION = 1;

/**
 * `words` holds no text, only where each word is: the words of a document, and the later words of
 * names in camel case. Texts are put into ASCII words before (`spaced`), so that the index, a query
 * and a snippet never disagree on what a word is.
 */
const schema = `
  CREATE TABLE builds (
    no INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    digest TEXT NOT NULL
  );
  CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    build INTEGER NOT NULL REFERENCES builds (no),
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    text BLOB NOT NULL,
    UNIQUE (build, key)
  );
  CREATE VIRTUAL TABLE words USING fts5 (
    text, humps, content = '', contentless_delete = 1, tokenize = 'ascii'
  );
  PRAGMA user_version = ${INDEX_VERSION};
`;

/** All that it holds follows from the log. */
export function removeIndex(path: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
}

/** @throws where the file cannot be read, or is of another version: it is to be removed then */
export function openIndex(path: string): Database.Database {
  const raw = new Database(path, { timeout: 100 });
  try {
    raw.pragma('journal_mode = WAL');
    // A power cut may cost the latest rows, together with the mark of how far they came.
    raw.pragma('synchronous = NORMAL');
    const version = raw.pragma('user_version', { simple: true });
    if (version === INDEX_VERSION) return raw;
    if (version !== 0) throw new Error(`an index of version ${String(version)}`);
    raw.transaction(() => raw.exec(schema))();
    return raw;
  } catch (error) {
    raw.close();
    throw error;
  }
}
