import { afterAll, beforeEach, expect, test, vi } from 'vitest';

const stored = new Map<string, string>();
vi.stubGlobal('sessionStorage', {
  getItem: (name: string) => stored.get(name) ?? null,
  setItem: (name: string, text: string) => stored.set(name, text),
});
afterAll(() => vi.unstubAllGlobals());

const load = async () => {
  vi.resetModules();
  return import('./deleted.ts');
};
beforeEach(() => stored.clear());

const one = (id: string, until: number) => ({ id, title: `Build ${id}`, until, wasOpen: false });

test('what was deleted can be brought back until its time is over, or until it is there again', async () => {
  const { deletedStore, noteDeleted, undoable } = await load();
  noteDeleted(one('a', 100), 40);
  noteDeleted(one('b', 160), 90);
  const ids = (listed: { id: string }[], now: number) =>
    undoable(deletedStore.getState().deleted, listed, now).map(({ id }) => id);
  expect(ids([], 90)).toEqual(['b', 'a']);
  expect(ids([{ id: 'b' }], 90)).toEqual(['a']);
  expect(ids([], 100)).toEqual(['b']);
  expect(ids([], 160)).toEqual([]);
});

test('a reload does not end it; what is over or was brought back is not kept', async () => {
  const before = await load();
  before.noteDeleted(one('a', 100), 40);
  before.noteDeleted(one('b', 160), 120);
  before.noteDeleted(one('c', 190), 130);
  before.forgetDeleted('b');
  const { deletedStore } = await load();
  expect(deletedStore.getState().deleted).toEqual([one('c', 190)]);
  stored.set('ratchet.deleted', '[{"id":1}]');
  expect((await load()).deletedStore.getState().deleted).toEqual([]);
});
