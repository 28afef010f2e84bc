import { expect, it } from 'vitest';
import { buildEventSchema } from '../build/event.ts';
import { fitEvent } from './emit.ts';

it.each([1e300, Number('1e999'), 2 ** 53, 0.5, Number('9'.repeat(40))])(
  'a number that no count can be is left out: %s',
  (exitCode) => {
    const event = fitEvent(1, { kind: 'tool.ended', call: 'c', outcome: 'failed', exitCode });
    expect(event).toEqual({ kind: 'tool.ended', at: 1, call: 'c', outcome: 'failed' });
    expect(buildEventSchema.safeParse(event).success).toBe(true);
  },
);

it('exit codes may be negative, costs have fractions but no infinity', () => {
  expect(
    fitEvent(1, { kind: 'tool.ended', call: 'c', outcome: 'failed', exitCode: -1 }),
  ).toMatchObject({ exitCode: -1 });
  const usage = { kind: 'usage', scope: 'call' } as const;
  expect(fitEvent(1, { ...usage, costUsd: 0.25 })).toMatchObject({ costUsd: 0.25 });
  expect(fitEvent(1, { ...usage, costUsd: Number('1e999') })).not.toHaveProperty('costUsd');
});
