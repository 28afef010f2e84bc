import { describe, expect, it } from 'vitest';
import { Session } from '../../../test/support/agents.ts';
import { type Stream, streams } from '../../../test/support/streams.ts';
import type { Json } from '../build/content.ts';
import { adapterFor } from './registry.ts';
import { isObject } from './json.ts';

/** Histories that are copied: into the same file, into another one, and into that of a sub-agent. */

function fixture(name: string): Stream {
  const found = streams.find((stream) => stream.name === name);
  if (!found) throw new Error(name);
  return found;
}
const named = (...names: string[]) => names.map((name) => [name, fixture(name)] as const);
const transcripts = named(
  'claude-transcript.jsonl',
  'recorded/claude-transcript.jsonl',
  'recorded/claude-transcript-subagent.jsonl',
);
const within = (record: Json, fields: { [key: string]: Json }): Json =>
  isObject(record) ? { ...record, ...fields } : record;

describe.each(transcripts)('%s', (_name, { adapter, records }) => {
  it('appended again under another branch, version and prompt is nothing new', () => {
    const session = new Session(adapter);
    session.read(...records);
    const copies = records
      .slice(2, -1)
      .filter((record) => isObject(record) && 'uuid' in record)
      .map((record) => within(record, { gitBranch: 'other', promptId: 'p9' }));
    expect(session.read(...copies)).toEqual([]);
    const resumed = session.read(...copies.map((record) => within(record, { version: '9.9.9' })));
    expect(resumed.filter(({ kind }) => kind !== 'build.updated')).toEqual([]);
  });

  it('in a file of its own, under a new session, tells the same', () => {
    const first = new Session(adapter);
    const second = new Session(adapter);
    first.read(...records);
    second.read(...records.map((record) => within(record, { sessionId: 's9' })));
    const [, ...rest] = first.events;
    const [begun, ...copy] = second.events;
    // A sub-agent keeps its own name: the session is its caller's.
    const [head = null] = records;
    const session =
      isObject(head) && head['isSidechain'] === true ? { parentSession: 's9' } : { session: 's9' };
    expect(begun).toMatchObject(session);
    expect(copy).toEqual(rest);
  });
});

describe.each(named('codex-rollout.jsonl', 'recorded/codex-rollout.jsonl'))(
  '%s',
  (_name, parent) => {
    const adapter = adapterFor('codex-rollout');
    const parentId = 'p-thread';
    const born = Date.parse('2026-11-26T08:00:00.000Z');
    const at = (milliseconds: number) => new Date(born + milliseconds).toISOString();
    const meta = {
      id: 'child',
      cwd: '/home/user/clock',
      timestamp: at(0),
      source: { subagent: { thread_spawn: { parent_thread_id: parentId, depth: 1 } } },
      forked_from_id: parentId,
    };
    const line = (milliseconds: number, type: string, payload: Json): Json => ({
      timestamp: at(milliseconds),
      type,
      payload,
    });

    it('stamped anew at the head of a fork is its history; the turn after it is told', () => {
      if (!adapter) throw new Error('codex-rollout');
      const session = new Session(adapter);
      const step = 40 / parent.records.length;
      const history = parent.records.map((record, index) =>
        within(record, { timestamp: at(Math.floor(index * step)) }),
      );
      session.read(line(0, 'session_meta', meta), ...history);
      expect(session.of('tool.started')).toEqual([]);
      session.read(
        line(5000, 'event_msg', { type: 'task_started', turn_id: 'own' }),
        line(5001, 'event_msg', { type: 'user_message', message: 'Wind it up' }),
        line(5002, 'response_item', {
          type: 'function_call',
          call_id: 'own-call',
          name: 'exec_command',
          arguments: '{"cmd":"wind"}',
        }),
        line(5003, 'event_msg', { type: 'task_complete', turn_id: 'own' }),
      );
      expect(session.of('tool.started').map(({ call }) => call)).toEqual(['own-call']);
      expect(session.of('user.message').map(({ text }) => text)).toEqual(['Wind it up']);
      expect(session.build.session).toBe('child');
    });
  },
);
