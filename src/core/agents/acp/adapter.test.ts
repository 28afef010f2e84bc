import { describe, expect, it } from 'vitest';
import { recordAcp } from '../../../../test/support/acp-session.ts';
import { fixtureRecords, Session } from '../../../../test/support/agents.ts';
import type { Json } from '../../build/content.ts';
import { createInspector } from '../inspect.ts';
import { detect } from '../registry.ts';
import { acp } from './adapter.ts';

const rpc = (fields: { [key: string]: Json }): Json => ({ jsonrpc: '2.0', ...fields });
const update = (fields: { [key: string]: Json }, sessionId = 's'): Json =>
  rpc({ method: 'session/update', params: { sessionId, update: fields } });
const says = (text: string, more: { [key: string]: Json } = {}): Json =>
  update({ sessionUpdate: 'agent_message_chunk', content: { type: 'text', text }, ...more });
const prompt = (id: number, text: string, sessionId = 's'): Json =>
  rpc({ id, method: 'session/prompt', params: { sessionId, prompt: [{ type: 'text', text }] } });
const stop = (id: number, stopReason: string): Json => rpc({ id, result: { stopReason } });
const call = (toolCallId: string, more: { [key: string]: Json } = {}): Json =>
  update({ sessionUpdate: 'tool_call', toolCallId, title: 'Look', kind: 'read', ...more });
const change = (toolCallId: string, more: { [key: string]: Json }): Json =>
  update({ sessionUpdate: 'tool_call_update', toolCallId, ...more });

const session = (...records: Json[]) => {
  const started = new Session(acp);
  started.read(...records);
  return started;
};

describe('a connection of the official library', () => {
  it('is what the fixture holds', async () => {
    expect(await recordAcp()).toEqual(fixtureRecords('acp.jsonl'));
  });

  it('tells who works where, and its turns', () => {
    const run = session(...fixtureRecords('acp.jsonl'));
    expect(run.of('unrecognised')).toEqual([]);
    expect(run.build).toMatchObject({
      agent: 'Gardener',
      agentVersion: '1.2.0',
      model: 'model-two',
      cwd: '/home/dev/orchard',
      session: 's_1',
      title: 'Grafting',
      turns: { count: 3, open: false, last: 'failed' },
      usage: { costUsd: 0.25, contextWindow: 200_000, context: 900 },
      attention: [],
    });
    expect(run.of('turn.ended').map(({ outcome }) => outcome)).toEqual([
      'succeeded',
      'succeeded',
      'failed',
    ]);
    expect(run.of('error')).toMatchObject([{ message: 'The hive is closed' }]);
    expect(run.end()).toMatchObject([{ kind: 'build.ended', outcome: 'failed' }]);
  });

  it('tells its calls: what they changed, gave back, and who forbade them', () => {
    const run = session(...fixtureRecords('acp.jsonl'));
    expect(run.of('file.changed')).toMatchObject([{ call: 'c_edit', added: 2, removed: 1 }]);
    expect(run.tool('c_run')).toMatchObject({
      target: 'count pears',
      exitCode: 0,
      output: { as: 'text', text: '3 pears – ripe\n' },
    });
    expect(run.tool('c_look')).toMatchObject({ output: { as: 'image', mime: 'image/png' } });
    expect(run.tool('c_fell')).toMatchObject({ outcome: 'denied' });
    expect(run.build.todos).toMatchObject([
      { text: 'cut the scion', status: 'done' },
      { text: 'bind it', status: 'done' },
    ]);
  });

  it('is read where only the agent was recorded, and where a recorder wrapped each line', () => {
    const isOwn = (record: Json) => {
      const text = JSON.stringify(record);
      return !/"method":"(?:initialize|session\/(?:new|prompt))"/.test(text) &&
        !/"(?:outcome|terminalId":"term_1"}})/.test(text)
        ? [record]
        : [];
    };
    const alone = session(...fixtureRecords('acp.jsonl').flatMap(isOwn));
    expect(alone.of('unrecognised')).toEqual([]);
    // An error alone does not say that it answers a prompt.
    expect(alone.build.turns).toMatchObject({ count: 2, open: false });
    expect(alone.of('error')).toHaveLength(1);
    const wrapped = fixtureRecords('acp.jsonl').map((message, index) => ({
      ts: 1_795_000_000_000 + index,
      direction: 'out',
      message: index % 2 === 0 ? message : JSON.stringify(message),
    }));
    expect(detect(wrapped)?.format).toBe('acp');
    const run = session(...wrapped);
    expect(run.of('unrecognised')).toEqual([]);
    expect(run.events[1]?.at).toBe(1_795_000_000_001);
    expect(run.events).toHaveLength(session(...fixtureRecords('acp.jsonl')).events.length);
  });
});

describe('sessions', () => {
  it('gives an answer to the session of its request', () => {
    const inspector = createInspector({ format: 'acp' });
    const records = [
      prompt(1, 'a', 'a'),
      prompt(2, 'b', 'b'),
      update({ sessionUpdate: 'current_mode_update', currentModeId: 'm' }, 'b'),
      stop(1, 'end_turn'),
      stop(2, 'cancelled'),
    ];
    const sessionOf = acp.sessions?.();
    expect(records.map((record) => sessionOf?.(record))).toEqual(['a', 'b', 'b', 'a', 'b']);
    inspector.push(new TextEncoder().encode(records.map((one) => JSON.stringify(one)).join('\n')));
    expect(inspector.finish()).toMatchObject({ sessions: 2, unrecognised: 0 });
  });

  it('knows whose answer it is where a recorder tells who sent it', () => {
    const ask = { jsonrpc: '2.0', id: 1, method: 'session/close', params: { sessionId: 'a' } };
    const write = { ...ask, method: 'fs/write_text_file', params: { sessionId: 'b', path: 'p' } };
    const done = { jsonrpc: '2.0', id: 1, result: {} };
    const sent = (direction: string, message: Json) => ({ direction, message });
    const sessionOf = acp.sessions?.();
    const records = [sent('client', ask), sent('agent', write), sent('agent-to-client', done)];
    expect(records.map((record) => sessionOf?.(record))).toEqual(['a', 'b', 'a']);
    expect(sessionOf?.(sent('client', done))).toBe('b');
  });

  it('puts a sub-agent with a session of its own under a call', () => {
    const born = update({ sessionUpdate: 'subagent_update', sessionId: 'child', title: 'Weed' });
    const work = update({ sessionUpdate: 'tool_call', toolCallId: 'c', title: 'x' }, 'child');
    const sessionOf = acp.sessions?.();
    expect([born, work].map((record) => sessionOf?.(record))).toEqual(['s', 's']);
    const run = session(prompt(1, 'go'), born, work);
    const parent = run.nodes.findIndex((node) => node.key === 'tool:session child');
    expect(run.tool('c')).toMatchObject({ parent });
    run.read(
      update({
        sessionUpdate: 'subagent_update',
        sessionId: 'child',
        state: { state: 'idle', stopReason: 'end_turn' },
      }),
    );
    expect(run.tool('session child')).toMatchObject({ name: 'subagent', outcome: 'succeeded' });
  });

  it('does not tell again what a loaded session has told', () => {
    const load = rpc({ id: 8, method: 'session/load', params: { sessionId: 's', cwd: '/w' } });
    const history = [
      update({ sessionUpdate: 'user_message_chunk', content: { type: 'text', text: 'go' } }),
      says('gone'),
      call('c1'),
    ];
    const fresh = session(load, ...history, rpc({ id: 8, result: {} }));
    expect(fresh.of('user.message')).toMatchObject([{ text: 'go' }]);
    expect(fresh.of('turn.started')).toEqual([]);
    expect(fresh.tool('c1')).toMatchObject({ outcome: 'interrupted' });
    expect(fresh.read(load, ...history, rpc({ id: 8, result: {} }))).toMatchObject([
      { kind: 'build.updated' },
    ]);
  });
});

describe('turns and texts', () => {
  it.each([
    ['end_turn', 'succeeded'],
    ['max_tokens', 'failed'],
    ['refusal', 'failed'],
    ['cancelled', 'cancelled'],
  ])('ends a turn that stops with %s as %s', (reason, outcome) => {
    const run = session(prompt(1, 'go'), says('a'), stop(1, reason));
    expect(run.of('turn.ended')).toMatchObject([{ outcome }]);
  });

  it('begins a new block after something else, and with another message', () => {
    const run = session(says('a'), says('b'), call('c'), says('c'), says('d', { messageId: 'm' }));
    run.read(says('e', { messageId: 'n' }), says('f', { messageId: 'm' }));
    const texts = run.nodes.flatMap((node) => (node.kind === 'text' ? [node.text] : []));
    expect(texts).toEqual(['ab', 'c', 'df', 'e']);
  });

  it('says the prompt once where the agent repeats it', () => {
    const echo = (text: string) =>
      update({ sessionUpdate: 'user_message_chunk', content: { type: 'text', text } });
    const run = session(
      prompt(1, 'go on'),
      echo('go '),
      echo('on'),
      says('a'),
      stop(1, 'end_turn'),
    );
    expect(run.of('user.message')).toMatchObject([{ text: 'go on' }]);
  });
});

describe('calls', () => {
  it('replaces content, takes an update first, and a late end once', () => {
    const text = (words: string) => [{ type: 'content', content: { type: 'text', text: words } }];
    const run = session(change('c', { content: text('one') }), change('c', { title: 'Late' }));
    run.read(change('c', { content: text('two') }), change('c', { status: 'completed' }));
    run.read(change('c', { status: 'failed' }));
    expect(run.tool('c')).toMatchObject({ name: 'Late', outcome: 'succeeded' });
    expect(run.tool('c')).toMatchObject({ output: { as: 'text', text: 'two' } });
  });

  it('tells a proposed change only when it is made, and a written file at the end of the turn', () => {
    const diff = [{ type: 'diff', path: 'a', oldText: null, newText: 'x\n' }];
    const run = session(
      prompt(1, 'go'),
      call('c', { content: diff }),
      call('d', { content: diff }),
    );
    run.read(rpc({ id: 1, method: 'fs/write_text_file', params: { sessionId: 's', path: 'b' } }));
    expect(run.of('file.changed')).toEqual([]);
    run.read(change('c', { status: 'completed' }), change('d', { status: 'failed' }));
    run.read(stop(1, 'end_turn'));
    expect(run.of('file.changed')).toMatchObject([
      { path: 'a', change: 'added', added: 1, call: 'c' },
      { path: 'b', change: 'modified' },
    ]);
  });

  it('asks for attention until the answer, the call or the turn is over', () => {
    const ask = rpc({
      id: 5,
      method: 'session/request_permission',
      params: { sessionId: 's', toolCall: { toolCallId: 'c', title: 'rm x' }, options: [] },
    });
    const question = rpc({
      id: 6,
      method: 'elicitation/create',
      params: { sessionId: 's', mode: 'form', message: 'Which?' },
    });
    const run = session(prompt(1, 'go'), ask, question);
    expect(run.build.attention).toMatchObject([
      { reason: 'permission', text: 'rm x' },
      { reason: 'question', text: 'Which?' },
    ]);
    run.read(change('c', { status: 'in_progress' }));
    expect(run.build.attention).toHaveLength(1);
    run.read(stop(1, 'cancelled'));
    expect(run.build.attention).toEqual([]);
  });
});

describe('other protocols over JSON-RPC', () => {
  it.each([
    ['MCP', rpc({ id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18' } })],
    ['tools of MCP', rpc({ id: 2, method: 'tools/call', params: {} })],
    ['a server without a version', { method: 'thread/start', id: 1, params: {} }],
  ])('leaves %s alone', (_name, record) => {
    expect(detect([record, record])?.format).not.toBe('acp');
  });

  it('keeps an unknown method and an unknown update', () => {
    const run = session(prompt(1, 'go'));
    for (const odd of [
      rpc({ method: 'session/dream', params: {} }),
      update({ sessionUpdate: '?' }),
    ]) {
      expect(run.read(odd)).toMatchObject([{ kind: 'unrecognised', raw: { json: odd } }]);
    }
  });
});
