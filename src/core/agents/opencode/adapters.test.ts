import { describe, expect, it } from 'vitest';
import { events, exported, run } from '../../../../test/fixtures/agents/opencode.ts';
import { asJson, bytesOf, holdsFor } from '../../../../test/support/agent-properties.ts';
import { Session } from '../../../../test/support/agents.ts';
import type { Json } from '../../build/content.ts';
import { openCodeEvents, openCodeExport, openCodeRun } from './adapters.ts';

const list = (value: unknown) => asJson(value) as Json[];
const live = list(events);
const { info, messages } = exported;
const exportRecords = list([{ info }, ...messages]);
const runRecords = list(run);
const part = (given: object) =>
  asJson({
    type: 'message.part.updated',
    properties: { part: { id: 'p', messageID: 'm', sessionID: 's', ...given } },
  });
const event = (type: string, properties: object) =>
  asJson({ type, properties: { sessionID: 's', ...properties } });

describe('the events of a server', () => {
  const sse = live.map((record) => `data: ${JSON.stringify(record)}\n\n`).join('');
  holdsFor({ adapter: openCodeEvents, bytes: bytesOf(sse), records: live, hasIds: true });
});

describe('an export', () => {
  const bytes = bytesOf(JSON.stringify(exported, null, 2));
  holdsFor({ adapter: openCodeExport, bytes, records: exportRecords, hasIds: true });
});

describe('a run', () => {
  const bytes = bytesOf(runRecords.map((record) => `${JSON.stringify(record)}\n`).join(''));
  holdsFor({ adapter: openCodeRun, bytes, records: runRecords, hasIds: true });
});

describe('what is told of a session', () => {
  it.each([
    ['events', openCodeEvents, live],
    ['an export', openCodeExport, exportRecords],
    ['an export on one line', openCodeExport, list([exported])],
    ['a run', openCodeRun, runRecords],
  ] as const)('is the same by %s', (_name, adapter, records) => {
    const session = new Session(adapter);
    session.read(...records);
    expect(session.of('unrecognised')).toEqual([]);
    expect(session.tool('call_edit')).toMatchObject({ name: 'edit', outcome: 'succeeded' });
    expect(session.of('tool.ended').map(({ call, outcome }) => [call, outcome])).toEqual([
      ['call_todo1', 'succeeded'],
      ['call_edit', 'succeeded'],
      ['call_bash', 'succeeded'],
      ['call_rm', 'denied'],
      ['call_read', 'succeeded'],
      ['call_task', 'succeeded'],
      ['call_todo2', 'succeeded'],
    ]);
    const ended = session.of('tool.ended');
    expect(ended[2]).toMatchObject({ exitCode: 2, durationMs: 30, output: { text: 'one\ntwo\n' } });
    const picture = { as: 'image', mime: 'image/png', base64: 'iVBORw0KGgo=' };
    expect(ended[4]?.output).toEqual({
      as: 'parts',
      parts: [{ as: 'text', text: 'Image read successfully' }, picture],
    });
    expect(session.of('file.changed')).toMatchObject([
      { path: '/home/ada/garden/beds.md', added: 1, removed: 1, call: 'call_edit' },
      // A run does not tell what changed by other means.
      ...(adapter === openCodeRun ? [] : [{ path: '/home/ada/garden/water.log' }]),
    ]);
    expect(
      session.of('plan.updated').map(({ todos }) => todos.map(({ status }) => status)),
    ).toEqual([
      ['active', 'pending'],
      ['done', 'cancelled'],
    ]);
    const said = session.of('reasoning.appended').map(({ text }) => text);
    expect(said.join('')).toBe('First the soil, then – naïvely – the beans.');
    expect(
      session
        .of('text.appended')
        .map(({ text }) => text)
        .join(''),
    ).toBe('The beds are planted.');
    expect(session.of('usage')).toMatchObject([
      { key: 'prt_f', input: 100, output: 30, reasoning: 10, cacheRead: 50, costUsd: 0.25 },
      { key: 'prt_f2', costUsd: 0.3 },
    ]);
    expect(session.of('turn.ended')).toMatchObject([{ outcome: 'succeeded' }]);
    expect(session.end()).toMatchObject([{ kind: 'build.ended', outcome: 'succeeded' }]);
  });

  it('has the words of the user, and not those that were added to them', () => {
    for (const [adapter, records] of [
      [openCodeEvents, live],
      [openCodeExport, exportRecords],
    ] as const) {
      const session = new Session(adapter);
      session.read(...records);
      expect(session.of('user.message')).toMatchObject([
        { text: 'Plant the beds, please' },
        { text: 'plan.png', images: 1, attachments: [{ as: 'image', mime: 'image/png' }] },
      ]);
      expect(session.build).toMatchObject({
        title: 'Plant the beds',
        agent: 'OpenCode',
        cwd: '/home/ada/garden',
        model: 'acme/acorn-2',
      });
    }
  });

  it('has output as it grows, permissions and retries while it goes on', () => {
    const session = new Session(openCodeEvents);
    session.read(...live);
    expect(session.of('tool.output').flatMap(({ delta }) => delta ?? [])).toEqual([
      'one\n',
      'two\n',
    ]);
    expect(session.of('attention.requested')).toMatchObject([
      { id: 'per_1', reason: 'permission', text: 'bash: rm -r shed', call: 'call_rm' },
    ]);
    expect(session.of('attention.cleared')).toMatchObject([{ id: 'per_1' }]);
    expect(session.of('error')).toMatchObject([{ recovering: true }]);
  });
});

describe('the server', () => {
  it('is read through the global stream, whose copies are passed over', () => {
    const wrapped = live.map((payload) => asJson({ directory: '/d', payload }));
    const copy = asJson({ directory: '/d', payload: { type: 'sync', name: 'x', data: {} } });
    const [plain, global] = [new Session(openCodeEvents), new Session(openCodeEvents)];
    plain.read(...live);
    global.read(copy, ...wrapped);
    expect(global.events).toEqual(plain.events);
    expect(openCodeEvents.session?.(wrapped[1] ?? null)).toBe('ses_1');
  });

  it('tells each session apart, those of sub-agents too', () => {
    const child = { id: 'ses_2', parentID: 'ses_1', title: 'Child' };
    expect(openCodeEvents.session?.(event('session.idle', {}))).toBe('s');
    expect(
      openCodeEvents.session?.(asJson({ type: 'server.heartbeat', properties: {} })),
    ).toBeNull();
    const created = asJson({ type: 'session.created', properties: { info: child } });
    expect(openCodeEvents.session?.(created)).toBe('ses_2');
  });

  it('may word a text anew, and an old copy of it says nothing', () => {
    const session = new Session(openCodeEvents);
    const text = (words: string, more = {}) =>
      part({ type: 'text', text: words, time: { start: 5, ...more } });
    session.read(text('ab'), text('abc'), text('a'), text('xyz', { end: 9 }), text('late'));
    expect(session.of('text.appended').map((one) => [one.text, one.replace])).toEqual([
      ['ab', undefined],
      ['c', undefined],
      ['xyz', true],
    ]);
  });

  it('ends a turn as its errors say', () => {
    const run = (error: object) => {
      const session = new Session(openCodeEvents);
      const user = { id: 'm', role: 'user', sessionID: 's' };
      session.read(event('message.updated', { info: user }), event('session.error', { error }));
      session.read(event('session.idle', {}));
      return session;
    };
    const failed = run({ name: 'APIError', data: { message: 'no credit' } });
    expect(failed.of('error')).toMatchObject([{ message: 'no credit', code: 'APIError' }]);
    expect(failed.of('turn.ended')).toMatchObject([{ outcome: 'failed', reason: 'no credit' }]);
    const stopped = run({ name: 'MessageAbortedError', data: { message: 'aborted' } });
    expect(stopped.of('error')).toEqual([]);
    expect(stopped.of('turn.ended')).toMatchObject([{ outcome: 'cancelled' }]);
    expect(stopped.end()).toMatchObject([{ outcome: 'cancelled' }]);
  });

  it('may ask, in the words of each version', () => {
    const session = new Session(openCodeEvents);
    session.read(
      event('permission.updated', { id: 'a', type: 'edit', title: 'Edit it', callID: 'c' }),
      event('permission.v2.asked', { id: 'b', action: 'read', resources: ['x', 'y'] }),
      event('question.asked', {
        id: 'q',
        questions: [{ question: 'Which?' }, { question: 'Why?' }],
      }),
      event('question.asked', { id: 'q', questions: [] }),
      event('permission.replied', { permissionID: 'a', response: 'once' }),
      event('question.rejected', { requestID: 'q' }),
    );
    expect(session.of('attention.requested').map(({ id, text }) => [id, text])).toEqual([
      ['a', 'Edit it'],
      ['b', 'read: x, y'],
      ['q', 'Which? (and 1 more)'],
    ]);
    expect(session.of('attention.cleared').map(({ id }) => id)).toEqual(['a', 'q']);
  });

  it('tells by the second API what the first would have told, and not twice', () => {
    const session = new Session(openCodeEvents);
    const said = { assistantMessageID: 'm2', timestamp: 7 };
    const next = (type: string, given: object) =>
      event(`session.next.${type}`, { ...said, ...given });
    const records = [
      next('prompted', { messageID: 'm1', assistantMessageID: undefined, prompt: { text: 'Go' } }),
      next('step.started', { model: { id: 'acorn', providerID: 'acme' } }),
      next('text.started', { textID: 't' }),
      next('text.delta', { textID: 't', delta: 'Hel' }),
      next('text.ended', { textID: 't', text: 'Hello' }),
      next('tool.input.started', { callID: 'c', name: 'bash' }),
      next('tool.called', { callID: 'c', tool: 'bash', input: { command: 'ls' } }),
      next('tool.success', { callID: 'c', content: [{ type: 'text', text: 'out' }] }),
      next('tool.called', {
        callID: 'd',
        tool: 'todowrite',
        input: { todos: [{ content: 'x', status: 'pending' }] },
      }),
      next('tool.failed', { callID: 'd', error: { type: 'unknown', message: 'bad' } }),
      next('step.ended', { finish: 'stop', cost: 1, tokens: { input: 1, output: 2 } }),
    ];
    session.read(...records);
    const told = session.events.length;
    session.read(...records);
    session.read(part({ type: 'text', text: 'Hello', time: { start: 1 } }));
    expect(session.events.length).toBe(told);
    expect(session.of('text.appended').map(({ text }) => text)).toEqual(['Hel', 'lo']);
    expect(session.of('tool.ended')).toMatchObject([
      { call: 'c', outcome: 'succeeded', output: { text: 'out' } },
      { call: 'd', outcome: 'failed', error: 'bad' },
    ]);
    expect(session.of('usage')).toMatchObject([{ costUsd: 1, input: 1, output: 2 }]);
    expect(session.of('turn.ended')).toMatchObject([{ outcome: 'succeeded' }]);
  });

  it('keeps what is not known, raw', () => {
    const session = new Session(openCodeEvents);
    session.read(
      event('session.brandnew', { x: 1 }),
      part({ type: 'hologram', time: { start: 1 } }),
    );
    expect(session.of('unrecognised').map(({ reason }) => reason)).toEqual([
      'unknown event session.brandnew',
      'unknown part hologram',
    ]);
  });
});

describe('a run', () => {
  it('fails with its error, also where that comes after the last step', () => {
    const session = new Session(openCodeRun);
    session.read(...runRecords);
    const error = { name: 'APIError', data: { message: 'gone' } };
    session.read(asJson({ type: 'error', timestamp: 9, sessionID: 'ses_1', error }));
    expect(session.of('error')).toMatchObject([{ message: 'gone' }]);
    expect(session.end()).toMatchObject([{ kind: 'build.ended', outcome: 'failed' }]);
  });
});

describe('edits', () => {
  const edit = (tool: string, input: object, metadata: object) => {
    const session = new Session(openCodeEvents);
    const state = { status: 'completed', input, output: '', metadata, time: { start: 1, end: 2 } };
    session.read(part({ type: 'tool', callID: 'c', tool, state }));
    return session.of('file.changed');
  };
  it('are told as far as the tool tells them', () => {
    expect(edit('write', { filePath: '/a', content: 'x\ny\n' }, { exists: false })).toMatchObject([
      { path: '/a', change: 'added', added: 2, removed: 0 },
    ]);
    const overwritten = edit('write', { filePath: '/a', content: 'x' }, { exists: true });
    expect(overwritten).toMatchObject([{ path: '/a', change: 'modified' }]);
    expect(overwritten[0]).not.toHaveProperty('added');
    expect(edit('edit', { filePath: '/a', oldString: 'x', newString: 'y' }, {})).toMatchObject([
      { change: 'modified', added: 1, removed: 1 },
    ]);
    const files = [
      { filePath: '/a', type: 'add', diff: '+x', additions: 1, deletions: 0 },
      { filePath: '/b', movePath: '/c', type: 'move', before: 'x', after: 'y' },
      { filePath: '/d', type: 'delete', additions: 0, deletions: 3, diff: '-x' },
    ];
    expect(edit('apply_patch', {}, { files })).toMatchObject([
      { path: '/a', change: 'added', added: 1 },
      { path: '/c', change: 'renamed', added: 1, removed: 1 },
      { path: '/d', change: 'deleted', removed: 3 },
    ]);
    const results = [{ filediff: { file: '/a', before: 'x', after: 'y' } }, { diff: '+z' }];
    expect(edit('multiedit', { filePath: '/a' }, { results })).toHaveLength(2);
    expect(edit('read', { filePath: '/a' }, {})).toEqual([]);
  });
});

it('a call of a tool that there is not has failed', () => {
  const session = new Session(openCodeEvents);
  const input = { tool: 'telepathy', error: 'no such tool' };
  const state = { status: 'completed', input, output: 'invalid', title: '', metadata: {} };
  session.read(
    part({ type: 'tool', callID: 'c', tool: 'telepathy', state: { status: 'pending', input: {} } }),
    part({ type: 'tool', callID: 'c', tool: 'invalid', state }),
  );
  expect(session.of('tool.ended')).toMatchObject([{ outcome: 'failed', error: 'no such tool' }]);
});
