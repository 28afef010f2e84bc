import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { textEvent } from '../../../../test/support/events.ts';
import { SearchScene } from '../../../../test/support/search-scene.ts';
import type { BuildEvent } from '../../../core/build/event.ts';
import { wordsIn } from '../../../core/search/words.ts';

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
    const { total, builds } = scene.find('knot', { limit: 2 });
    expect(total).toBe(3);
    expect(builds.map(({ build, total }) => [build.id, total])).toEqual([
      ['newer', 4],
      ['new', 4],
    ]);
    expect(builds[0]?.hits.map(({ key }) => key)).toEqual(['text:4', 'text:3', 'text:2']);
  });

  test('the best places first: titles, and what says little else, before long texts', async () => {
    const long = `knot ${Array.from({ length: 80 }, (_, no) => `rope${no}`).join(' ')}`;
    scene.record(
      'a',
      { kind: 'build.started', at: 1, title: 'How to tie a knot' },
      textEvent(long, 'long'),
      textEvent('a knot', 'short'),
    );
    scene.record('b', textEvent(long, 'late', 9_000));
    scene.record('c', ...[1, 2, 3].map((no) => textEvent('no word of it', `${no}`)));
    await scene.indexed();
    expect(scene.keys('knot')).toEqual(['a build', 'a text:short', 'a text:long', 'b text:late']);
  });

  test('what was typed as a phrase before its words alone, and before a longer last word', async () => {
    const apart = 'exit after the code';
    scene.record(
      'a',
      { kind: 'build.started', at: 1, title: 'Code that makes it exit' },
      textEvent(apart, 'apart'),
      textEvent('all exit codes', 'longer'),
      textEvent(`exit code 2 ${'and more of it '.repeat(50)}`, 'phrase'),
    );
    scene.record('b', textEvent(apart, 'late', 9_000));
    scene.record('c', textEvent('the exit codes', 'some'));
    await scene.indexed();
    const { builds } = scene.find('exit code');
    expect(builds.map(({ build }) => build.id)).toEqual(['a', 'c', 'b']);
    const all = scene.find('exit code', { build: 'a' }).builds[0]?.hits;
    expect(all?.map(({ key }) => key)).toEqual([
      'text:phrase',
      'text:longer',
      'build',
      'text:apart',
    ]);
    expect(scene.keys('"exit" code', 'b')).toEqual(['b text:late']);
  });

  test('of places that are as good, those of the build that went on last', async () => {
    const day = 86_400_000;
    for (const [id, age] of [
      ['old', 60],
      ['new', 1],
    ] as const) {
      scene.record(id, textEvent('reef knot', 'x', (100 - age) * day));
    }
    scene.record('other', textEvent('sea', 'x'));
    await scene.indexed();
    const { builds } = scene.find('knot', { now: 100 * day });
    expect(builds.map(({ build }) => build.id)).toEqual(['new', 'old']);
  });

  test('page after page, each place and each build once', async () => {
    for (const id of ['a', 'b', 'c']) {
      scene.record(id, ...[1, 2, 3, 4, 5].map((no) => textEvent('knot', `${no}`)));
    }
    await scene.indexed();
    const keys = [0, 2, 4, 6].map((offset) =>
      scene
        .find('knot', { build: 'a', limit: 2, offset })
        .builds.flatMap(({ hits }) => hits.map(({ key }) => key)),
    );
    expect(keys).toEqual([['text:5', 'text:4'], ['text:3', 'text:2'], ['text:1'], []]);
    const builds = [0, 2, 4].map(
      (offset) => scene.find('knot', { limit: 2, offset }).builds.length,
    );
    expect(builds).toEqual([2, 1, 0]);
  });

  test('a word that is everywhere is found everywhere, the latest first', async () => {
    const many = Array.from({ length: 1100 }, (_, no) => textEvent('knot', `${no}`));
    scene.record('a', ...many);
    scene.record('b', { kind: 'build.started', at: 1, title: 'A knot' }, textEvent('knot', 'x'));
    await scene.indexed();
    const { builds } = scene.find('knot');
    expect(builds.map(({ build, total }) => [build.id, total])).toEqual([
      ['b', 2],
      ['a', 1100],
    ]);
    expect(builds[1]?.hits.map(({ key }) => key)).toEqual(['text:1099', 'text:1098', 'text:1097']);
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
      { numRuns: 40 },
    );
  });
});
