import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, it } from 'vitest';
import type { BuildEvent } from '../../../core/build/event.ts';
import { REDUCER_VERSION } from '../../../core/build/state.ts';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { Engine } from '../engine.ts';
import { realWorld } from '../world.ts';

const resourcesDir = resolve(import.meta.dirname, '../../../../resources');
const dataDir = mkdtempSync(join(tmpdir(), 'ratchet-upgrade-'));
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const events: BuildEvent[] = [
  { kind: 'build.started', at: 1, agent: 'A', session: 's1' },
  { kind: 'tool.started', at: 2, call: 'c1', name: 'Agent' },
  // As versions before 2 of the reducer told pictures: how many there were.
  { kind: 'user.message', at: 3, text: 'look', images: 1 },
];

/** What a file of an older reducer holds: checkpoints and summaries without the newer fields. */
function age(path: string): void {
  const raw = new Database(path);
  raw.prepare("UPDATE meta SET value = '1' WHERE key = 'reducer'").run();
  const { summary } = raw.prepare('SELECT summary FROM builds').get() as { summary: string };
  const { session: _s, parentSession: _p, parentCall: _c, ...old } = JSON.parse(summary) as Fields;
  raw.prepare('UPDATE builds SET summary = ?').run(JSON.stringify(old));
  raw.prepare('INSERT INTO checkpoints (build, version, state) VALUES (1, 2, ?)').run('{"old":1}');
  raw.close();
}
type Fields = { [key: string]: unknown };

it('loads what an older reducer left: states are folded again, and summaries kept', async () => {
  const path = join(dataDir, 'ratchet.db');
  const before = new Engine({ dataDir, resourcesDir }, realWorld);
  await before.processor.publish('b', events);
  const state = before.stateAt('b')?.state;
  await before.close();
  age(path);

  const after = new Engine({ dataDir, resourcesDir }, realWorld);
  expect(after.stateAt('b')?.state).toEqual(state);
  expect(after.builds()).toMatchObject([{ id: 'b', session: 's1', parentSession: null, tools: 1 }]);
  await after.close();

  const raw = new Database(path, { readonly: true });
  const { summary } = raw.prepare('SELECT summary FROM builds').get() as { summary: string };
  expect(JSON.parse(summary)).toMatchObject({ session: 's1', version: 3 });
  expect(raw.prepare('SELECT value FROM meta').get()).toEqual({ value: String(REDUCER_VERSION) });
  raw.close();
});

it('what a summary called active before there was a word for it has been left, where its build ended', async () => {
  const before = new Engine({ dataDir, resourcesDir }, realWorld);
  const todos = [{ text: 'one', status: 'active' } as const];
  const plan: BuildEvent = { kind: 'plan.updated', at: 1, todos };
  await before.processor.publish('open', [plan]);
  await before.processor.publish('over', [
    plan,
    { kind: 'build.ended', at: 2, outcome: 'succeeded' },
  ]);
  await before.close();
  const raw = new Database(join(dataDir, 'ratchet.db'));
  const kept = () =>
    raw.prepare(`SELECT summary ->> 'todos' FROM builds ORDER BY no`).pluck().all();
  expect(kept()).toEqual(['a', 'l']);
  raw.exec(`UPDATE builds SET summary = json_set(summary, '$.todos', 'a')`);
  raw.close();

  const after = new Engine({ dataDir, resourcesDir }, realWorld);
  expect(after.builds().map(({ id, todos: now }) => [id, now])).toEqual([
    ['open', 'a'],
    ['over', 'l'],
  ]);
  await after.close();
});

/** A file as the first version of the schema made it, with what a newer one recorded put into it. */
function asOfTheFirst(
  newer: string,
  path: string,
  change: (raw: Database.Database) => void = () => {},
): void {
  const migrations = join(dataDir, 'migrations');
  cpSync(join(resourcesDir, 'migrations'), migrations, { recursive: true });
  const journal = join(migrations, 'meta', '_journal.json');
  const { entries, ...rest } = JSON.parse(readFileSync(journal, 'utf8')) as { entries: unknown[] };
  writeFileSync(journal, JSON.stringify({ ...rest, entries: entries.slice(0, 1) }));
  const raw = new Database(path);
  migrate(drizzle(raw), { migrationsFolder: migrations });
  raw.prepare('ATTACH ? AS newer').run(newer);
  raw.exec(`
    INSERT INTO builds SELECT no, id, project, version, digest, summary FROM newer.builds;
    INSERT INTO events SELECT * FROM newer.events;
    INSERT INTO payloads SELECT * FROM newer.payloads;
    INSERT INTO meta SELECT * FROM newer.meta;
  `);
  change(raw);
  raw.close();
}

/** Which builds a file says to use which bodies. */
function uses(file: string): unknown[] {
  const raw = new Database(file, { readonly: true });
  const rows = raw.prepare('SELECT * FROM payload_uses ORDER BY build, payload').all();
  raw.close();
  return rows;
}

it('knows which builds use a body that was recorded before that was kept', async () => {
  const newer = join(dataDir, 'newer');
  const before = new Engine({ dataDir: newer, resourcesDir }, realWorld);
  const large = (text: string): BuildEvent => ({
    kind: 'tool.output',
    at: 1,
    call: 'c',
    output: { as: 'parts', parts: [{ as: 'text', text: text.repeat(20_000) }] },
  });
  await before.processor.publish('a', [large('mine '), large('both ')]);
  await before.processor.publish('b', [large('both ')]);
  await before.close();
  const path = join(dataDir, 'ratchet.db');
  asOfTheFirst(join(newer, 'ratchet.db'), path);
  await new Engine({ dataDir, resourcesDir }, realWorld).close();
  expect(uses(path)).toHaveLength(3);
  expect(uses(path)).toEqual(uses(join(newer, 'ratchet.db')));
});

it('opens a file of before in which an event is damaged: the others are there', async () => {
  const newer = join(dataDir, 'newer');
  const before = new Engine({ dataDir: newer, resourcesDir }, realWorld);
  await before.processor.publish('a', events);
  await before.processor.publish('b', events);
  await before.close();
  const path = join(dataDir, 'ratchet.db');
  const kept = 'what the damaged one names';
  asOfTheFirst(join(newer, 'ratchet.db'), path, (raw) => {
    const damaged = `{"kind":"tool.output","output":{"payload":"${kept}","mi`;
    raw.prepare('UPDATE events SET body = ? WHERE build = 1 AND version = 2').run(damaged);
    for (const key of [kept, 'another']) {
      raw.prepare("INSERT INTO payloads VALUES (?, 'text/plain', 0, x'')").run(key);
    }
  });
  const after = new Engine({ dataDir, resourcesDir }, realWorld);
  expect(after.builds().map(({ id }) => id)).toEqual(['a', 'b']);
  expect(after.stateAt('b')?.version).toBe(3);
  await after.close();
  expect(uses(path)).toEqual([{ build: 1, payload: kept }]);
});
