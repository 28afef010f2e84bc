import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildEventSchema } from '../../src/core/build/event.ts';
import { reduceAll } from '../../src/core/build/reduce.ts';
import { emptyState } from '../../src/core/build/state.ts';
import { summarise } from '../../src/core/build/summary.ts';

const text = readFileSync(join(import.meta.dirname, '../../resources/demo/demo.ndjson'), 'utf8');
const steps = text
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as { after: number; event: unknown });
const events = steps.map(({ event }) => buildEventSchema.parse(event));
const seconds = steps.reduce((sum, { after }) => sum + after, 0) / 1000;

test('the recording lasts about a minute and begins at once', () => {
  expect(seconds).toBeGreaterThan(50);
  expect(seconds).toBeLessThan(80);
  expect(events.length).toBeGreaterThanOrEqual(150);
  expect(events.length).toBeLessThanOrEqual(260);
  let elapsed = 0;
  const early = steps.filter(({ after }) => (elapsed += after) <= 1000);
  expect(early.length).toBeGreaterThanOrEqual(5);
});

test('it has everything that a build can have', () => {
  const state = reduceAll(emptyState, events);
  expect(state.plan).toMatchObject({ first: 7, now: 9 });
  expect(state.counts).toMatchObject({ failedTools: 2, unrecognised: 0 });
  expect(state.running).toEqual([]);
  expect(state.attention).toEqual([]);
  expect(state.nodes.chunks.flat().some(({ parent }) => parent !== null)).toBe(true);
  expect(summarise('demo', state)).toMatchObject({ status: 'succeeded', todos: 'ddddfdddd' });
  expect(new Set(events.map(({ kind }) => kind))).toContain('attention.requested');
});
