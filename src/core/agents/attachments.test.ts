import { expect, it } from 'vitest';
import { Session } from '../../../test/support/agents.ts';
import { event, response, session as codex } from '../../../test/support/codex.ts';
import { asked, record, session as claude } from '../../../test/support/claude-session.ts';
import type { Json } from '../build/content.ts';
import { acp } from './acp/adapter.ts';
import { agUi } from './ag-ui/adapter.ts';
import type { Adapter } from './adapter.ts';
import { codexRollout } from './codex/rollout.ts';
import { geminiSession } from './gemini/adapters.ts';
import { openCodeExport } from './opencode/adapters.ts';
import { otelGenAi } from './otel/adapter.ts';

/** Pictures of users and agents, as each format tells them; those of results are tested with its tools. */

const data = 'iVBORw0KGgo=';
const png = { as: 'image', mime: 'image/png', base64: data };
const url = `data:image/png;base64,${data}`;
const text = { type: 'text', text: 'Look' };

function read<State>(adapter: Adapter<State>, ...records: Json[]) {
  const run = new Session(adapter);
  run.read(...records);
  expect(run.of('unrecognised')).toEqual([]);
  return run;
}
const told = (run: Pick<Session<unknown>, 'of'>) => run.of('user.message');

it('are kept of Claude Code, also of what is typed while it works', () => {
  const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data } };
  const far = { type: 'image', source: { type: 'url', url: 'https://example.org/a.png' } };
  const queued = { type: 'queued_command', prompt: [text, image] };
  const run = claude(
    asked([text, image, image, far]),
    record('attachment', { attachment: queued }),
  );
  expect(told(run)).toMatchObject([
    { text: 'Look', images: 3, attachments: [png, png] },
    { text: 'Look', images: 1, attachments: [png] },
  ]);
});

it('are kept of Codex, told by events, by items, or to the model alone', () => {
  const [byEvent, byItem, byModel] = [
    event('user_message', { message: 'Look', images: [url], local_images: ['/a.png'] }),
    event('item_completed', {
      item: { type: 'UserMessage', id: 'u', content: [text, { type: 'image', image_url: url }] },
    }),
    response('message', {
      role: 'user',
      content: [
        { type: 'input_text', text: 'Look' },
        { type: 'input_image', image_url: url },
      ],
    }),
  ];
  const said = response('message', {
    role: 'assistant',
    content: [{ type: 'output_text', text: 'A' }],
  });
  expect(told(codex(codexRollout, byEvent))).toMatchObject([{ images: 2, attachments: [png] }]);
  expect(told(codex(codexRollout, byItem))).toMatchObject([{ images: 1, attachments: [png] }]);
  expect(told(codex(codexRollout, byModel, said))).toMatchObject([{ attachments: [png] }]);
});

it('are kept of OpenCode, of the user and of the agent', () => {
  const part = (id: string, messageID: string, more: { [key: string]: Json }): Json => ({
    id,
    messageID,
    sessionID: 's',
    ...more,
  });
  const file = { type: 'file', mime: 'image/png', filename: 'a.png', url };
  const message = (id: string, role: string, parts: Json[]): Json => ({
    info: { id, sessionID: 's', role, time: { created: 1 } },
    parts,
  });
  const run = read(
    openCodeExport,
    message('m1', 'user', [part('p1', 'm1', file)]),
    message('m2', 'assistant', [
      part('p2', 'm2', { ...file, time: { start: 1 } }),
      part('p3', 'm2', { type: 'file', mime: 'text/plain', url: 'file:///a', time: { start: 1 } }),
    ]),
  );
  expect(told(run)).toMatchObject([{ images: 1, attachments: [png] }]);
  expect(run.of('attachment.added')).toMatchObject([{ block: 'p2', name: 'a.png', content: png }]);
  expect(run.of('notice')).toMatchObject([{ text: 'File: text/plain' }]);
});

it('are kept of Gemini CLI, of the user, the agent and within the answer of a call', () => {
  const inlineData = { mimeType: 'image/png', data };
  const call = (result: Json): Json => ({
    id: 'c',
    name: 'draw',
    args: {},
    status: 'success',
    result,
    timestamp: '2026-03-02T09:00:03Z',
  });
  const answer = {
    id: 'm2',
    type: 'gemini',
    timestamp: '2026-03-02T09:00:02Z',
    content: [{ text: 'Here' }, { inlineData }],
    toolCalls: [
      call([{ functionResponse: { response: { output: 'drawn' }, parts: [{ inlineData }] } }]),
    ],
  };
  const run = read(
    geminiSession,
    { sessionId: 's', projectHash: 'p', startTime: '2026-03-02T09:00:00Z' },
    {
      id: 'm1',
      type: 'user',
      timestamp: '2026-03-02T09:00:01Z',
      content: [{ text: 'Look' }, { inlineData }],
    },
    answer,
    answer,
  );
  expect(told(run)).toMatchObject([{ text: 'Look', images: 1, attachments: [png] }]);
  expect(run.of('attachment.added')).toMatchObject([{ content: png }]);
  expect(run.tool('c')).toMatchObject({
    output: { as: 'parts', parts: [{ as: 'text', text: 'drawn' }, png] },
  });
});

it('are kept of ACP, in prompts, pieces and results', () => {
  const image = { type: 'image', mimeType: 'image/png', data };
  const update = (fields: { [key: string]: Json }): Json => ({
    jsonrpc: '2.0',
    method: 'session/update',
    params: { sessionId: 's', update: fields },
  });
  const content = [image, text].map((block) => ({ type: 'content', content: block }));
  const run = read(
    acp,
    {
      jsonrpc: '2.0',
      id: 1,
      method: 'session/prompt',
      params: { sessionId: 's', prompt: [text, image] },
    },
    update({ sessionUpdate: 'agent_message_chunk', content: text }),
    update({ sessionUpdate: 'agent_message_chunk', content: image }),
    update({ sessionUpdate: 'agent_message_chunk', content: text }),
    update({ sessionUpdate: 'tool_call', toolCallId: 'c', title: 'Draw', kind: 'other' }),
    update({ sessionUpdate: 'tool_call_update', toolCallId: 'c', status: 'completed', content }),
  );
  expect(told(run)).toMatchObject([{ text: 'Look', images: 1, attachments: [png] }]);
  expect(run.nodes.map(({ kind }) => kind)).toEqual(['user', 'text', 'attachment', 'text', 'tool']);
  expect(run.tool('c')).toMatchObject({
    outcome: 'succeeded',
    output: { as: 'parts', parts: [png, { as: 'text', text: 'Look' }] },
  });
});

it('are kept of AG-UI, in messages and results', () => {
  const image = { type: 'image', source: { type: 'data', value: data, mimeType: 'image/png' } };
  const run = read(
    agUi,
    { type: 'RUN_STARTED', threadId: 't', runId: 'r' },
    {
      type: 'MESSAGES_SNAPSHOT',
      messages: [
        { id: 'm1', role: 'user', content: [text, image] },
        { id: 'm2', role: 'assistant', content: [text, image] },
        { id: 'm3', role: 'tool', toolCallId: 'c', content: [text, image] },
      ],
    },
  );
  expect(told(run)).toMatchObject([{ text: 'Look', images: 1, attachments: [png] }]);
  expect(run.of('attachment.added')).toMatchObject([{ block: 'm2/0', content: png }]);
  expect(run.tool('c')).toMatchObject({
    output: { as: 'parts', parts: [{ as: 'text', text: 'Look' }, png] },
  });
});

it('are kept of OpenTelemetry, once a trace', () => {
  const blob = { type: 'blob', modality: 'image', mime_type: 'image/png', content: data };
  const parts = [{ type: 'text', content: 'Look' }, blob];
  const attribute = (key: string, value: string) => ({ key, value: { stringValue: value } });
  const span = (spanId: string) => ({
    traceId: 't',
    spanId,
    name: 'chat m',
    startTimeUnixNano: '1795000000000000000',
    endTimeUnixNano: '1795000001000000000',
    attributes: [
      attribute('gen_ai.operation.name', 'chat'),
      attribute('gen_ai.input.messages', JSON.stringify([{ role: 'user', parts }])),
      attribute('gen_ai.output.messages', JSON.stringify([{ role: 'assistant', parts: [blob] }])),
    ],
  });
  const spans = [span('a'), span('b')];
  const run = read(otelGenAi, { resourceSpans: [{ scopeSpans: [{ spans }] }] });
  expect(told(run)).toMatchObject([{ text: 'Look', images: 1, attachments: [png] }]);
  expect(run.of('attachment.added')).toMatchObject([{ content: png }]);
});
