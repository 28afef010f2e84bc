import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  at,
  closed,
  compared,
  emptyWorkspace,
  focused,
  focusedId,
  kept,
  opened,
  openedBehind,
  split,
  stepped,
  unsplit,
  without,
  type WorkspaceView,
} from './workspace-view.ts';

/** `a b* c` are tabs, kept ones with a star; then what is shown, the focus in brackets. */
const words = ({ tabs, shown, focus, compares }: WorkspaceView): string => {
  const open = tabs.map(({ build, kept }) => build + (kept ? '*' : '')).join(' ');
  const panes = shown
    .map((id, pane) => (pane === focus ? `[${id}]` : id))
    .join(compares ? '=' : '|');
  return `${open} / ${panes}`;
};
const view = (...changes: ((view: WorkspaceView) => WorkspaceView)[]) =>
  changes.reduce((before, change) => change(before), emptyWorkspace);
const open = (id: string) => (before: WorkspaceView) => opened(before, id);
const keep = (id: string) => (before: WorkspaceView) => kept(before, id);
const behind = (id: string) => (before: WorkspaceView) => openedBehind(before, id);
const beside = (id: string) => (before: WorkspaceView) => split(before, id);
const close = (id: string) => (before: WorkspaceView) => closed(before, id);

test('a preview takes the place of the one before; what is kept stays', () => {
  expect(words(view(open('a')))).toBe('a / [a]');
  expect(words(view(open('a'), open('b')))).toBe('b / [b]');
  expect(words(view(open('a'), keep('a'), open('b')))).toBe('a* b / [b]');
  expect(words(view(open('a'), keep('a'), open('b'), open('a'), open('c')))).toBe('a* c / [c]');
});

test('a tab behind stays behind, and keeps what is looked at as well', () => {
  expect(words(view(open('a'), behind('b'), behind('c')))).toBe('a* c* b* / [a]');
  expect(words(view(behind('a')))).toBe('a* / [a]');
});

test('two are shown side by side, and what is opened comes into the pane with the focus', () => {
  const two = view(open('a'), beside('b'));
  expect(words(two)).toBe('a* b* / a|[b]');
  expect(words(opened(two, 'c'))).toBe('a* b* c / a|[c]');
  expect(words(opened(focused(two, 0), 'c'))).toBe('a* c b* / [c]|b');
  expect(words(opened(two, 'a'))).toBe('a* b* / [a]|b');
  expect(words(split(two, 'c'))).toBe('a* b* c* / b|[c]');
  expect(words(split(two, 'b'))).toBe('a* b* / a|[b]');
  expect(words(unsplit(two))).toBe('a* b* / [b]');
  expect(words(unsplit(two, 0))).toBe('a* b* / [a]');
});

test('a comparison is of two, and ends when another build is opened', () => {
  const two = compared(view(open('a'), beside('b')), true);
  expect(words(two)).toBe('a* b* / a=[b]');
  expect(words(opened(two, 'c'))).toBe('a* b* c / a|[c]');
  expect(compared(view(open('a')), true).compares).toBe(false);
});

test('where a tab is closed the next one is shown, and the last one stays', () => {
  const three = view(open('a'), keep('a'), open('b'), keep('b'), open('c'));
  expect(words(three)).toBe('a* b* c / [c]');
  expect(words(closed(three, 'c'))).toBe('a* b* / [b]');
  expect(words(view(() => three, open('a'), close('a')))).toBe('b* c / [b]');
  expect(words(closed(three, 'a'))).toBe('b* c / [c]');
  expect(words(view(open('a'), close('a')))).toBe('a / [a]');
  expect(words(view(open('a'), beside('b'), close('a')))).toBe('b* / [b]');
});

test('builds that are gone take their tabs with them', () => {
  const two = view(open('a'), keep('a'), open('b'));
  expect(words(without(two, new Set(['b', 'x'])))).toBe('a* / [a]');
  expect(without(two, new Set(['x']))).toBe(two);
  expect(without(two, new Set(['a', 'b']))).toBe(emptyWorkspace);
});

test('going back shows what was shown, and gives it a tab where it has none', () => {
  const one = view(open('a'), open('b'));
  expect(words(at(one, { shown: ['a'], compares: false }))).toBe('a / [a]');
  const kept = view(open('a'), keep('a'), open('b'), keep('b'));
  expect(words(at(kept, { shown: ['c', 'a'], compares: true }))).toBe('a* b* c / [c]=a');
});

test('steps go round', () => {
  const three = view(open('a'), keep('a'), open('b'), keep('b'), open('c'));
  expect(focusedId(stepped(three, 1))).toBe('a');
  expect(focusedId(stepped(three, -1))).toBe('b');
});

test('whatever is done: what is shown has a tab, once, and the focus is on it', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd');
  const pane = fc.constantFrom(0 as const, 1 as const);
  const change = fc.oneof(
    fc.tuple(fc.constantFrom(opened, openedBehind, kept, split, closed), id).map(
      ([run, name]) =>
        (before: WorkspaceView) =>
          run(before, name),
    ),
    pane.map((one) => (before: WorkspaceView) => unsplit(before, one)),
    pane.map((one) => (before: WorkspaceView) => focused(before, one)),
    fc.constant((before: WorkspaceView) => compared(before, !before.compares)),
    fc.integer({ min: -1, max: 1 }).map((by) => (before: WorkspaceView) => stepped(before, by)),
    id.map((name) => (before: WorkspaceView) => without(before, new Set([name]))),
    fc.tuple(id, id, fc.boolean()).map(
      ([one, other, compares]) =>
        (before: WorkspaceView) =>
          at(before, { shown: one === other ? [one] : [one, other], compares }),
    ),
  );
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
      const end = changes.reduce((before, run) => run(before), emptyWorkspace);
      const tabs = end.tabs.map(({ build }) => build);
      expect(new Set(tabs).size).toBe(tabs.length);
      expect(new Set(end.shown).size).toBe(end.shown.length);
      expect(end.shown.every((one) => tabs.includes(one))).toBe(true);
      expect(focusedId(end) === null).toBe(end.tabs.length === 0);
      expect(!end.compares || end.shown.length === 2).toBe(true);
      // Previews that nobody looks at do not pile up.
      expect(end.tabs.filter((tab) => !tab.kept).length).toBeLessThanOrEqual(3);
    }),
  );
});
