import { expect, it } from 'vitest';
import { todoStatus } from './plan-items.ts';

it.each([
  ['Completed', 'done'],
  ['whatever', 'pending'],
  ['constructor', 'pending'],
  ['__proto__', 'pending'],
])('a TODO that is %s is %s', (word, status) => {
  expect(todoStatus(word)).toBe(status);
});
