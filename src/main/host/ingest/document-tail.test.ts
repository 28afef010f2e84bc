import { appendFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../test/support/eventually.ts';
import { documents, textOf } from '../../../../test/fixtures/agents/gemini.ts';
import { exported } from '../../../../test/fixtures/agents/opencode.ts';
import type { MemoryPublisher } from '../../../../test/support/memory-publisher.ts';
import { eventsOf, openEngine, temporary } from '../../../../test/support/rig.ts';
import { only, tailOf, tailScene } from '../../../../test/support/tail.ts';
import type { BuildEvent } from '../../../core/build/event.ts';
import { reduceAll } from '../../../core/build/reduce.ts';
import { emptyState } from '../../../core/build/state.ts';
import { vectorValues } from '../../../core/build/vector.ts';

const texts = documents.map(textOf);
const [first = '', , whole = ''] = texts;

/** What a build shows, without the order in which it came to be known. */
function shown(events: readonly BuildEvent[]) {
  const build = reduceAll(emptyState, [...events]);
  const nodes = [...vectorValues(build.nodes)].map((node) => {
    const { key, kind } = node;
    return { key, kind, text: 'text' in node ? node.text : undefined };
  });
  const tools = events.flatMap((event) =>
    event.kind === 'tool.ended' ? [`${event.call} ${event.outcome}`] : [],
  );
  return { title: build.title, turns: build.turns, todos: build.todos.length, nodes, tools };
}

/** What a build shows of a document that was read once, when it was complete. */
async function atOnce(text: string) {
  const { file, publisher } = await tailScene();
  await writeFile(file, text);
  await tailOf(file, publisher).look();
  return shown(publisher.events(only(publisher)));
}

const kinds = (publisher: MemoryPublisher, from: number) =>
  publisher
    .events(only(publisher))
    .slice(from)
    .map(({ kind }) => kind);

test('a document that is written anew leads to one build, with each thing once', async () => {
  const { file, publisher } = await tailScene();
  const { look } = tailOf(file, publisher);
  let told = 0;
  const news: string[][] = [];
  for (const text of [...texts, whole]) {
    await writeFile(file, text);
    await look();
    news.push(kinds(publisher, told));
    told = publisher.events(only(publisher)).length;
  }
  expect(news.map(({ length }) => length > 0)).toEqual([true, true, true, false]);
  expect(news[1]).toEqual(['tool.ended', 'file.changed', 'tool.started', 'tool.ended']);
  expect(shown(publisher.events(only(publisher)))).toMatchObject({
    ...(await atOnce(whole)),
    nodes: expect.any(Array) as unknown,
  });
});

test('so it does when the tail starts again between any two changes', async () => {
  const { file, publisher } = await tailScene();
  for (const text of [...texts, whole]) {
    await writeFile(file, text);
    const { look, tail } = tailOf(file, publisher);
    await look();
    await tail.close();
  }
  const events = publisher.events(only(publisher));
  const calls = events.flatMap((event) => (event.kind === 'tool.started' ? [event.call] : []));
  expect(calls).toEqual([...new Set(calls)]);
  expect(shown(events).tools).toEqual((await atOnce(whole)).tools);
});

test('half a document, and an empty one, are the same document on its way', async () => {
  const { file, publisher } = await tailScene();
  await writeFile(file, first);
  const { look, rest } = tailOf(file, publisher);
  await look();
  await truncate(file, 0);
  await look();
  for (const length of [1, 40, 300, 700, 1200]) {
    await writeFile(file, whole.slice(0, length));
    await look();
    await rest(4);
  }
  await writeFile(file, whole);
  await look();
  const events = publisher.events(only(publisher));
  expect(events.filter(({ kind }) => kind === 'unrecognised')).toEqual([]);
  expect(shown(events).tools).toEqual((await atOnce(whole)).tools);
});

test('another document in its place is another build', async () => {
  const { file, publisher } = await tailScene();
  await writeFile(file, whole);
  const { look, tail } = tailOf(file, publisher);
  await look();
  const old = only(publisher);
  await writeFile(file, textOf({ ...documents[0], sessionId: 'g2' }));
  await look();
  await tail.close();
  expect(publisher.logs.size).toBe(2);
  expect(publisher.events(old).at(-1)).toMatchObject({ kind: 'notice' });
  await tailOf(file, publisher).look();
  expect(publisher.logs.size).toBe(2);
});

test('an export is a document too, and one that is in no format is ignored or kept', async () => {
  const { file, publisher } = await tailScene();
  await writeFile(file, textOf(exported));
  const { look, tail } = tailOf(file, publisher);
  await look();
  expect(tail.report).toMatchObject({ format: 'opencode-export', status: { phase: 'following' } });
  const other = `${file}.json`;
  await writeFile(other, textOf({ name: 'x', version: '1' }));
  expect(await tailOf(other, publisher, { unknown: 'ignore' }).look()).toEqual({
    phase: 'ignored',
  });
  expect(publisher.logs.size).toBe(1);
  const kept = tailOf(other, publisher);
  await kept.look();
  expect(publisher.logs.size).toBe(2);
  await appendFile(other, '\n');
  await kept.look();
  expect(publisher.logs.size).toBe(2);
});

test('killed after any number of commits, nothing is missing or doubled', async () => {
  const place = await temporary();
  onTestFinished(() => place[Symbol.asyncDispose]());
  const file = join(place.path, 'session-1.json');
  await writeFile(file, first);
  let build = '';
  for (let run = 0; run < 12; run += 1) {
    const engine = openEngine(join(place.path, 'data'));
    let left = run;
    const publisher = {
      publish: (id: string, ...rest: [never, never]) => {
        build = id;
        left -= 1;
        return left < 0 ? new Promise<never>(() => {}) : engine.processor.publish(id, ...rest);
      },
      drained: () => Promise.resolve(),
    };
    const { tail } = tailOf(file, publisher as never, { sources: engine.store });
    tail.poke();
    await eventually(() => expect(left < 0 || tail.report.status.phase === 'following').toBe(true));
    await tail.close();
    await engine.close();
    if (run === 6) await writeFile(file, whole);
  }
  const engine = openEngine(join(place.path, 'data'));
  onTestFinished(() => engine.close());
  const { tail, look } = tailOf(file, engine.processor as never, { sources: engine.store });
  await look();
  await tail.close();
  const events = eventsOf(engine, build);
  const started = events.flatMap((event) => (event.kind === 'tool.started' ? [event.call] : []));
  expect(started).toEqual([...new Set(started)]);
  expect(shown(events).tools).toEqual((await atOnce(whole)).tools);
});

test('a document that has not changed since it was recorded is not read again', async () => {
  const { file, publisher } = await tailScene();
  await writeFile(file, whole);
  await tailOf(file, publisher).look();
  publisher.calls.length = 0;
  const { look, tail } = tailOf(file, publisher);
  expect(await look()).toEqual({ phase: 'following' });
  expect(publisher.calls).toEqual([]);
  expect(tail.report).toMatchObject({ format: 'gemini-session', builds: [only(publisher)] });
  await writeFile(file, `${whole} `);
  await look();
  expect(publisher.calls.length).toBeGreaterThan(0);
});
