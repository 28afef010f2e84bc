import { expect, test } from 'vitest';
import { restored } from './remembered.ts';
import { emptyWorkspace, opened, split } from './workspace-view.ts';

const two = split(opened(emptyWorkspace, 'a'), 'b');
const known = (...ids: string[]) => new Set(ids);

test('what was open is open again', () => {
  expect(restored(JSON.parse(JSON.stringify(two)), known('a', 'b', 'c'))).toEqual(two);
});

test('builds that are gone are left out', () => {
  expect(restored(two, known('b'))).toEqual({
    ...emptyWorkspace,
    tabs: [{ build: 'b', kept: true }],
    shown: ['b'],
  });
  expect(restored(two, known())).toEqual(emptyWorkspace);
});

test('what somebody changed in the storage is not taken', () => {
  for (const stored of [null, 7, { ...two, shown: ['x', 'y'] }, { ...two, focus: 2 }]) {
    expect(restored(stored, known('a', 'b', 'x', 'y'))).toEqual(emptyWorkspace);
  }
});

test('more tabs than are kept cost the oldest of them, and not what is on the screen', () => {
  const ids = Array.from({ length: 300 }, (_, index) => `b${index}`);
  const tabs = ids.map((build) => ({ build, kept: true }));
  const stored = { ...emptyWorkspace, tabs, shown: ['b1', 'b299'], focus: 1 };
  const back = restored(stored, known(...ids));
  expect(back).toMatchObject({ shown: ['b1', 'b299'], focus: 1 });
  expect(back.tabs).toHaveLength(200);
  expect(back.tabs.map(({ build }) => build)).toEqual(expect.arrayContaining(['b1', 'b299']));
});
