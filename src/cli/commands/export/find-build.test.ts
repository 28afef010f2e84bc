import { expect, test } from 'vitest';
import { chooseBuild } from './find-build.ts';

const builds = [
  { id: 'claude-1', title: 'Fix the login', userTitle: 'My own', status: 'unknown' },
  { id: 'claude-12', title: 'Add a page', userTitle: null, status: 'running' },
  { id: 'codex-7', title: 'Fix the\u001b[2J logout', userTitle: null, status: 'failed' },
  { id: 'x', title: null, userTitle: null, status: 'ended' },
];

test.each([
  ['claude-1', 'claude-1'],
  ['claude-12', 'claude-12'],
  ['codex', 'codex-7'],
  ['a PAGE', 'claude-12'],
  ['x', 'x'],
  ['my OWN', 'claude-1'],
  ['the login', 'claude-1'],
])('"%s" is %s', (asked, id) => expect(chooseBuild(builds, asked)).toBe(id));

test('what may be several lists them, and shows nothing that moves the cursor', () => {
  expect(() => chooseBuild(builds, 'claude')).toThrow(
    /claude-1 {2}unknown {2}My own[^]*claude-12 {2}running {2}Add/,
  );
  expect(() => chooseBuild(builds, 'fix the')).toThrow(/codex-7 {2}failed {2}Fix the \[2J logout/);
});

test.each(['', 'nothing'])('"%s" is none', (asked) => {
  expect(() => chooseBuild(builds, asked)).toThrow(/There is no build/);
});
