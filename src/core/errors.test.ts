import { expect, test } from 'vitest';
import { errorLine, RatchetError } from './errors.ts';

test.each([
  [new RatchetError('no-host', 'Nobody is there.'), 'no-host: Nobody is there.'],
  [new TypeError('x is not a function'), 'internal: x is not a function'],
  ['thrown text', 'internal: thrown text'],
])('%s on a line', (error, line) => {
  expect(errorLine(error)).toBe(line);
});
