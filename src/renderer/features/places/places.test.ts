import { expect, test } from 'vitest';
import { cpuClock } from '../../../../test/support/cpu-clock.ts';
import { placesIn } from './places.ts';

test.each([
  ['src/a.ts:12:3 - error TS2304', ['src/a.ts 12']],
  ['    at run (/srv/app/dist/run.js:7:15)', ['/srv/app/dist/run.js 7']],
  ['src/a.ts(12,3): error, and ./b/c.test.tsx:4', ['src/a.ts 12', './b/c.test.tsx 4']],
  ['@scope/pkg/x.rs:1', ['@scope/pkg/x.rs 1']],
  ['a.ts: 12, at 12:30, v1.2.3, 10.0.0.1:80x', ['10.0.0.1 80']],
  ['no file:12 and a.ts:0', []],
  ['C:\\work\\a.ts:12', []],
  ['', []],
])('%j names %j', (text, expected) => {
  const found = placesIn(text);
  expect(found.map(({ path, line }) => `${path} ${line}`)).toEqual(expected);
  for (const { path, start } of found) expect(text.slice(start).startsWith(path)).toBe(true);
});

test.each(['a', 'a/', './', '.a', 'a.b:', '@', '/a.', 'a.b(1', ' a.b:1'])(
  'no line takes long to look through: %j',
  (part) => {
    const clock = cpuClock();
    placesIn(part.repeat(4000).slice(0, 4000));
    expect(clock()).toBeLessThan(100);
  },
);
