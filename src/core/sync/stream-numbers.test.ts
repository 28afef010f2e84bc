import { expect, it } from 'vitest';
import type { NumberedDelta, Stream, WatcherMessage } from './messages.ts';
import { StreamNumbers } from './stream-numbers.ts';

const question = (stream: Stream): WatcherMessage => ({
  type: 'watch',
  stream,
  mode: 'deltas',
  ask: 1,
});
const numbered = (as: number): NumberedDelta => ({
  type: 'delta',
  as,
  base: 0,
  version: 0,
  digest: '0'.repeat(16),
  events: [],
});

it('a build has one number, however often it is asked about, and no other build has it', () => {
  const numbers = new StreamNumbers();
  const asked = (['build/a', 'build/b', 'build/a', 'build/c', 'build/b'] as const).map((stream) =>
    numbers.numbered(question(stream)),
  );
  expect(asked).toEqual([
    { ...question('build/a'), as: 0 },
    { ...question('build/b'), as: 1 },
    { ...question('build/a'), as: 0 },
    { ...question('build/c'), as: 2 },
    { ...question('build/b'), as: 1 },
  ]);
  expect([0, 1, 2].map((as) => numbers.streamOf(numbered(as)))).toEqual([
    'build/a',
    'build/b',
    'build/c',
  ]);
});

it('a number that was never given is of no stream', () => {
  const numbers = new StreamNumbers();
  numbers.numbered(question('build/a'));
  for (const as of [1, 4_294_967_295, Number.MAX_SAFE_INTEGER]) {
    expect(numbers.streamOf(numbered(as))).toBe(undefined);
  }
});

it('a message that names its stream is of that one, and what is no question about a build gets no number', () => {
  const numbers = new StreamNumbers();
  const { as: _, ...named } = { ...numbered(0), stream: 'build/z' as const };
  expect(numbers.streamOf(named)).toBe('build/z');
  const others: WatcherMessage[] = [
    question('builds'),
    { type: 'unwatch', stream: 'build/z' },
    { type: 'ack', stream: 'build/z', version: 1 },
  ];
  for (const message of others) expect(numbers.numbered(message)).toBe(message);
});
