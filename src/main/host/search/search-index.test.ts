import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseQuery } from '../../../core/search/query.ts';
import { realWorld } from '../world.ts';
import type { Document } from './documents.ts';
import { SearchIndex } from './search-index.ts';

/** As long as a slice, of words that no other has. */
const document = (no: number): Document => ({
  key: `text:${no}`,
  kind: 'text',
  version: no,
  text: Array.from({ length: 5000 }, (_, word) => `w${(no * 5000 + word).toString(36)}`).join(' '),
});
const head = { version: 1, digest: '0123456789abcdef' };

test('its log is moved into the file on another thread, also where it is begun anew meanwhile', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ratchet-search-index-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'search.db');
  const index = new SearchIndex(path, realWorld);
  const found = (word: string) => index.find(parseQuery(word), null, { offset: 0, most: 1 }).size;
  const grow = async (from: number) => {
    let no = from;
    for (; !index.pause; no += 1) {
      index.save('a', [document(no)], null);
      await new Promise((go) => setImmediate(go));
    }
    return no;
  };
  let no = await grow(1);
  await index.pause;
  no = await grow(no);
  expect(found(`w${(5000).toString(36)}`)).toBe(1);

  await index.rebuild();
  expect([index.pause, index.cursors().size]).toEqual([null, 0]);
  index.save('b', [document(no)], head);
  const word = `w${(no * 5000).toString(36)}`;
  expect(found(word)).toBe(1);
  // Nobody has taken the new log for the old one.
  expect(existsSync(`${path}-wal`)).toBe(true);
  await index.close();
  expect(existsSync(`${path}-wal`)).toBe(false);

  const again = new SearchIndex(path, realWorld);
  expect(again.cursor('b')).toEqual(head);
  await again.close();
});
