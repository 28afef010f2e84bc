import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { childOf, familyOf } from '../../src/core/build/family.ts';
import { reduceAll } from '../../src/core/build/reduce.ts';
import { emptyState } from '../../src/core/build/state.ts';
import { summarise } from '../../src/core/build/summary.ts';
import { vectorValues } from '../../src/core/build/vector.ts';
import { Sources } from '../../src/main/host/ingest/sources.ts';
import { realWorld } from '../../src/main/host/world.ts';
import { MemoryPublisher } from '../support/memory-publisher.ts';
import { temporary, testFormats } from '../support/rig.ts';
import { SessionWithAgents } from '../support/session-with-agents.ts';

/** Session files of a folder, followed as a host does, and what came of them. */
async function watched(write: (folder: string) => void) {
  const place = await temporary();
  const publisher = new MemoryPublisher();
  const sources = new Sources({
    publisher,
    sources: publisher,
    formats: testFormats,
    world: realWorld,
  });
  onTestFinished(async () => {
    await sources.close();
    await place[Symbol.asyncDispose]();
  });
  write(place.path);
  await sources.watch([place.path]);
  return () =>
    [...publisher.logs].map(([id, { events }]) => {
      const state = reduceAll(emptyState, events);
      return { state, ...summarise(id, state) };
    });
}

test("Claude's sub-agents stand under the session whose calls began them, and find them", async () => {
  const builds = await watched((folder) => new SessionWithAgents(folder, 1_790_000_000_000));
  await eventually(() => expect(familyOf(builds()).parentOf.size).toBe(3));
  const all = builds();
  const family = familyOf(all);
  const [parent] = all.filter(({ id }) => !family.parentOf.has(id));
  if (!parent) throw new Error('no parent');
  expect(all).toHaveLength(4);
  expect(new Set(all.map(({ session }) => session)).size).toBe(4);
  await eventually(() => {
    const [now] = builds().filter(({ id }) => id === parent.id);
    const links = [...vectorValues(now?.state.nodes ?? parent.state.nodes)].flatMap((node) =>
      node.kind === 'tool' && node.name === 'Agent' ? [childOf(family, parent.id, node)] : [],
    );
    expect(links.map((child) => [child?.title, child?.status])).toEqual([
      ['Find where the tides come from', 'succeeded'],
      ["Compare the tables with last year's", 'failed'],
      ['Look at the moorings', 'running'],
    ]);
  });
});

test("Gemini's sub-agent stands under the session in whose folder it is", async () => {
  const about = (sessionId: string, kind: string) =>
    JSON.stringify({ sessionId, kind, projectHash: 'p', startTime: '2026-03-02T09:00:00Z' });
  const said = (id: string, content: string) =>
    JSON.stringify({ id, type: 'user', content, timestamp: '2026-03-02T09:00:01Z' });
  const builds = await watched((folder) => {
    const chats = join(folder, 'tmp', 'p', 'chats');
    mkdirSync(join(chats, 'main-1'), { recursive: true });
    const lines = (...all: string[]) => `${all.join('\n')}\n`;
    writeFileSync(join(chats, 'session-1.jsonl'), lines(about('main-1', 'main'), said('1', 'Go')));
    const inside = lines(about('sub-1', 'subagent'), said('2', 'Look'));
    writeFileSync(join(chats, 'main-1', 'sub-1.jsonl'), inside);
  });
  await eventually(() => {
    const { parentOf } = familyOf(builds());
    const links = [...parentOf].map(([id, parent]) => [id.slice(0, 12), parent.session]);
    expect(links).toMatchObject([[expect.stringContaining('gemini-sub'), 'main-1']]);
  });
});
