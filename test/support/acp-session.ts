import * as acp from '@agentclientprotocol/sdk';
import type { Json } from '../../src/core/build/content.ts';

/**
 * A connection between the official client and an agent that plays a part, as a proxy between the
 * two would record it: every message of both sides, in the order in which they were sent.
 */
export async function recordAcp(): Promise<Json[]> {
  const lines: Json[] = [];
  const tap = () =>
    new TransformStream<acp.AnyMessage, acp.AnyMessage>({
      transform(message, controller) {
        lines.push(JSON.parse(JSON.stringify(message)) as Json);
        controller.enqueue(message);
      },
    });
  const [toAgent, toClient] = [tap(), tap()];
  const agent = playedAgent().connect({
    readable: toAgent.readable,
    writable: toClient.writable,
  });
  const editor = editorApp();
  await editor.connectWith({ readable: toClient.readable, writable: toAgent.writable }, converse);
  agent.close();
  return lines;
}

/** What the editor asks of the agent. @returns why each prompt ended */
export async function converse(context: acp.ClientContext): Promise<string[]> {
  await context.request('initialize', { protocolVersion: 1, clientCapabilities: {} });
  const { sessionId } = await context.request('session/new', {
    cwd: '/home/dev/orchard',
    mcpServers: [],
  });
  const prompt = (text: string) =>
    context.request('session/prompt', { sessionId, prompt: [{ type: 'text', text }] }).then(
      ({ stopReason }) => stopReason,
      (error: unknown) => String(error),
    );
  return [
    await prompt('Graft the old pear tree'),
    await prompt('Fell the plum tree'),
    await prompt('Count the bees'),
  ];
}

export function editorApp(): acp.ClientApp {
  return acp
    .client()
    .onRequest('session/request_permission', ({ params }) => {
      const wanted = params.toolCall.toolCallId === 'c_fell' ? 'reject_once' : 'allow_once';
      const option = params.options.find(({ kind }) => kind === wanted);
      return { outcome: { outcome: 'selected', optionId: option?.optionId ?? '' } };
    })
    .onRequest('fs/read_text_file', () => ({ content: 'age: 40\n' }))
    .onRequest('fs/write_text_file', () => ({}))
    .onRequest('terminal/create', () => ({ terminalId: 'term_1' }))
    .onRequest('terminal/output', () => ({
      output: '3 pears – ripe\n',
      truncated: false,
      exitStatus: { exitCode: 0 },
    }))
    .onRequest('terminal/release', () => ({}))
    .onNotification('session/update', () => undefined);
}

export function playedAgent(): acp.AgentApp {
  const parts = [graft, fell];
  return acp
    .agent()
    .onRequest('initialize', () => ({
      protocolVersion: 1,
      agentInfo: { name: 'gardener', title: 'Gardener', version: '1.2.0' },
      agentCapabilities: {},
    }))
    .onRequest('session/new', () => ({
      sessionId: 's_1',
      configOptions: [
        {
          id: 'model',
          name: 'Model',
          category: 'model',
          type: 'select',
          currentValue: 'm2',
          options: [{ value: 'm2', name: 'model-two' }],
        },
      ],
    }))
    .onRequest('session/prompt', async ({ client, params }) => {
      const part = parts.shift();
      if (!part) throw new acp.RequestError(-32_603, 'The hive is closed');
      const tell = (update: acp.SessionUpdate) =>
        client.notify('session/update', { sessionId: params.sessionId, update });
      await part(client, params.sessionId, tell);
      return { stopReason: 'end_turn' };
    });
}

type Part = (
  client: acp.AgentContext,
  sessionId: string,
  tell: (update: acp.SessionUpdate) => Promise<void>,
) => Promise<void>;

const says = (text: string) => ({ content: { type: 'text', text } }) as const;
const shows = (text: string) => ({ type: 'content', ...says(text) }) as const;
const options: acp.PermissionOption[] = [
  { optionId: 'yes', name: 'Allow', kind: 'allow_once' },
  { optionId: 'no', name: 'Reject', kind: 'reject_once' },
];
const plan = (...statuses: acp.PlanEntryStatus[]): acp.SessionUpdate => ({
  sessionUpdate: 'plan',
  entries: ['cut the scion', 'bind it'].map((content, index) => ({
    content,
    priority: 'medium',
    status: statuses[index] ?? 'pending',
  })),
});

const graft: Part = async (client, sessionId, tell) => {
  const file = { sessionId, path: '/home/dev/orchard/pear.txt' };
  await tell({ sessionUpdate: 'agent_thought_chunk', ...says('A pear, ') });
  await tell({ sessionUpdate: 'agent_thought_chunk', ...says('an old one.') });
  await tell({ sessionUpdate: 'agent_message_chunk', ...says('First the list – ') });
  await tell({ sessionUpdate: 'agent_message_chunk', ...says('then the knife.') });
  await tell(plan('in_progress'));
  await tell({
    sessionUpdate: 'tool_call',
    toolCallId: 'c_edit',
    title: 'Edit pear.txt',
    kind: 'edit',
    status: 'pending',
    locations: [{ path: file.path }],
  });
  await client.request('session/request_permission', {
    sessionId,
    toolCall: { toolCallId: 'c_edit', title: 'Edit pear.txt' },
    options,
  });
  await tell({ sessionUpdate: 'tool_call_update', toolCallId: 'c_edit', status: 'in_progress' });
  await client.request('fs/read_text_file', file);
  await client.request('fs/write_text_file', { ...file, content: 'age: 41\ngrafted\n' });
  await tell({
    sessionUpdate: 'tool_call_update',
    toolCallId: 'c_edit',
    status: 'completed',
    content: [
      { type: 'diff', path: file.path, oldText: 'age: 40\n', newText: 'age: 41\ngrafted\n' },
    ],
  });
  await tell(plan('completed', 'in_progress'));
  const terminal = await client.createTerminal({ sessionId, command: 'count', args: ['pears'] });
  await tell({
    sessionUpdate: 'tool_call',
    toolCallId: 'c_run',
    title: 'count pears',
    kind: 'execute',
    status: 'in_progress',
    rawInput: { command: 'count pears' },
    content: [{ type: 'terminal', terminalId: terminal.id }],
  });
  await terminal.currentOutput();
  await tell({ sessionUpdate: 'tool_call_update', toolCallId: 'c_run', status: 'completed' });
  await terminal.release();
  await tell({
    sessionUpdate: 'tool_call',
    toolCallId: 'c_look',
    title: 'Look',
    kind: 'read',
    status: 'completed',
    content: [{ type: 'content', content: { type: 'image', data: 'aGk=', mimeType: 'image/png' } }],
  });
  await tell(plan('completed', 'completed'));
  await tell({
    sessionUpdate: 'usage_update',
    used: 900,
    size: 200_000,
    cost: { amount: 0.25, currency: 'USD' },
  });
  await tell({ sessionUpdate: 'session_info_update', title: 'Grafting' });
  await tell({ sessionUpdate: 'agent_message_chunk', ...says('Done.') });
};

const fell: Part = async (client, sessionId, tell) => {
  await tell({
    sessionUpdate: 'tool_call',
    toolCallId: 'c_fell',
    title: 'fell plum',
    kind: 'execute',
    status: 'pending',
    rawInput: { command: 'fell plum' },
  });
  await client.request('session/request_permission', {
    sessionId,
    toolCall: { toolCallId: 'c_fell' },
    options,
  });
  await tell({
    sessionUpdate: 'tool_call_update',
    toolCallId: 'c_fell',
    status: 'failed',
    content: [shows('The gardener was told not to')],
  });
};
