import { describe, expect, it } from 'vitest';
import { fixtureRecords } from '../../../../test/support/agents.ts';
import { session } from '../../../../test/support/codex.ts';
import type { Json } from '../../build/content.ts';
import { decodeBase64 } from './base64.ts';
import { codexTuiLog } from './tui-log.ts';

const core = (type: string, more: { [key: string]: Json } = {}): Json => ({
  ts: '2025-08-20T10:00:00.000Z',
  dir: 'to_tui',
  kind: 'codex_event',
  payload: { id: '1', msg: { type, ...more } },
});

describe('a whole log', () => {
  const run = session(codexTuiLog, ...fixtureRecords('codex-tui-log-legacy.jsonl'));

  it('streams texts as blocks, which their whole texts complete', () => {
    const blocks = run.nodes.flatMap((node) =>
      node.kind === 'text' || node.kind === 'reasoning' ? [node.text] : [],
    );
    expect(blocks).toEqual(['Red or green?', 'Green it is.', 'The buoy is green now.']);
  });

  it('has one turn, begun by the user', () => {
    expect(run.of('turn.started')).toHaveLength(1);
    expect(run.of('user.message')).toMatchObject([{ text: 'Paint the buoy' }]);
    expect(run.build).toMatchObject({
      session: 'buoy-1',
      cwd: '/home/dev/buoy',
      model: 'model-old',
    });
  });

  it('tells calls, patches and the plan', () => {
    expect(run.tool('x1')).toMatchObject({
      target: 'paint --green',
      output: { text: 'wet 🎨\n' },
      durationMs: 2000,
    });
    expect(run.of('file.changed')).toMatchObject([{ path: 'buoy.md', added: 1, removed: 1 }]);
    expect(run.build.todos).toMatchObject([{ status: 'done' }, { status: 'active' }]);
    expect(run.of('attention.requested')).toMatchObject([
      { reason: 'permission', text: 'rm brush' },
    ]);
  });
});

it('lets the whole text stand where the pieces said something else', () => {
  const run = session(
    codexTuiLog,
    core('agent_message_delta', { delta: 'Helo' }),
    core('agent_message', { message: 'Hello' }),
  );
  expect(run.nodes).toMatchObject([{ text: 'Hello' }]);
  expect(run.of('text.appended')).toMatchObject([{}, { replace: true }]);
});

it('tells the same words again when they are said again', () => {
  const run = session(
    codexTuiLog,
    core('agent_message_delta', { delta: 'Done.' }),
    core('agent_message', { message: 'Done.' }),
    core('agent_message_delta', { delta: 'Done.' }),
    core('agent_message', { message: 'Done.' }),
  );
  expect(run.nodes.map((node) => 'text' in node && node.text)).toEqual(['Done.', 'Done.']);
});

it('reads output as bytes or as base64', () => {
  expect(decodeBase64('w6TDtsO8')).toBe('äöü');
  expect(decodeBase64('YQ==')).toBe('a');
  expect(decodeBase64([104, 105])).toBe('hi');
});
