import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, it } from 'vitest';
import { textEvent } from '../../../../test/support/events.ts';
import { messageOf, RatchetError } from '../../../core/errors.ts';
import { canonicalHash } from '../../../core/sync/digest.ts';
import { Engine } from '../engine.ts';
import { realWorld } from '../world.ts';

const resourcesDir = resolve(import.meta.dirname, '../../../../resources');
const PAGE = 4096;
const BUILDS = ['a', 'b', 'c'];
const folders: string[] = [];

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'ratchet-damage-'));
  folders.push(path);
  return path;
}

afterEach(() => {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
});

/** A database of three builds with a checkpoint each, closed. @returns its file, and the states by their hash */
async function recorded(dataDir: string) {
  const engine = new Engine({ dataDir, resourcesDir }, realWorld);
  for (const build of BUILDS) {
    const events = Array.from({ length: 520 }, (_, index) =>
      textEvent(`${build}${index} `, `block-${Math.floor(index / 10)}`),
    );
    await engine.processor.publish(build, events.slice(0, 500));
    await engine.processor.publish(build, events.slice(500));
  }
  const hashes = new Map(
    BUILDS.map((build) => [build, canonicalHash(engine.stateAt(build)?.state)]),
  );
  await engine.close();
  return { path: join(dataDir, 'ratchet.db'), hashes };
}

/** What reading gives, or the code of what it throws. */
function codeOrValue<Value>(work: () => Value): Value | string {
  try {
    return work();
  } catch (error) {
    if (error instanceof RatchetError) return error.code;
    return `no name: ${messageOf(error)}`;
  }
}

it('whichever page is damaged, the start has a name for it or works, and a state is right or is not given (R1)', async () => {
  const { path, hashes } = await recorded(folder());
  const sound = readFileSync(path);
  const pages = sound.length / PAGE;
  const refusals: string[] = [];
  const states: string[] = [];
  for (let page = 0; page < pages; page += 1) {
    const dataDir = folder();
    const file = Buffer.from(sound);
    file.fill(0xa5, page * PAGE, (page + 1) * PAGE);
    writeFileSync(join(dataDir, 'ratchet.db'), file);
    const engine = codeOrValue(() => new Engine({ dataDir, resourcesDir }, realWorld));
    if (typeof engine === 'string') {
      refusals.push(engine);
      continue;
    }
    for (const build of BUILDS) {
      const state = codeOrValue(() => engine.stateAt(build)?.state);
      const isRight = canonicalHash(state) === hashes.get(build);
      states.push(typeof state === 'string' ? state : isRight ? 'right' : 'wrong');
    }
    await engine.close();
  }
  expect(new Set(refusals)).toEqual(new Set(['store-corrupt']));
  expect(new Set(states)).toEqual(new Set(['right', 'store-corrupt']));
  // Most of the file belongs to one build and no other, or to checkpoints, which nothing hangs on.
  expect(states.filter((state) => state === 'right').length).toBeGreaterThan(pages);
}, 60_000);

it('an event that is not as it was recorded is not folded: its digest tells (R1)', async () => {
  const dataDir = folder();
  const { path } = await recorded(dataDir);
  const raw = new Database(path);
  raw.exec("UPDATE events SET body = replace(body, 'a510 ', 'A510 ') WHERE version = 511");
  raw.close();
  const engine = new Engine({ dataDir, resourcesDir }, realWorld);
  expect(codeOrValue(() => engine.stateAt('a'))).toBe('store-corrupt');
  expect(engine.stateAt('b')?.version).toBe(520);
  await engine.close();
});

it('a build that cannot be read stays in the list, with the reason', async () => {
  const dataDir = folder();
  const { path } = await recorded(dataDir);
  const raw = new Database(path);
  raw.exec("UPDATE builds SET summary = 'half of a summ' WHERE id IN ('a', 'b')");
  raw.exec("UPDATE events SET body = 'x' WHERE version = 511 AND build = 1");
  raw.close();
  copyFileSync(path, `${path}.before-7`);
  const engine = new Engine({ dataDir, resourcesDir }, realWorld);
  expect(engine.builds()).toMatchObject([
    { id: 'a', version: 520, status: 'ended', evidence: expect.stringContaining('cannot be read') },
    { id: 'b', version: 520, status: 'running' },
    { id: 'c', version: 520, status: 'running' },
  ]);
  await engine.close();
});
