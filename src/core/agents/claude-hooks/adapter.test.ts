import { describe, expect, it } from 'vitest';
import { fixtureDocument, Session } from '../../../../test/support/agents.ts';
import type { Json } from '../../build/content.ts';
import { detect } from '../registry.ts';
import { claudeHooks } from './adapter.ts';

const hook = (hook_event_name: string, more: { [key: string]: Json } = {}): Json => ({
  session_id: 's',
  cwd: '/w',
  hook_event_name,
  ...more,
});
const bash = (command: string, id?: string): { [key: string]: Json } => ({
  tool_name: 'Bash',
  tool_input: { command },
  ...(id === undefined ? {} : { tool_use_id: id }),
});
const session = (...records: Json[]) => {
  const started = new Session(claudeHooks);
  started.read(...records);
  return started;
};

describe('a whole session', () => {
  const run = session(...fixtureDocument('claude-hooks.json'));

  it('tells who works where, and how it ended', () => {
    expect(run.of('unrecognised')).toEqual([]);
    expect(run.build).toMatchObject({
      agent: 'Claude Code',
      session: 's_9',
      cwd: '/home/dev/mill',
      model: 'model-large',
      title: 'Grind the wheat',
      turns: { count: 1, open: false, last: 'succeeded' },
      attention: [],
      ended: { outcome: 'succeeded', reason: 'exit' },
    });
  });

  it('tells calls under the ids of the transcript, those of a sub-agent under its call', () => {
    const parent = run.nodes.findIndex((node) => node.key === 'tool:toolu_4');
    expect(run.tool('toolu_5')).toMatchObject({ parent, outcome: 'succeeded' });
    expect(run.tool('toolu_2')).toMatchObject({ durationMs: 12, output: { text: 'clean\n' } });
    expect(run.tool('toolu_6')).toMatchObject({ outcome: 'failed', exitCode: 3 });
    expect(run.of('file.changed')).toMatchObject([{ call: 'toolu_3', added: 1, removed: 1 }]);
    expect(run.of('plan.updated')).toHaveLength(1);
  });

  it('tells a call once when it is told again', () => {
    const again = session(...fixtureDocument('claude-hooks.json'));
    const calls = fixtureDocument('claude-hooks.json').filter((one) =>
      JSON.stringify(one).includes('"hook_event_name":"P'),
    );
    const kinds = new Set(again.read(...calls).map(({ kind }) => kind));
    expect(kinds.has('tool.started')).toBe(false);
    expect(kinds.has('tool.ended')).toBe(false);
  });
});

describe('calls without ids', () => {
  it('pairs results with the oldest call of the same tool and input', () => {
    const run = session(
      hook('PreToolUse', bash('a')),
      hook('PreToolUse', bash('b')),
      hook('PreToolUse', bash('a')),
      hook('PostToolUse', { ...bash('a'), tool_response: 'first' }),
      hook('PostToolUse', { ...bash('b'), tool_response: 'second' }),
    );
    expect(run.of('tool.ended').map(({ call }) => call)).toEqual(['hook 1', 'hook 2']);
    expect(run.of('tool.started')).toHaveLength(3);
    expect(run.tool('hook 3')).toMatchObject({ outcome: null });
  });

  it('takes a result whose call was not seen', () => {
    const run = session(hook('PostToolUse', { ...bash('a'), tool_response: { stdout: 'x' } }));
    expect(run.tool('hook 1')).toMatchObject({ name: 'Bash', target: 'a', outcome: 'succeeded' });
  });
});

describe('what waits for the user', () => {
  it('asks until the call goes on', () => {
    const run = session(
      hook('PreToolUse', bash('rm', 't')),
      hook('PermissionRequest', bash('rm', 't')),
      hook('Notification', { message: 'Claude needs your permission to use Bash' }),
    );
    expect(run.build.attention).toMatchObject([{ reason: 'permission', text: 'Bash: rm' }]);
    run.read(hook('PermissionDenied', { ...bash('rm', 't'), reason: 'no' }));
    expect(run.build.attention).toEqual([]);
    expect(run.tool('t')).toMatchObject({ outcome: 'denied' });
  });

  it('is idle until the next prompt', () => {
    const run = session(hook('Notification', { message: 'Claude is waiting for your input' }));
    expect(run.build.attention).toMatchObject([{ reason: 'idle' }]);
    run.read(hook('UserPromptSubmit', { prompt: 'go' }));
    expect(run.build.attention).toEqual([]);
  });
});

it('keeps an interrupted call, a failed turn and a picture as what they are', () => {
  const run = session(
    hook('PostToolUseFailure', { ...bash('x', 'a'), error: 'stopped', is_interrupt: true }),
    hook('PostToolUse', {
      tool_name: 'Read',
      tool_input: { file_path: 'p.png' },
      tool_use_id: 'b',
      tool_response: { type: 'image', file: { base64: 'aGk=', type: 'image/png' } },
    }),
    hook('StopFailure', { error: 'rate_limit' }),
  );
  expect(run.tool('a')).toMatchObject({ outcome: 'interrupted' });
  expect(run.tool('b')).toMatchObject({ output: { as: 'image', mime: 'image/png' } });
  expect(run.of('turn.ended')).toMatchObject([{ outcome: 'failed', reason: 'rate_limit' }]);
});

it('says the last message once where it was shown while it was written', () => {
  const run = session(
    hook('MessageDisplay', { message_id: 'm', index: 0, delta: 'one\n', final: false }),
    hook('MessageDisplay', { message_id: 'm', index: 1, delta: 'two', final: true }),
    hook('Stop', { last_assistant_message: 'one\ntwo' }),
  );
  const texts = run.nodes.flatMap((node) => (node.kind === 'text' ? [node.text] : []));
  expect(texts).toEqual(['one\ntwo']);
});

it('is not another format of Claude Code, and keeps an unknown hook', () => {
  expect(detect([hook('Stop')])?.format).toBe('claude-hooks');
  expect(detect([{ ...(hook('Stop') as object), type: 'x' }])).toBeNull();
  const odd = hook('MindRead');
  expect(session(hook('Stop')).read(odd)).toMatchObject([
    { kind: 'unrecognised', format: 'claude-hooks', raw: { json: odd } },
  ]);
});
