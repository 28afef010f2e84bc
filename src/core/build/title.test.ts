import { expect, test } from 'vitest';
import { textEvent } from '../../../test/support/events.ts';
import type { BuildEvent } from './event.ts';
import { reduceAll } from './reduce.ts';
import { emptyState } from './state.ts';
import { summarise, titleOf } from './summary.ts';
import { titleOfWords } from './title.ts';

const asked = (text: string, parent?: string): BuildEvent => ({
  kind: 'user.message',
  at: 1,
  text,
  ...(parent === undefined ? {} : { parent }),
});

/** What the list calls a build of these events. */
const called = (...events: BuildEvent[]) => titleOf(summarise('b', reduceAll(emptyState, events)));
const begun: BuildEvent = { kind: 'build.started', at: 1, cwd: '/home/ada/garden' };

test('a build is called by its title, else by what was said first in it, else by its project', () => {
  const words = asked('\n  Dig the beds,\nthen sow the beans.');
  expect(called(begun, words, { kind: 'build.updated', at: 2, title: 'Beds\nand beans' })).toBe(
    'Beds',
  );
  expect(called(begun, textEvent('Hello'), words, asked('Now water them'))).toBe('Dig the beds,');
  expect(called(begun, asked('  \n '), asked('/clear'), words)).toBe('Dig the beds,');
  expect(called(begun, { kind: 'build.updated', at: 2, title: ' \n ' }, words)).toBe(
    'Dig the beds,',
  );
  expect(called(begun, asked('/plan 12'), textEvent('Hello'))).toBe('/plan 12');
  expect(called(begun, textEvent('Hello'))).toBe('Hello');
  expect(called(begun)).toBe('garden');
  expect(called({ kind: 'turn.started', at: 1 })).toBe('b');
});

test('what a sub-agent was asked is no title, nor what was said late', () => {
  const call: BuildEvent = { kind: 'tool.started', at: 1, call: 'c', name: 'Task' };
  expect(called(begun, call, asked('Look for weeds', 'c'))).toBe('garden');
  const many = Array.from({ length: 200 }, (_, no) => textEvent(' ', `${no}`));
  expect(called(begun, ...many, asked('Late'))).toBe('garden');
});

test('a title is one line, of bounded length', () => {
  const title = titleOfWords(`## ${'long '.repeat(100)}`);
  expect(title).toMatch(/^long long .*…$/);
  expect(title.length).toBeLessThanOrEqual(80);
  expect(titleOfWords('<task id="1">\n  Dig\n</task>')).toBe('Dig');
  expect(titleOfWords('# The **new** `beds`')).toBe('The new beds');
  expect(titleOfWords('/home/ada is full')).toBe('/home/ada is full');
});
