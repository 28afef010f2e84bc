import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { textEvent } from '../../../../test/support/events.ts';
import { SearchScene } from '../../../../test/support/search-scene.ts';
import { settle } from '../../../../test/support/world.ts';
import { parseQuery } from '../../../core/search/query.ts';
import { SearchIndex } from './search-index.ts';

let folder: string;
let scene: SearchScene;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ratchet-search-'));
  scene = new SearchScene(folder);
});
afterEach(async () => {
  await scene.search.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the indexer', () => {
  /** A build of several slices. */
  const long = Array.from({ length: 40 }, (_, no) =>
    textEvent(`block${no} ${'filler '.repeat(900)}`, `${no}`),
  );
  const whole = () => scene.find('filler').builds[0]?.total;

  test('says how far it is behind, and waits for a quiet moment', async () => {
    scene.record('a', textEvent('one'));
    await settle();
    expect([scene.behind, scene.keys('one')]).toEqual([1, []]);
    scene.time.advance(1000);
    await settle();
    expect([scene.behind, scene.keys('one')]).toEqual([0, ['a text:b']]);
  });

  test.each([0, 1, 2, 3, 4, 5, 6, 7, 8])(
    'goes on where it was ended after %i turns',
    async (turns) => {
      scene.record('a', ...long);
      scene.time.advance(1000);
      await settle(turns);
      await scene.search.close();
      scene.open();
      scene.record('a', textEvent('the last', 'last'));
      await scene.indexed();
      expect([whole(), scene.keys('last')]).toEqual([40, ['a text:last']]);
      expect(scene.find('block7').builds[0]?.total).toBe(1);
    },
  );

  test('works little while events are recorded', async () => {
    scene.record('a', ...long);
    scene.time.advance(1000);
    // No time passes, and so no rest is over.
    for (let turn = 0; turn < 20; turn += 1) {
      scene.record('b', textEvent(`${turn}`));
      await settle(1);
    }
    expect(whole() ?? 0).toBeLessThan(10);
    await scene.indexed();
    expect(whole()).toBe(40);
  });

  test('catches up with a log that it has not seen, and with one whose end it has not', async () => {
    await scene.search.close();
    scene.logs.set('a', [textEvent('one')]);
    scene.open();
    expect(scene.behind).toBe(1);
    await scene.indexed();
    await scene.search.close();
    scene.logs.get('a')?.push(textEvent('two', 'c'));
    scene.open();
    await scene.indexed();
    expect([...scene.keys('one'), ...scene.keys('two')]).toEqual(['a text:b', 'a text:c']);
    await scene.search.close();
    scene.open();
    expect(scene.behind).toBe(0);
  });

  test('forgets what the log does not have: another history, a build that is gone', async () => {
    scene.record('a', textEvent('first'), textEvent('life', 'c'));
    scene.record('b', textEvent('gone'));
    await scene.indexed();
    await scene.search.close();
    scene.logs.set('a', [textEvent('second'), textEvent('life', 'd')]);
    scene.logs.delete('b');
    scene.open();
    await scene.indexed();
    expect([scene.keys('first'), scene.keys('second')]).toEqual([[], ['a text:b']]);
    expect(scene.keys('life')).toEqual(['a text:d']);
    await scene.search.close();
    const index = new SearchIndex(scene.path, scene.time);
    expect([...index.cursors().keys()]).toEqual(['a']);
    expect(index.find(parseQuery('gone'), null, { offset: 0, most: 1 }).size).toBe(0);
    await index.close();
    scene.open();
  });

  test('leaves a build that cannot be read, and does the others', async () => {
    scene.unreadable = 'a';
    scene.record('a', textEvent('one'));
    scene.record('b', textEvent('one'));
    await scene.indexed();
    expect(scene.keys('one')).toEqual(['b text:b']);
  });

  test('begins anew where its file is no database', async () => {
    scene.record('a', textEvent('one'));
    await scene.indexed();
    await scene.search.close();
    writeFileSync(scene.path, 'no database'.repeat(1000));
    scene.open();
    await scene.indexed();
    expect(scene.keys('one')).toEqual(['a text:b']);
  });

  test('begins anew where its pages are damaged', async () => {
    scene.record('a', ...long);
    await scene.indexed();
    await scene.search.close();
    const bytes = readFileSync(scene.path);
    bytes.fill(0xa5, 4096 * 3);
    writeFileSync(scene.path, bytes);
    scene.open();
    await scene.indexed();
    expect(whole()).toBe(40);
  });

  test('begins anew where a search finds it damaged, and says so', async () => {
    scene.record('a', ...long);
    await scene.indexed();
    const raw = new Database(scene.path);
    raw.unsafeMode();
    raw.exec("UPDATE words_data SET block = x'a5a5a5a5' WHERE id > 10");
    raw.close();
    const unavailable = { code: 'search-unavailable', retryable: true };
    expect(() => scene.find('filler')).toThrow(expect.objectContaining(unavailable));
    await scene.indexed();
    expect(whole()).toBe(40);
  });

  test('begins anew where the file is of another version', async () => {
    await scene.search.close();
    const raw = new Database(scene.path);
    raw.pragma('user_version = 99');
    raw.close();
    scene.logs.set('a', [textEvent('one')]);
    scene.open();
    await scene.indexed();
    expect(scene.keys('one')).toEqual(['a text:b']);
  });

  test('leaves no timer behind', async () => {
    scene.record('a', textEvent('one'));
    await scene.search.close();
    expect(scene.time.pending).toBe(0);
  });
});
