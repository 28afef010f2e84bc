import { expect, test } from 'vitest';
import type { BuildEvent } from '../../../../core/build/event.ts';
import { reduce } from '../../../../core/build/reduce.ts';
import { emptyState, type ToolNode } from '../../../../core/build/state.ts';
import { vectorAt } from '../../../../core/build/vector.ts';
import { phasesOf } from './phases.ts';

function toolOf(events: readonly BuildEvent[]): ToolNode {
  const state = events.reduce(reduce, emptyState);
  const node = vectorAt(state.nodes, 0);
  if (node?.kind !== 'tool') throw new Error('The first node is no tool.');
  return node;
}

const started: BuildEvent = { kind: 'tool.started', at: 1000, call: 'a', name: 'Bash' };

test('what the log says of a call: input, permission, first output, and what the agent measured', () => {
  const events: BuildEvent[] = [
    started,
    { kind: 'tool.input', at: 1100, call: 'a', delta: '{"comm' },
    { kind: 'tool.input', at: 1150, call: 'b', delta: 'another call' },
    { kind: 'tool.input', at: 1300, call: 'a', input: { as: 'json', json: {} } },
    { kind: 'attention.requested', at: 1400, id: 'p', reason: 'permission', text: 'rm', call: 'a' },
    { kind: 'attention.requested', at: 1450, id: 'q', reason: 'permission', text: 'ls', call: 'b' },
    { kind: 'attention.cleared', at: 5400, id: 'p' },
    { kind: 'attention.cleared', at: 5500, id: 'q' },
    { kind: 'tool.output', at: 5600, call: 'a', delta: 'x' },
    { kind: 'tool.ended', at: 6000, call: 'a', outcome: 'succeeded', durationMs: 580 },
  ];
  expect(phasesOf(toolOf(events), events)).toEqual({
    phases: [
      { kind: 'input', from: 100, to: 300 },
      { kind: 'permission', from: 400, to: 4400 },
    ],
    firstOutput: 4600,
    told: 580,
  });
});

test('nothing is made up where the log is silent, or an end is missing', () => {
  const events: BuildEvent[] = [
    started,
    { kind: 'attention.requested', at: 1400, id: 'p', reason: 'question', text: '?', call: 'a' },
    { kind: 'attention.requested', at: 1400, id: 'i', reason: 'idle', text: '', call: 'a' },
    { kind: 'attention.cleared', at: 1500, id: 'i' },
    { kind: 'attention.cleared', at: 1500, id: 'unknown' },
    { kind: 'tool.ended', at: 2000, call: 'a', outcome: 'interrupted' },
  ];
  expect(phasesOf(toolOf(events), events)).toEqual({ phases: [], firstOutput: null, told: null });
});
