import { expect, it } from 'vitest';
import { feedMessageSchema } from './messages.ts';

it('a body nested deeper than any stack is refused, and does not throw', () => {
  const json: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
  const event = { kind: 'tool.started', at: 1, call: 'c', name: 'n', input: { as: 'json', json } };
  const digest = '0000000000000000';
  const delta = { type: 'delta', stream: 'build/a', base: 0, version: 1, digest, events: [event] };
  expect(feedMessageSchema.safeParse(delta).success).toBe(false);
});
