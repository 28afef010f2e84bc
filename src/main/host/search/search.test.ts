import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { textEvent } from '../../../../test/support/events.ts';
import { settle, VirtualTime } from '../../../../test/support/world.ts';
import type { BuildEvent } from '../../../core/build/event.ts';
import { reduceAll } from '../../../core/build/reduce.ts';
import { emptyState } from '../../../core/build/state.ts';
import { summarise } from '../../../core/build/summary.ts';
import { parseQuery } from '../../../core/search/query.ts';
import { wordsIn } from '../../../core/search/words.ts';
import { GENESIS } from '../../../core/sync/digest.ts';
import type { IndexReads } from './indexer.ts';
import { SearchIndex } from './search-index.ts';
import { Search } from './search.ts';

/** A log in memory, and a search on it whose clock stands still. */
class Scene implements IndexReads {
  readonly time = new VirtualTime();
  readonly path: string;
  readonly logs = new Map<string, BuildEvent[]>();
  unreadable: string | null = null;
  search: Search;

  constructor(folder: string) {
    this.path = join(folder, 'search.db');
    this.search = this.open();
  }

  open(): Search {
    this.search = new Search(this.path, this, {
      after: this.time.after,
      elapsed: () => this.time.now,
      turn: () => new Promise((resolve) => setImmediate(resolve)),
    });
    return this.search;
  }

  *heads() {
    for (const [id, { length }] of this.logs) {
      yield { id, version: length, digest: this.digestAt(id, length) };
    }
  }

  digestAt(build: string, version: number): string {
    return JSON.stringify(this.logs.get(build)?.slice(0, version) ?? GENESIS).slice(0, 2000);
  }

  state(build: string) {
    const events = this.logs.get(build);
    if (build === this.unreadable) throw new Error('cannot be read');
    const version = events?.length ?? 0;
    const head = { version, digest: this.digestAt(build, version) };
    return events ? { head, state: reduceAll(emptyState, events) } : null;
  }

  record(build: string, ...events: BuildEvent[]): void {
    this.logs.set(build, [...(this.logs.get(build) ?? []), ...events]);
    this.search.announce(build);
  }

  /** Time enough to index everything. */
  async indexed(): Promise<void> {
    for (let turn = 0; turn < 200; turn += 1) {
      this.time.advance(1000);
      await settle(2);
      if (this.behind === 0) return;
    }
    throw new Error(`still ${this.behind} behind`);
  }

  get behind(): number {
    return this.search.find({ query: '' }, []).indexing;
  }

  find(query: string, build?: string, limit?: number) {
    const summaries = [...this.logs].map(([id, events]) =>
      summarise(id, reduceAll(emptyState, events)),
    );
    return this.search.find({ query, build, limit }, summaries);
  }

  /** What is found, as `build key`. */
  keys(query: string, build?: string): string[] {
    return this.find(query, build).builds.flatMap(({ build: { id }, hits }) =>
      hits.map(({ key }) => `${id} ${key}`),
    );
  }
}

let folder: string;
let scene: Scene;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ratchet-search-'));
  scene = new Scene(folder);
});
afterEach(async () => {
  await scene.search.close();
  rmSync(folder, { recursive: true, force: true });
});

const tool = (call: string, name: string, rest: Partial<BuildEvent> = {}): BuildEvent =>
  ({ kind: 'tool.started', at: 1, call, name, ...rest }) as BuildEvent;

describe('search finds', () => {
  test('what is in a build, wherever it is', async () => {
    scene.record(
      'a',
      { kind: 'build.started', at: 1, title: 'Moor the boat' },
      { kind: 'user.message', at: 1, id: 'u', text: 'please anchor' },
      { kind: 'plan.updated', at: 1, todos: [{ text: 'Hoist sails', status: 'active' }] },
      { kind: 'reasoning.appended', at: 1, block: 'r', text: 'wind is westerly' },
      tool('c1', 'Edit', {
        target: 'src/harbour/quayWall.ts',
        input: { as: 'json', json: { new: ['first\nbollard', 42] } },
      }),
      {
        kind: 'tool.ended',
        at: 1,
        call: 'c1',
        outcome: 'failed',
        error: 'grounded',
        output: { as: 'text', text: 'depth sounding' },
      },
      { kind: 'file.changed', at: 1, path: 'charts/north.md', change: 'added' },
      { kind: 'error', at: 1, message: 'capsized' },
      { kind: 'notice', at: 1, text: 'tide turns' },
    );
    await scene.indexed();
    expect(scene.keys('moor boat')).toEqual(['a build']);
    expect(scene.keys('anchor')).toEqual(['a user:id:u']);
    expect(scene.keys('hoist')).toEqual(['a todo:t3.0']);
    expect(scene.keys('westerly')).toEqual(['a reasoning:r']);
    for (const query of ['harbour/quay', 'wall', 'bollard', '42', 'grounded', 'sound', 'edit']) {
      expect(scene.keys(query)).toEqual(['a tool:c1']);
    }
    expect(scene.keys('charts/north')).toEqual(['a file:charts/north.md']);
    expect(scene.keys('capsized')).toEqual(['a error:v8']);
    expect(scene.keys('tide')).toEqual(['a notice:v9']);
    expect(scene.find('tide').builds[0]?.hits[0]).toEqual({
      key: 'notice:v9',
      kind: 'notice',
      version: 9,
      text: 'tide turns',
      ranges: [[0, 4]],
    });
  });

  test('a word that came in pieces, and not what was replaced', async () => {
    scene.record('a', textEvent('mig'), textEvent('rat'));
    await scene.indexed();
    scene.record('a', textEvent('ion done'));
    await scene.indexed();
    expect(scene.keys('"migration"')).toEqual(['a text:b']);
    expect(scene.find('migration').builds[0]?.hits[0]?.version).toBe(3);
    scene.record('a', { ...textEvent('other'), replace: true } as BuildEvent);
    await scene.indexed();
    expect([scene.keys('migration'), scene.keys('other')]).toEqual([[], ['a text:b']]);
  });

  test('all words in one place, phrases exactly, and in one build where it is asked to', async () => {
    scene.record('a', textEvent('red boat', 'x'), textEvent('green buoy', 'y'));
    scene.record('b', textEvent('boats are red'));
    await scene.indexed();
    expect(scene.keys('red boat').toSorted()).toEqual(['a text:x', 'b text:b']);
    expect(scene.keys('"red boat"')).toEqual(['a text:x']);
    expect(scene.keys('red buoy')).toEqual([]);
    expect(scene.keys('boat', 'b')).toEqual(['b text:b']);
    expect(scene.keys('boat', 'none')).toEqual([]);
  });

  test('the latest places of the builds that had an event last', async () => {
    for (const [at, id] of ['old', 'new', 'newer'].entries()) {
      scene.record(id, ...[1, 2, 3, 4].map((no) => textEvent('knot', `${no}`, at * 1000)));
    }
    await scene.indexed();
    const { total, builds } = scene.find('knot', undefined, 2);
    expect(total).toBe(3);
    expect(builds.map(({ build, total }) => [build.id, total])).toEqual([
      ['newer', 4],
      ['new', 4],
    ]);
    expect(builds[0]?.hits.map(({ key }) => key)).toEqual(['text:4', 'text:3', 'text:2']);
  });

  test('every word of every text, whatever is in it; and nothing that is typed is an error', async () => {
    const any = fc.string({ unit: 'binary', maxLength: 60 });
    let no = 0;
    await fc.assert(
      fc.asyncProperty(any, any, async (text, query) => {
        const id = `p${(no += 1)}`;
        scene.record(id, textEvent(text));
        await scene.indexed();
        for (const { folded } of wordsIn(text)) {
          expect(scene.keys(`"${folded}"`, id)).toEqual([`${id} text:b`]);
          expect(scene.keys(folded, id)).toEqual([`${id} text:b`]);
        }
        scene.find(query);
      }),
      { numRuns: 60 },
    );
  });
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
    const index = new SearchIndex(scene.path);
    expect([...index.cursors().keys()]).toEqual(['a']);
    expect(index.find(parseQuery('gone'), null, 1).size).toBe(0);
    index.close();
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
