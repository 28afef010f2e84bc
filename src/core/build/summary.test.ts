import { expect, test } from 'vitest';
import type { BuildEvent } from './event.ts';
import { reduceAll } from './reduce.ts';
import { emptyState } from './state.ts';
import { buildSummarySchema, summarise } from './summary.ts';

const began = (parentSession?: string): BuildEvent => ({
  kind: 'build.started',
  at: 1,
  session: 's',
  ...(parentSession === undefined ? {} : { parentSession }),
});
const prompt = (text: string): BuildEvent => ({ kind: 'user.message', at: 2, text });
const asked = (...events: BuildEvent[]) => summarise('b', reduceAll(emptyState, events)).asked;

test('of a sub-agent is told how its first prompt begins, on one line', () => {
  const notice: BuildEvent = { kind: 'notice', at: 1, text: 'x' };
  const first = prompt('  You review.\n\n\tLook at the parser. ');
  expect(asked(began('a'), notice, first, prompt('And again.'))).toBe(
    'You review. Look at the parser.',
  );
  expect(asked(began('a'), prompt('x'.repeat(100_000)))).toHaveLength(300);
});

test('of others it is not, nor where nobody asked', () => {
  expect(asked(began(), prompt('Mend it'))).toBeNull();
  expect(asked(began('a'))).toBeNull();
  expect(asked(began('a'), prompt(' \n'))).toBeNull();
});

test('a summary that was kept before there was this is still read', () => {
  const { asked: _, ...before } = summarise('b', emptyState);
  expect(buildSummarySchema.parse(before).asked).toBeNull();
});
