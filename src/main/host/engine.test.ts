import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { textEvent } from '../../../test/support/events.ts';
import { seededRandom } from '../../core/random.ts';
import type { BuildEvent } from '../../core/build/event.ts';
import { reduceAll } from '../../core/build/reduce.ts';
import { emptyState } from '../../core/build/state.ts';
import { canonicalHash } from '../../core/sync/digest.ts';
import { Engine } from './engine.ts';
import { realWorld } from './world.ts';

const resourcesDir = resolve(import.meta.dirname, '../../../resources');
const folders: string[] = [];
const engines: Engine[] = [];

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'ratchet-engine-'));
  folders.push(path);
  return path;
}

function open(dataDir: string): Engine {
  const engine = new Engine({ dataDir, resourcesDir }, realWorld);
  engines.push(engine);
  return engine;
}

afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.close().catch(() => {});
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
});

/** A build of every kind of growth: many nodes, long-running tools, text in place. */
function someEvents(count: number): BuildEvent[] {
  const random = seededRandom(7);
  return Array.from({ length: count }, (_, index): BuildEvent => {
    const pick = random();
    const at = 1_000_000 + index;
    if (pick < 0.3) return { kind: 'tool.started', at, call: `c${index}`, name: 'Read' };
    if (pick < 0.5) {
      const call = `c${Math.floor(random() * index)}`;
      return { kind: 'tool.ended', at, call, outcome: 'succeeded' };
    }
    return textEvent('word ', `b${Math.floor(index / 20)}`, at);
  });
}

describe('a state at any version', () => {
  it('is the fold of the events up to it, through checkpoints and after a restart', async () => {
    const dataDir = folder();
    const events = someEvents(2600);
    const first = open(dataDir);
    for (let at = 0; at < events.length; at += 70) {
      await first.processor.publish('a', events.slice(at, at + 70));
    }
    const versions = [0, 1, 499, 500, 501, 1200, 1777, 2599, 2600];
    const expected = versions.map((version) =>
      canonicalHash(reduceAll(emptyState, events.slice(0, version))),
    );
    const hashes = (engine: Engine) =>
      versions.map((version) => canonicalHash(engine.stateAt('a', version)?.state));
    expect(hashes(first)).toEqual(expected);
    const head = first.processor.view('a').head;
    await first.close();

    const second = open(dataDir);
    expect(second.processor.view('a').head).toEqual(head);
    expect(hashes(second)).toEqual(expected);
    expect(second.builds()).toMatchObject([{ id: 'a', version: 2600 }]);
    await second.processor.publish('a', [textEvent('after the restart')]);
    expect(second.stateAt('a')?.version).toBe(2601);
    expect(second.stateAt('a', 9999)).toBeNull();
  });

  it('costs checkpoints that grow with the build, not with its square', async () => {
    const dataDir = folder();
    const engine = open(dataDir);
    const events = someEvents(6000);
    for (let at = 0; at < events.length; at += 200) {
      await engine.processor.publish('a', events.slice(at, at + 200));
    }
    await engine.close();
    const raw = new Database(join(dataDir, 'ratchet.db'), { readonly: true });
    const bytes = (half: string) =>
      Number(
        raw
          .prepare(`SELECT sum(length(nodes)) FROM checkpoint_chunks WHERE version ${half} 3000`)
          .pluck()
          .get(),
      );
    const [early, late] = [bytes('<='), bytes('>')];
    raw.close();
    // Tools that end long after they began touch old chunks: hence more than once, and not many times.
    expect(late / early).toBeLessThan(3);
  });
});

describe('large bodies', () => {
  it('are set apart with a preview and come back whole', async () => {
    const dataDir = folder();
    const output = `${'line of output\n'.repeat(5000)}end`;
    const engine = open(dataDir);
    await engine.processor.publish('a', [
      { kind: 'tool.started', at: 1, call: 'c', name: 'Bash' },
      {
        kind: 'tool.ended',
        at: 2,
        call: 'c',
        outcome: 'succeeded',
        output: { as: 'text', text: output },
      },
    ]);
    const node = engine.stateAt('a')?.state.nodes.chunks[0]?.[0];
    if (node?.kind !== 'tool' || node.output?.as !== 'cut') throw new Error('not cut');
    expect(node.output).toMatchObject({ bytes: output.length, lines: 5001, mime: 'text/plain' });
    expect(node.output.preview.length).toBeLessThanOrEqual(4096);
    expect(Buffer.from(engine.payload(node.output.payload)?.body ?? '').toString()).toBe(output);
    expect(engine.payload('nothing')).toBeNull();
  });
});

describe('a data folder', () => {
  it('has one host at a time', () => {
    const dataDir = folder();
    open(dataDir);
    expect(() => new Engine({ dataDir, resourcesDir }, realWorld)).toThrow(
      expect.objectContaining({ code: 'store-in-use' }),
    );
  });

  it.each([
    ['is damaged', (path: string) => writeFileSync(path, 'garbage '.repeat(1000))],
    ['is a folder', (path: string) => mkdirSync(path)],
  ])('with a lock file that %s says so, and not that another has it open', (_what, make) => {
    const dataDir = folder();
    make(join(dataDir, 'ratchet.lock'));
    expect(() => open(dataDir)).toThrow(
      expect.objectContaining({ name: 'RatchetError', code: 'store-unavailable' }),
    );
  });

  it('in a place where no folder can be made says so', () => {
    const file = join(folder(), 'file');
    writeFileSync(file, '');
    expect(() => open(join(file, 'data'))).toThrow(
      expect.objectContaining({ name: 'RatchetError', code: 'store-unavailable' }),
    );
  });

  it('with a file that is no database is left as it is', () => {
    const dataDir = folder();
    writeFileSync(
      join(dataDir, 'ratchet.db'),
      'this is not a database, and long enough to be read',
    );
    expect(() => open(dataDir)).toThrow(expect.objectContaining({ code: 'store-corrupt' }));
  });

  it('of a newer version is left as it is', async () => {
    const dataDir = folder();
    await open(dataDir).close();
    const raw = new Database(join(dataDir, 'ratchet.db'));
    raw.exec(
      "INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', 99999999999999)",
    );
    raw.close();
    expect(() => open(dataDir)).toThrow(expect.objectContaining({ code: 'store-newer' }));
  });

  it('that another program wrote to refuses the write instead of numbering an event twice', async () => {
    const dataDir = folder();
    const engine = open(dataDir);
    await engine.processor.publish('a', [textEvent('1')]);
    const raw = new Database(join(dataDir, 'ratchet.db'));
    raw.exec("UPDATE builds SET version = 7 WHERE id = 'a'");
    raw.close();
    const published = engine.processor
      .publish('a', [textEvent('2')])
      .catch((error: unknown) => error);
    await engine.close();
    expect(await published).toMatchObject({ code: 'not-durable' });
  });
});

it('a producer’s key survives a restart', async () => {
  const dataDir = folder();
  const first = open(dataDir);
  await first.processor.publish('a', [textEvent('1')], { key: 'k' });
  await first.close();
  const second = open(dataDir);
  const again = await second.processor.publish('a', [textEvent('1')], { key: 'k' });
  expect(again).toMatchObject({ version: 1, duplicate: true });
});

it('a source’s offset is committed with its events', async () => {
  const dataDir = folder();
  const first = open(dataDir);
  await first.processor.publish('a', [textEvent('1')], {
    source: { id: 's', offset: 120, fingerprint: 'f' },
  });
  await first.close();
  expect(open(dataDir).store.source('s')).toMatchObject({ build: 'a', offset: 120 });
});

it('a build that has no event yet is in no list', async () => {
  const dataDir = folder();
  const first = open(dataDir);
  await first.processor.publish('a', [], { source: { id: 's', offset: 9, fingerprint: 'f' } });
  expect(first.builds()).toEqual([]);
  await first.close();
  expect(open(dataDir).builds()).toEqual([]);
});
