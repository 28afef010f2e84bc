import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { catalogueScene } from '../../../../test/support/catalogue-scene.ts';
import { textEvent } from '../../../../test/support/events.ts';
import { eventsOf } from '../../../../test/support/rig.ts';
import type { BuildEvent } from '../../../core/build/event.ts';
import { userChangeSchema } from '../../../core/build/listed.ts';
import { UNDO } from './catalogue.ts';

const started = (session: string, more: object = {}): BuildEvent => ({
  kind: 'build.started',
  at: 1000,
  session,
  title: `the agent's title of ${session}`,
  ...more,
});
const large = (call: string, body: string): BuildEvent[] => [
  { kind: 'tool.started', at: 1000, call, name: 'Read' },
  {
    kind: 'tool.ended',
    at: 1001,
    call,
    outcome: 'succeeded',
    output: { as: 'text', text: body.repeat(20_000) },
  },
];

test('a title and a pin reach watchers, outlive a crash, and change no digest', async () => {
  const scene = await catalogueScene();
  const { digest } = await scene.engine.processor.publish('a', [started('s')]);
  await scene.pass(200, 100);
  scene.catalogue.arrange(
    'a',
    userChangeSchema.parse({ title: '  Store\n sessions ', pinned: true }),
  );
  await scene.pass(200, 100);
  const arranged = { userTitle: 'Store sessions', pinned: true };
  expect(scene.list).toMatchObject([{ id: 'a', title: "the agent's title of s", ...arranged }]);
  expect(scene.engine.head('a')).toEqual({ version: 1, digest });
  await scene.crash();
  expect(scene.list).toMatchObject([{ id: 'a', ...arranged }]);
  // An event does not take it back, and an empty title does.
  await scene.engine.processor.publish('a', [textEvent('more')]);
  await scene.pass(200, 100);
  expect(scene.list).toMatchObject([{ version: 2, ...arranged }]);
  scene.catalogue.arrange('a', { title: '' });
  await scene.pass(200, 100);
  expect(scene.list).toMatchObject([{ userTitle: null, pinned: true }]);
});

test('a build that is not there cannot be arranged, deleted or restored', async () => {
  const { catalogue } = await catalogueScene();
  const unknown = expect.objectContaining({ code: 'unknown-build' });
  expect(() => catalogue.arrange('a', { pinned: true })).toThrow(unknown);
  expect(() => catalogue.delete(['a'])).toThrow(unknown);
  expect(() => catalogue.restore('a')).toThrow(unknown);
});

test('a deleted build is gone at once, with its sub-agents, and comes back as it was', async () => {
  const scene = await catalogueScene();
  const { processor } = scene.engine;
  await processor.publish('a', [started('s')]);
  await processor.publish('a1', [started('s1', { parentSession: 's' })]);
  await processor.publish('a2', [started('s2', { parentSession: 's1' })]);
  await processor.publish('b', [started('other')]);
  await scene.pass(200, 100);
  scene.catalogue.arrange('a', { title: 'Mine' });
  const before = scene.engine.builds();
  const { deleted, undoUntil } = scene.catalogue.delete(['a']);
  expect(deleted.toSorted()).toEqual(['a', 'a1', 'a2']);
  expect(undoUntil).toBe(scene.time.now + UNDO);
  expect(scene.ids).toEqual(['b']);
  expect(scene.engine.builds().map(({ id }) => id)).toEqual(['b']);
  await scene.pass(UNDO / 2);
  await scene.crash();
  expect(scene.ids).toEqual(['b']);
  expect(scene.catalogue.restore('a').toSorted()).toEqual(['a', 'a1', 'a2']);
  await scene.pass(UNDO * 2);
  expect(scene.engine.builds().toSorted((one, two) => (one.id < two.id ? -1 : 1))).toEqual(
    before.toSorted((one, two) => (one.id < two.id ? -1 : 1)),
  );
  expect(scene.ids).toEqual(['a', 'a1', 'a2', 'b']);
});

test('what can be restored is known until it is purged, also after a crash; sub-agents are told apart only if they went alone', async () => {
  const scene = await catalogueScene();
  const { processor } = scene.engine;
  await processor.publish('a', [started('s')]);
  await processor.publish('a1', [started('s1', { parentSession: 's' })]);
  await processor.publish('a2', [started('s2', { parentSession: 's' })]);
  await processor.publish('b', [started('other')]);
  await scene.pass(200, 100);
  scene.catalogue.arrange('a', { title: 'Mine' });
  expect(scene.catalogue.restorable()).toEqual([]);
  const first = scene.catalogue.delete(['a1']).undoUntil;
  await scene.pass(UNDO / 2);
  const second = scene.catalogue.delete(['a']).undoUntil;
  const alone = { id: 'a1', title: "the agent's title of s1", undoUntil: first };
  const family = { id: 'a', title: 'Mine', undoUntil: second };
  expect(scene.catalogue.restorable()).toEqual([family, alone]);
  await scene.crash();
  expect(scene.catalogue.restorable()).toEqual([family, alone]);
  await scene.pass(UNDO / 2 + 2000);
  expect(scene.catalogue.restorable()).toEqual([family]);
  scene.catalogue.restore('a');
  expect(scene.catalogue.restorable()).toEqual([]);
});

test('what is purged is gone from the file, but for bodies that others use, and is found no more', async () => {
  const scene = await catalogueScene();
  const { processor } = scene.engine;
  await processor.publish('a', [
    started('s'),
    textEvent('unmistakable'),
    ...Array.from({ length: 1200 }, (_, index) => textEvent('word ', `b${index}`)),
    ...large('1', 'shared '),
    ...large('2', 'own '),
  ]);
  await processor.publish('b', [started('other'), ...large('1', 'shared ')], { key: 'k' });
  await scene.pass(10_000, 100);
  expect(scene.rows('payloads')).toBe(2);
  expect(scene.engine.search({ query: 'unmistakable' }).total).toBe(1);
  scene.catalogue.delete(['a']);
  expect(scene.engine.search({ query: 'unmistakable' }).total).toBe(0);
  await scene.pass(UNDO + 5000, 100);
  expect(() => scene.catalogue.restore('a')).toThrow(
    expect.objectContaining({ code: 'unknown-build' }),
  );
  expect(scene.rows('events')).toBe(3);
  expect(scene.rows('checkpoints')).toBe(0);
  expect(scene.rows('checkpoint_chunks')).toBe(0);
  expect(scene.rows('payloads')).toBe(1);
  expect(scene.rows('purges')).toBe(0);
  expect(scene.rows('builds')).toBe(1);
  expect(scene.engine.head('a').version).toBe(0);
  scene.catalogue.delete(['b']);
  await scene.pass(UNDO + 5000, 100);
  for (const table of ['events', 'payloads', 'payload_uses', 'receipts', 'builds', 'purges']) {
    expect([table, scene.rows(table)]).toEqual([table, 0]);
  }
});

test('a body stays for a build that was sent the events of another', async () => {
  const scene = await catalogueScene();
  const { processor } = scene.engine;
  await processor.publish('a', large('1', 'copied '));
  await processor.publish('copy', eventsOf(scene.engine, 'a'));
  await scene.pass(200, 100);
  scene.catalogue.delete(['a']);
  await scene.pass(UNDO + 5000, 100);
  expect(scene.rows('events')).toBe(2);
  expect(scene.rows('payloads')).toBe(1);
  scene.catalogue.delete(['copy']);
  await scene.pass(UNDO + 5000, 100);
  expect(scene.rows('payloads')).toBe(0);
});

test('a purge that a crash broke off is finished at the next start', async () => {
  const scene = await catalogueScene();
  const many = Array.from({ length: 1200 }, (_, index) => textEvent('word ', `b${index}`));
  await scene.engine.processor.publish('a', many);
  scene.catalogue.delete(['a']);
  // Up to the purge and its first slices.
  await scene.pass(UNDO - 1000);
  await scene.pass(1003, 1);
  const left = scene.rows('events');
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(1200);
  await scene.crash();
  await scene.pass(1000, 10);
  expect(scene.rows('events')).toBe(0);
  expect(scene.rows('builds')).toBe(0);
});

test('a deleted build whose agent goes on is back, whole', async () => {
  const scene = await catalogueScene();
  const { processor, store } = scene.engine;
  await processor.publish('a', [started('s'), textEvent('one')]);
  scene.catalogue.delete(['a']);
  await scene.pass(UNDO / 2);
  expect(scene.ids).toEqual([]);
  // In the same transaction: the process may be gone before anybody hears of the event.
  const commit = store.commit.bind(store);
  const deletedAfter: unknown[] = [];
  vi.spyOn(store, 'commit').mockImplementation(async (batch) => {
    await commit(batch);
    deletedAfter.push(...store.deletedBuilds());
  });
  await processor.publish('a', [textEvent('two')]);
  expect(deletedAfter).toEqual([]);
  await scene.pass(200, 100);
  expect(scene.list).toMatchObject([{ id: 'a', version: 3 }]);
  await scene.crash();
  await scene.pass(UNDO * 2);
  expect(eventsOf(scene.engine, 'a')).toHaveLength(3);
});

test('a deletion between the commit of an event and its announcement is undone in the file as well', async () => {
  const scene = await catalogueScene();
  const { processor, store } = scene.engine;
  await processor.publish('a', [textEvent('one')]);
  await scene.pass(200, 100);
  // A transaction that failed is tried again build by build: what is behind another one waits to be announced.
  const commit = store.commit.bind(store);
  vi.spyOn(store, 'commit').mockImplementation(async (batch) => {
    if (batch.length > 1) throw new Error('the disk is full');
    if (batch[0]?.build === 'b') scene.catalogue.delete(['a']);
    await commit(batch);
  });
  await Promise.all(['a', 'b'].map((build) => processor.publish(build, [textEvent('two')])));
  await scene.pass(200, 100);
  expect(scene.ids).toEqual(['a', 'b']);
  await scene.crash();
  await scene.pass(UNDO * 2);
  expect(scene.ids).toEqual(['a', 'b']);
  expect(eventsOf(scene.engine, 'a')).toHaveLength(2);
});

test('after its purge an id begins anew, while what it held is still being freed', async () => {
  const scene = await catalogueScene();
  const many = Array.from({ length: 1200 }, (_, index) => textEvent('word ', `b${index}`));
  const first = await scene.engine.processor.publish('a', many);
  let seen: { version: number; digest: string } = { version: 0, digest: '' };
  scene.watch('a', (replica) => (seen = replica));
  await scene.pass(200, 100);
  expect(seen).toMatchObject({ version: 1200, digest: first.digest });
  scene.catalogue.delete(['a']);
  await scene.pass(UNDO - 1000);
  await scene.pass(1003, 1);
  expect(scene.rows('events')).toBeGreaterThan(0);
  const again = await scene.engine.processor.publish('a', [textEvent('anew')]);
  expect(again.version).toBe(1);
  await scene.pass(5000, 100);
  expect(eventsOf(scene.engine, 'a')).toEqual([textEvent('anew')]);
  expect(scene.rows('events')).toBe(1);
  // Whoever watched it has the new history, as any that was replaced (R6).
  expect(seen).toMatchObject({ version: 1, digest: again.digest });
});

test('what cannot be written is refused by its name, and nothing has changed', async () => {
  const scene = await catalogueScene();
  await scene.engine.processor.publish('a', [started('s')]);
  const other = new Database(scene.file);
  other.exec('BEGIN IMMEDIATE');
  const locked = expect.objectContaining({ code: 'store-locked' });
  expect(() => scene.catalogue.arrange('a', { title: 'Mine' })).toThrow(locked);
  expect(() => scene.catalogue.delete(['a'])).toThrow(locked);
  expect(scene.engine.builds()).toMatchObject([{ id: 'a', userTitle: null }]);
  other.exec('ROLLBACK');
  other.close();
  scene.catalogue.arrange('a', { title: 'Mine' });
  expect(scene.engine.builds()).toMatchObject([{ id: 'a', userTitle: 'Mine' }]);
});

test('whose producer went while it was deleted is back as one that nobody tells of', async () => {
  const scene = await catalogueScene();
  const line = scene.engine.presence.line();
  await scene.engine.processor.publish('a', [started('s')]);
  line.tells('a');
  scene.catalogue.delete(['a']);
  line.close();
  await scene.pass(UNDO / 2);
  scene.catalogue.restore('a');
  expect(scene.engine.builds()).toMatchObject([{ id: 'a', gone: { what: 'producer' } }]);
  await scene.engine.processor.publish('a', [textEvent('here again')]);
  expect(scene.engine.builds()).toMatchObject([{ id: 'a', gone: null }]);
});
