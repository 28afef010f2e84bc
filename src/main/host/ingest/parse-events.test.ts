import { expect, test } from 'vitest';
import { eventKinds } from '../../../core/build/event.ts';
import { parseEvents } from './parse-events.ts';

const reason = (event: unknown): string => {
  try {
    parseEvents([event], 0, 1000);
  } catch (error) {
    return String(error);
  }
  return 'taken';
};

test('a kind that is not known is named, beside all that are', () => {
  const said = reason({ kind: 'nonsense', at: 1 });
  expect(said).toContain('"nonsense" is no kind of event');
  for (const kind of eventKinds) expect(said).toContain(kind);
  expect(reason({ at: 1 })).toContain('there is no "kind"');
});

test.each([
  [{ kind: 'notice', text: 'a' }, '"at"'],
  [{ kind: 'plan.updated', at: 1, todos: [{ text: 'a', status: 'busy' }] }, '"todos.0.status"'],
  ['text', 'expected object'],
  [null, 'expected object'],
])('what is wrong with an event is said with its place: %j', (event, words) => {
  expect(reason(event)).toContain(words);
});
