import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BuildEvent } from '../../../core/build/event.ts';
import { Engine } from '../engine.ts';
import { realWorld } from '../world.ts';

const resourcesDir = resolve(import.meta.dirname, '../../../../resources');
let dataDir = '';
beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'ratchet-payloads-'))));
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const large = (call: string, text: string): BuildEvent => ({
  kind: 'tool.ended',
  at: 1,
  call,
  outcome: 'succeeded',
  output: { as: 'text', text: text.repeat(20_000) },
});
const rows = () => {
  const raw = new Database(join(dataDir, 'ratchet.db'), { readonly: true });
  const found = raw.prepare('SELECT key, bytes FROM payloads ORDER BY bytes').all();
  raw.close();
  return found as { key: string; bytes: number }[];
};

test('the same body of several events, builds and commits is kept once', async () => {
  const engine = new Engine({ dataDir, resourcesDir }, realWorld);
  // Handed over in one turn: one commit for both builds.
  await Promise.all([
    engine.processor.publish('a', [large('1', 'same'), large('2', 'same'), large('3', 'other')]),
    engine.processor.publish('b', [large('1', 'same')]),
  ]);
  await engine.processor.publish('b', [large('2', 'other'), large('3', 'of its own')]);
  const kept = rows();
  expect(kept.map(({ bytes }) => bytes)).toEqual([80_000, 100_000, 200_000]);
  const [first] = kept;
  const body = engine.payload(first?.key ?? '')?.body ?? '';
  expect(Buffer.from(body).toString()).toBe('same'.repeat(20_000));
  await engine.close();
});

test('what comes while bodies are compressed keeps its place behind them', async () => {
  const engine = new Engine({ dataDir, resourcesDir }, realWorld);
  const order: string[] = [];
  const told = (name: string) => order.push(name);
  const published = [
    engine.processor.publish('a', [large('1', 'first')]).then(() => told('large')),
  ];
  // In the next turns, in which the first commit is under way.
  for (let no = 0; no < 5; no += 1) {
    await realWorld.turn();
    const small: BuildEvent = { kind: 'notice', at: 1, text: `${no}` };
    published.push(engine.processor.publish('a', [small]).then(() => told(`${no}`)));
  }
  await engine.close();
  await Promise.all(published);
  expect(order).toEqual(['large', '0', '1', '2', '3', '4']);
  expect(rows()).toHaveLength(1);
});
