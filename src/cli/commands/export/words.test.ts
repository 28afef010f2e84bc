import { expect, test } from 'vitest';
import { leftOutInWords } from './words.ts';

test.each([
  [{ leftOut: 0, builds: [] }, []],
  [{ leftOut: 1, builds: ['b'] }, ['Left out: 1 sub-agent that ran as a build of its own (b)']],
  [
    { leftOut: 3, builds: ['b', 'c'] },
    ['Left out: 3 sub-agents that ran as builds of their own (b, c, …)'],
  ],
  [
    { leftOut: 2, builds: [] },
    ['Left out: 2 sub-agents that ran as builds of their own (not recorded here)'],
  ],
])('%j', (answer, words) => expect(leftOutInWords(answer)).toEqual(words));
