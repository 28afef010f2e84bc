import { expect, test } from 'vitest';
import { reduceAll } from '../../build/reduce.ts';
import { type BuildState, emptyState } from '../../build/state.ts';
import type { JsonObject } from '../json.ts';
import { answeredRequests } from './answered.ts';
import { besideTranscript } from './beside.ts';

/** Plays hooks one after the other on a build of nothing else. */
function after(...hooks: JsonObject[]): BuildState {
  return hooks.reduce<BuildState>((state, payload, index) => {
    const reading = { payload, state, at: 1000 + index, stopped: null };
    return reduceAll(state, besideTranscript(reading));
  }, emptyState);
}

const hook = (name: string, rest: JsonObject = {}) => ({ hook_event_name: name, ...rest });
const permission = (command: string, rest: JsonObject = {}) =>
  hook('PermissionRequest', { tool_name: 'Bash', tool_input: { command }, ...rest });
const notification = (message: string, notification_type: string) =>
  hook('Notification', { message, notification_type });
const waiting = (state: BuildState) => state.attention.map(({ reason, text }) => [reason, text]);

test.each<[string, JsonObject[], string[][]]>([
  ['a request', [permission('ls')], [['permission', 'Bash: ls']]],
  ['told twice', [permission('ls'), permission('ls')], [['permission', 'Bash: ls']]],
  [
    'of two',
    [
      permission('a'),
      permission('b'),
      hook('PermissionDenied', { ...permission('a'), hook_event_name: 'PermissionDenied' }),
    ],
    [['permission', 'Bash: b']],
  ],
  [
    'a notification without its request',
    [notification('Claude needs your permission to use Bash', '')],
    [['permission', 'Claude needs your permission to use Bash']],
  ],
  [
    'and with it, before or after',
    [
      notification('May I?', 'permission_prompt'),
      permission('ls'),
      notification('May I?', 'permission_prompt'),
    ],
    [['permission', 'Bash: ls']],
  ],
  ['a question that the transcript tells', [permission('', { tool_name: 'AskUserQuestion' })], []],
  [
    'an idle agent',
    [notification('Claude is waiting for your input', 'idle_prompt')],
    [['idle', 'Claude is waiting for your input']],
  ],
  [
    'a server that asks',
    [hook('Elicitation', { message: 'Which?', mcp_server_name: 'm' })],
    [['question', 'Which?']],
  ],
  [
    'and is answered',
    [
      hook('Elicitation', { mcp_server_name: 'm' }),
      hook('ElicitationResult', { mcp_server_name: 'm' }),
    ],
    [],
  ],
  ['the end of a turn', [permission('ls'), hook('Stop')], []],
  [
    'a turn, but not the sub-agent',
    [permission('ls', { agent_id: 'a:1' }), hook('Stop')],
    [['permission', 'Bash: ls']],
  ],
  [
    'the end of the sub-agent',
    [permission('ls', { agent_id: 'a:1' }), hook('SubagentStop', { agent_id: 'a:1' })],
    [],
  ],
  ['after the end', [hook('SessionEnd'), permission('ls')], []],
])('%s', (_, hooks, expected) => {
  expect(waiting(after(...hooks))).toEqual(expected);
});

test('what is only said is a notice; hooks of the work add nothing', () => {
  const state = after(
    notification('Signed in', 'auth_success'),
    hook('PreToolUse', { tool_name: 'Bash', tool_use_id: 't', tool_input: {} }),
    hook('UserPromptSubmit', { prompt: 'Hello' }),
    hook('Stop', { last_assistant_message: 'Hi' }),
    hook('SomethingNew'),
  );
  expect(state.nodes.chunks.flat()).toMatchObject([{ kind: 'notice', text: 'Signed in' }]);
});

test('a session that ended begins again', () => {
  const ended = after(
    hook('SessionEnd', { reason: 'logout' }),
    hook('SessionEnd', { reason: 'other' }),
  );
  expect(ended.ended).toMatchObject({ outcome: 'unknown', reason: 'logout' });
  const resumed = after(hook('SessionEnd'), hook('SessionStart', { source: 'resume' }));
  expect(resumed.ended).toBeNull();
});

test('requests of the agent itself are not ours to answer', () => {
  const state = reduceAll(after(permission('ls')), [
    { kind: 'attention.requested', at: 1, id: 'question', reason: 'question', text: 'Tea?' },
    { kind: 'user.message', at: 2000, text: 'Go on' },
  ]);
  expect(answeredRequests(state, 3000)).toEqual([
    { kind: 'attention.cleared', at: 3000, id: 'hook:permission::Bash: ls' },
  ]);
});
