import { expect, it } from 'vitest';
import { type FaultScript, noFaults } from '../../../core/sync/faults/faults.ts';
import { readScript, stepTime, stepWords, writeScript } from './script.ts';

const script: FaultScript = {
  seed: 7,
  steps: [
    {
      at: 0,
      command: { do: 'set', watcher: 'w1', faults: { ...noFaults, drop: 0.2, delay: 250 } },
    },
    { at: 1500, command: { do: 'cut', watcher: '*', milliseconds: 500 } },
    { at: 65_432, command: { do: 'clear' } },
  ],
};

it('reads what it wrote', () => {
  expect(readScript(writeScript(script))).toEqual({ script });
  const empty = { seed: 0, steps: [] };
  expect(readScript(writeScript(empty))).toEqual({ script: empty });
});

it('says where a text stops being a script', () => {
  expect(readScript('{')).toMatchObject({ error: expect.stringMatching(/^This is not JSON: /) });
  const wrong = { ...script, steps: [script.steps[2], { at: -1, command: { do: 'clear' } }] };
  expect(readScript(JSON.stringify(wrong))).toMatchObject({
    error: expect.stringMatching(/no script\. steps\[1\]\.at: /),
  });
  expect(readScript('[]')).toMatchObject({ error: expect.stringMatching(/no script\. /) });
});

it('tells each step in words', () => {
  expect(script.steps.map(({ command }) => stepWords(command))).toEqual([
    { whom: 'w1', what: 'drop 20 %, delay 250 ms' },
    { whom: 'everyone', what: 'cut for 0.5 s' },
    { whom: 'everyone', what: 'clear all' },
  ]);
  expect(stepWords({ do: 'set', watcher: 'w2', faults: noFaults }).what).toBe('no faults');
  expect(script.steps.map(({ at }) => stepTime(at))).toEqual(['0:00.0', '0:01.5', '1:05.4']);
});
