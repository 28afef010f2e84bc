import type { Json } from '../../src/core/build/content.ts';

/** How each format tells a TODO list: records that give the whole of it. */

export type Status = 'pending' | 'in_progress' | 'completed';
export interface Todo {
  readonly text: string;
  readonly status: Status;
}
/** Records that give the whole list; `turn` counts the tellings. */
type Tell = (todos: readonly Todo[], turn: number) => Json[];

const named = (field: string, todos: readonly Todo[]) =>
  todos.map(({ text, status }) => ({ [field]: text, status }));
const input = (todos: readonly Todo[]) => ({
  todos: todos.map(({ text, status }) => ({ content: text, status, activeForm: `${text} now` })),
});
const frame = (chunk: Json) => `data: ${JSON.stringify(chunk)}\n\n`;
const time = '2026-11-20T10:00:00.000Z';

const claude: Tell = (todos, turn) => [
  {
    type: 'assistant',
    session_id: 's',
    uuid: `u${turn}`,
    message: {
      id: `m${turn}`,
      role: 'assistant',
      content: [{ type: 'tool_use', id: `t${turn}`, name: 'TodoWrite', input: input(todos) }],
    },
  },
];
const codexPlan = (todos: readonly Todo[]) => named('step', todos);
const chunk = (todos: readonly Todo[], turn: number) => ({
  type: 'tool-input-available',
  toolCallId: `t${turn}`,
  toolName: 'TodoWrite',
  input: input(todos),
});

export const todoFormats: readonly (readonly [string, Tell])[] = [
  ['claude-stream-json', claude],
  ['claude-transcript', claude],
  [
    'claude-hooks',
    (todos, turn) => [
      {
        hook_event_name: 'PreToolUse',
        session_id: 's',
        tool_name: 'TodoWrite',
        tool_use_id: `t${turn}`,
        tool_input: input(todos),
      },
    ],
  ],
  [
    'codex-rollout',
    (todos, turn) => [
      {
        timestamp: time,
        type: 'response_item',
        payload: {
          type: 'function_call',
          call_id: `t${turn}`,
          name: 'update_plan',
          arguments: JSON.stringify({ plan: codexPlan(todos) }),
        },
      },
    ],
  ],
  [
    'codex-app-server',
    (todos, turn) => [
      {
        method: 'turn/plan/updated',
        params: { threadId: 's', turnId: `u${turn}`, plan: codexPlan(todos) },
      },
    ],
  ],
  [
    'codex-tui-log-legacy',
    (todos) => [
      {
        ts: time,
        dir: 'to_tui',
        kind: 'codex_event',
        payload: { id: '1', msg: { type: 'plan_update', plan: codexPlan(todos) } },
      },
    ],
  ],
  [
    'acp',
    (todos) => [
      {
        jsonrpc: '2.0',
        method: 'session/update',
        params: {
          sessionId: 's',
          update: { sessionUpdate: 'plan', entries: named('content', todos) },
        },
      },
    ],
  ],
  ['ag-ui', (todos) => [{ type: 'STATE_SNAPSHOT', snapshot: { todos: named('content', todos) } }]],
  ['ai-sdk-ui-stream', (todos, turn) => [chunk(todos, turn)]],
  [
    'build-stream',
    (todos, turn) => [
      { type: 'build-stream', commandId: 'c', projectId: 'p', data: frame(chunk(todos, turn)) },
    ],
  ],
  [
    'opencode-events',
    (todos) => [
      { type: 'todo.updated', properties: { sessionID: 's', todos: named('content', todos) } },
    ],
  ],
  [
    'gemini-stream-json',
    (todos, turn) => [
      {
        type: 'tool_use',
        timestamp: time,
        tool_name: 'write_todos',
        tool_id: `t${turn}`,
        parameters: { todos: named('description', todos) },
      },
      { type: 'tool_result', timestamp: time, tool_id: `t${turn}`, status: 'success' },
    ],
  ],
];
