import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Event, Message, Part, Session } from '@opencode-ai/sdk/v2';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../../test/support/eventually.ts';
import { events, exported } from '../../../../../test/fixtures/agents/opencode.ts';
import { MemoryPublisher } from '../../../../../test/support/memory-publisher.ts';
import { WrittenStore } from '../../../../../test/support/opencode-store.ts';
import { temporary, testFormats } from '../../../../../test/support/rig.ts';
import { reasonOf, tailOf } from '../../../../../test/support/tail.ts';
import { reduceAll } from '../../../../core/build/reduce.ts';
import { emptyState } from '../../../../core/build/state.ts';
import { vectorValues } from '../../../../core/build/vector.ts';
import { realWorld } from '../../world.ts';
import { Sources } from '../sources.ts';

type Step = (store: WrittenStore) => void;

/** The session of the fixture as its rows are written, one change after the other. */
const steps: Step[] = events.flatMap((event: Event): Step[] => {
  switch (event.type) {
    case 'session.created':
      return [(store) => store.session(event.properties.info)];
    case 'message.updated':
      return [(store) => store.message(event.properties.info)];
    case 'message.part.updated': {
      const { part } = event.properties;
      // A text may be kept while it is being written, too.
      const half =
        part.type === 'text' && part.text.length > 0
          ? { ...part, text: part.text.slice(0, 4), time: { start: 1 } }
          : part;
      return [half, part].map((one) => (store) => store.part(one));
    }
    default:
      return [];
  }
});

const rename = <Value>(value: Value, session: string): Value =>
  JSON.parse(
    JSON.stringify(value)
      .replaceAll('"ses_1"', `"${session}"`)
      .replaceAll('"msg_', `"msg_${session}`)
      .replaceAll('"prt_', `"prt_${session}`),
  ) as Value;

function write(store: WrittenStore, id: string, updated: number): void {
  store.now = updated;
  const { info, messages } = rename<{
    info: Session;
    messages: { info: Message; parts: Part[] }[];
  }>(exported, id);
  store.session(info);
  for (const { info: message, parts } of messages) {
    for (const part of parts) store.part(part);
    store.message(message);
  }
}

async function scene(now = 1_000_000) {
  const place = await temporary();
  onTestFinished(() => place[Symbol.asyncDispose]());
  const path = join(place.path, 'opencode.db');
  const store = new WrittenStore(path, now);
  onTestFinished(() => store.close());
  return { path, store, publisher: new MemoryPublisher() };
}

/** What a build shows, without times and the order in which it came to be known. */
function shown(publisher: MemoryPublisher, build: string) {
  const state = reduceAll(emptyState, [...publisher.events(build)]);
  const nodes = [...vectorValues(state.nodes)].map((node) => {
    const { key, kind } = node;
    const text = 'text' in node ? node.text : undefined;
    if (kind !== 'tool') return { key, kind, text };
    const { name, target, input, output, outcome, error } = node;
    return { key, kind, name, target, input, output, outcome, error };
  });
  const { title, cwd, agent, usage, turns } = state;
  return {
    nodes: nodes.sort((one, other) => one.key.localeCompare(other.key)),
    todos: state.todos.map(({ text, status }) => [text, status]),
    about: { title, cwd, agent, usage, turns },
    tools: {
      ended: state.counts.tools,
      failed: state.counts.failedTools,
      running: state.running.length,
    },
  };
}

const buildOf = (publisher: MemoryPublisher, session: string) =>
  [...publisher.logs.keys()].find((build) => build.includes(`-${session}-`)) ?? '';

test('a store: each session is a build, the newest first', async () => {
  const { path, store, publisher } = await scene();
  for (const [index, id] of ['ses_b', 'ses_c', 'ses_a'].entries()) write(store, id, 1000 + index);
  const { look, tail } = tailOf(path, publisher);
  expect(await look()).toEqual({ phase: 'following' });
  expect([...publisher.logs.keys()].map((build) => build.slice(0, 14))).toEqual([
    'opencode-ses_a',
    'opencode-ses_c',
    'opencode-ses_b',
  ]);
  expect(tail.report).toMatchObject({ format: 'opencode-store', builds: { length: 3 } });
  expect(shown(publisher, buildOf(publisher, 'ses_a'))).toMatchObject({
    about: { title: 'Plant the beds', cwd: '/home/ada/garden' },
    todos: [
      ['Dig the beds', 'done'],
      ['Sow the beans', 'cancelled'],
    ],
  });
});

test('a session that goes on is told as it happens, and in the end as if read at once', async () => {
  const { path, store, publisher } = await scene();
  const { look } = tailOf(path, publisher);
  for (const step of steps) {
    store.now += 1;
    step(store);
    await look();
  }
  const [build = ''] = publisher.logs.keys();
  expect(publisher.logs.size).toBe(1);
  const kinds = publisher.events(build).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'tool.started')).toHaveLength(7);
  expect(kinds).toContain('tool.output');
  expect(kinds).not.toContain('unrecognised');
  expect(kinds.at(-1)).toBe('turn.ended');

  const once = new MemoryPublisher();
  await tailOf(path, once).look();
  expect(shown(publisher, build)).toEqual(shown(once, build));
});

test('killed after any step, and started again: nothing is missing or doubled', async () => {
  const { path, store } = await scene();
  const whole = new MemoryPublisher();
  const publishers = steps.map(() => new MemoryPublisher());
  for (const [index, step] of steps.entries()) {
    store.now += 1;
    step(store);
    // Each of them sees the store once on its way, and once when all is over.
    const publisher = publishers[index];
    if (publisher) await tailOf(path, publisher).look();
  }
  await tailOf(path, whole).look();
  const [build = ''] = whole.logs.keys();
  for (const publisher of publishers) {
    await tailOf(path, publisher).look();
    expect(shown(publisher, build)).toEqual(shown(whole, build));
    const before = publisher.events(build).length;
    await tailOf(path, publisher).look();
    expect(publisher.events(build)).toHaveLength(before);
  }
});

test('started again after each step, it shows at each what a first reading shows', async () => {
  const { path, store, publisher } = await scene();
  for (const step of steps) {
    store.now += 1;
    step(store);
    await tailOf(path, publisher).look();
    const first = new MemoryPublisher();
    await tailOf(path, first).look();
    for (const build of publisher.logs.keys()) {
      expect(shown(publisher, build)).toEqual(shown(first, build));
    }
  }
});

test('a session that has not changed is not read again, and one that has, alone', async () => {
  const { path, store, publisher } = await scene();
  write(store, 'ses_a', 1000);
  write(store, 'ses_b', 1001);
  await tailOf(path, publisher).look();
  publisher.calls.length = 0;
  const { look } = tailOf(path, publisher);
  await look();
  expect(publisher.calls).toEqual([]);
  store.run(`update session set title = 'Another name', time_updated = 2000 where id = 'ses_a'`);
  await look();
  expect(shown(publisher, buildOf(publisher, 'ses_a')).about.title).toBe('Another name');
  expect(new Set(publisher.calls.map(({ build }) => build))).toEqual(
    new Set([buildOf(publisher, 'ses_a')]),
  );
});

test('rows that make no sense cost themselves only', async () => {
  const { path, store, publisher } = await scene();
  write(store, 'ses_a', 1000);
  store.run(`insert into message values ('msg_zz', 'ses_a', 9e12, 1001, 'no json')`);
  store.run(`insert into part values ('prt_0', 'msg_ses_a3', 'ses_a', 1, 1001, '[]')`);
  expect(await tailOf(path, publisher).look()).toEqual({ phase: 'following' });
  const kinds = publisher.events(buildOf(publisher, 'ses_a')).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'unrecognised')).toHaveLength(2);
  expect(kinds.filter((kind) => kind === 'tool.ended')).toHaveLength(7);
});

test('what is no store, or laid out in another way, is a pause with a reason, until it is', async () => {
  const place = await temporary();
  onTestFinished(() => place[Symbol.asyncDispose]());
  const path = join(place.path, 'opencode.db');
  const publisher = new MemoryPublisher();
  const { look, tail } = tailOf(path, publisher);
  expect(reasonOf(await look())).toBe('missing');
  await writeFile(path, 'this is no database, whatever its name says'.repeat(100));
  expect(reasonOf(await look())).toBe('unreadable');
  await writeFile(path, '');
  expect(reasonOf(await look())).toBe('unreadable');
  expect(tail.report.status).toMatchObject({ message: expect.stringContaining('no such table') });
  using store = new WrittenStore(path, 1000);
  write(store, 'ses_a', 1000);
  expect(await look()).toEqual({ phase: 'following' });
  expect(publisher.logs.size).toBe(1);
});

test('a store that comes later is followed, and told of by what SQLite writes beside it', async () => {
  const place = await temporary();
  const publisher = new MemoryPublisher();
  const sources = new Sources({
    publisher,
    sources: publisher,
    formats: testFormats,
    world: realWorld,
    // Neither a poll nor a scan: the platform alone.
    pollMs: [1e6, 1e6],
    scanMs: 1e6,
  });
  onTestFinished(async () => {
    await sources.close();
    await place[Symbol.asyncDispose]();
  });
  const path = join(place.path, 'opencode.db');
  await sources.watch([path], undefined, 'file');
  using store = new WrittenStore(path, Date.now());
  for (const step of steps) {
    step(store);
    store.now += 1;
  }
  await eventually(() =>
    expect(publisher.texts([...publisher.logs.keys()][0] ?? '')).toContain('The beds are planted.'),
  );
});
