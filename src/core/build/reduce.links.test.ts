import { describe, expect, it } from 'vitest';
import type { BuildEvent, BuildEventOf } from './event.ts';
import { reduceAll } from './reduce.ts';
import { type BuildState, emptyState, type Node, type ToolNode } from './state.ts';
import { statusOf, summarise } from './summary.ts';
import { vectorValues } from './vector.ts';

const fold = (...events: BuildEvent[]) => reduceAll(emptyState, events);
const nodes = (state: BuildState): Node[] => [...vectorValues(state.nodes)];
const tools = (state: BuildState) =>
  nodes(state).filter((node): node is ToolNode => node.kind === 'tool');
const start = (call: string): BuildEvent => ({ kind: 'tool.started', at: 20, call, name: 'Bash' });
const end = (call: string): BuildEvent => ({
  kind: 'tool.ended',
  at: 50,
  call,
  outcome: 'succeeded',
});

describe('sub-agents, pictures and diffs', () => {
  it('knows whose sub-agent a build is, and which session a call began', () => {
    const state = fold(
      { kind: 'build.started', at: 1, session: 'x', parentSession: 's', parentCall: 'c0' },
      start('c1'),
      { kind: 'tool.output', at: 2, call: 'c1', delta: 'so far' },
      { kind: 'tool.output', at: 2, call: 'c1', childSession: 'y' },
      end('c1'),
    );
    expect(state).toMatchObject({ session: 'x', parentSession: 's', parentCall: 'c0' });
    expect(summarise('b', state)).toMatchObject({ session: 'x', parentSession: 's' });
    expect(tools(state)).toMatchObject([
      { childSession: 'y', output: { text: 'so far' }, outcome: 'succeeded' },
    ]);
  });

  it('takes a sub-agent for done when its turn is, until it is asked again', () => {
    const child: BuildEvent = { kind: 'build.started', at: 1, parentSession: 's' };
    const turn: BuildEvent[] = [{ kind: 'turn.started', at: 2 }];
    const over = (outcome: 'succeeded' | 'failed' | 'unknown'): BuildEvent[] => [
      ...turn,
      { kind: 'turn.ended', at: 7, outcome },
    ];
    expect(summarise('b', fold(child, ...over('succeeded')))).toMatchObject({
      status: 'succeeded',
      endedAt: 7,
    });
    expect(statusOf(fold(child, ...over('failed'))).status).toBe('failed');
    expect(statusOf(fold(child, ...over('unknown'))).status).toBe('ended');
    expect(statusOf(fold(child, start('c'), ...over('succeeded'))).status).toBe('running');
    const again = fold(child, ...over('succeeded'), ...turn);
    expect(summarise('b', again)).toMatchObject({ status: 'running', endedAt: null });
    expect(statusOf(fold(...over('succeeded'))).status).toBe('idle');
  });

  it('keeps what a message carries, and what the agent shows, once', () => {
    const picture = { as: 'image', mime: 'image/png', base64: 'AA' } as const;
    const shown: BuildEvent = { kind: 'attachment.added', at: 3, block: 'p', content: picture };
    const state = fold(
      { kind: 'user.message', at: 1, text: 'look', attachments: [picture, picture] },
      { kind: 'user.message', at: 2, text: 'older', images: 2 },
      shown,
      shown,
    );
    expect(nodes(state)).toMatchObject([
      { kind: 'user', images: 2, attachments: [picture, picture] },
      { kind: 'user', images: 2, attachments: [] },
      { kind: 'attachment', content: picture },
    ]);
  });

  it('names the versions in which the changes of a call stand, and no more than 100', () => {
    const diff = { as: 'text', text: '@@' } as const;
    const change = (path: string): BuildEventOf<'file.changed'> => ({
      kind: 'file.changed',
      at: 3,
      path,
      change: 'modified',
      call: 'c1',
      diff,
    });
    const state = fold(start('c1'), change('a'), { ...change('b'), diff: undefined });
    expect(tools(state)[0]?.changes).toEqual([
      { path: 'a', version: 2, hasDiff: true },
      { path: 'b', version: 3, hasDiff: false },
    ]);
    const many = Array.from({ length: 150 }, (_, index) => change(`f${index}`));
    expect(tools(fold(start('c1'), ...many))[0]?.changes).toHaveLength(100);
  });
});
