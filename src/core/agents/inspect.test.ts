import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixturePath } from '../../../test/support/agents.ts';
import { type BuildEvent, buildEventSchema } from '../build/event.ts';
import { reduceAll } from '../build/reduce.ts';
import { emptyState } from '../build/state.ts';
import { createInspector } from './inspect.ts';
import { adapters, readRecord } from './registry.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const files = ['claude-stream-json', 'claude-transcript'] as const;
const bytesIn = (name: string) => new Uint8Array(readFileSync(fixturePath(`${name}.jsonl`)));

function inspect(chunks: readonly Uint8Array[]) {
  const events: BuildEvent[] = [];
  const inspector = createInspector({ onEvent: (event) => events.push(event) });
  for (const chunk of chunks) inspector.push(chunk);
  return { ...inspector.finish(), events };
}

describe('inspecting', () => {
  it('counts what is in a stream', () => {
    const { events, ...counts } = inspect([bytesIn('claude-stream-json')]);
    expect(counts).toEqual({
      format: 'claude-stream-json',
      records: 43,
      toolCalls: 8,
      todoUpdates: 2,
      errors: 2,
      unrecognised: 0,
      badRecords: 0,
      sessions: 1,
    });
    expect(events.length).toBeGreaterThan(40);
  });

  it.each(files)('does not care how %s is split into chunks', (name) => {
    const bytes = bytesIn(name);
    const whole = inspect([bytes]);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 40 }), (at) => {
        const sorted = [...new Set([0, ...at, bytes.length])].sort((a, b) => a - b);
        const chunks = sorted.slice(1).map((to, index) => bytes.slice(sorted[index], to));
        expect(inspect(chunks)).toEqual(whole);
      }),
      { numRuns: 30 },
    );
  });

  it('keeps sessions of one file apart', () => {
    const run = (session: string) =>
      `{"type":"system","subtype":"init","session_id":"${session}"}\n` +
      `{"type":"assistant","session_id":"${session}","message":{"id":"m","content":` +
      `[{"type":"tool_use","id":"c","name":"Bash","input":{}}]}}\n`;
    const { events, ...counts } = inspect([bytesOf(run('a') + run('b') + run('a'))]);
    expect(counts).toMatchObject({ sessions: 2, toolCalls: 2, records: 6 });
    expect(events.filter(({ kind }) => kind === 'build.started')).toHaveLength(2);
  });

  it('says what it cannot read', () => {
    const { events: none, ...unknown } = inspect([bytesOf('{"a":1}\nhello\n{"b":2}\n{"c"')]);
    expect(none).toEqual([]);
    expect(unknown).toMatchObject({ format: null, records: 2, unrecognised: 2, badRecords: 2 });
    expect(inspect([])).toMatchObject({ format: null, records: 0, badRecords: 0 });
    expect(() => createInspector({ format: 'nonsense' })).toThrow('unknown format');
  });
});

describe('whatever the records', () => {
  const codexPart = fc.oneof(
    fc.jsonValue(),
    fc.record(
      {
        type: fc.constantFrom(
          ...'message reasoning function_call function_call_output web_search_call'.split(' '),
          ...'agent_message user_message token_count task_started task_complete'.split(' '),
          ...'command_execution fileChange mcp_tool_call todo_list exec_command_end'.split(' '),
          ...'patch_apply_end web_search_end exec_approval_request item_completed'.split(' '),
        ),
        id: fc.constantFrom('i1', 'i2', ''),
        call_id: fc.constantFrom('c1', 'c2', ''),
        name: fc.constantFrom('update_plan', 'exec_command', 'apply_patch', 'write_stdin'),
        arguments: fc.oneof(fc.json(), fc.string()),
        output: fc.oneof(fc.string(), fc.jsonValue()),
        role: fc.constantFrom('user', 'assistant', 'developer'),
        content: fc.jsonValue(),
        summary: fc.jsonValue(),
        text: fc.string(),
        message: fc.string(),
        items: fc.jsonValue(),
        item: fc.jsonValue(),
        changes: fc.jsonValue(),
        info: fc.jsonValue(),
        status: fc.constantFrom('completed', 'failed', 'inProgress', 'declined'),
        turn_id: fc.constantFrom('t1', 't2'),
        duration_ms: fc.double(),
        exit_code: fc.oneof(fc.integer(), fc.double()),
      },
      { requiredKeys: ['type'] },
    ),
  );
  const shape = fc.oneof(
    fc.jsonValue(),
    fc.record(
      {
        type: fc.constantFrom(
          ...'assistant user system result stream_event progress attachment summary'.split(' '),
          ...'start text-delta tool-input-available data-plan finish'.split(' '),
          ...'thread.started item.started item.completed turn.completed error'.split(' '),
          ...'session_meta response_item event_msg turn_context compacted'.split(' '),
        ),
        subtype: fc.constantFrom('init', 'success', 'task_notification', 'api_error'),
        message: fc.oneof(
          fc.jsonValue(),
          fc.record({
            id: fc.constantFrom('m1', 'm2'),
            content: fc.array(
              fc.record(
                {
                  type: fc.constantFrom('text', 'tool_use', 'tool_result', 'thinking', 'odd'),
                  id: fc.constantFrom('c1', 'c2'),
                  tool_use_id: fc.constantFrom('c1', 'c2', ''),
                  name: fc.constantFrom('TodoWrite', 'Task', 'Edit', 'TaskUpdate', ''),
                  input: fc.jsonValue(),
                  text: fc.string(),
                  content: fc.jsonValue(),
                  is_error: fc.boolean(),
                },
                { requiredKeys: ['type'] },
              ),
            ),
          }),
        ),
        toolUseResult: fc.jsonValue(),
        session_id: fc.constantFrom('s'),
        uuid: fc.string(),
        isSidechain: fc.boolean(),
        timestamp: fc.oneof(fc.string(), fc.constant('2026-01-01T00:00:00Z'), fc.double()),
        event: fc.jsonValue(),
        data: fc.jsonValue(),
        attachment: fc.jsonValue(),
        total_cost_usd: fc.oneof(fc.double(), fc.string()),
        modelUsage: fc.jsonValue(),
        payload: codexPart,
        item: codexPart,
        msg: codexPart,
        method: fc.constantFrom('item/started', 'item/completed', 'turn/completed', 'error', 'x/y'),
        params: fc.record({ threadId: fc.constant('t'), item: codexPart, turn: fc.jsonValue() }),
        usage: fc.jsonValue(),
        toolCallId: fc.constantFrom('c1', 'c2'),
        toolName: fc.string(),
        input: fc.jsonValue(),
        delta: fc.string(),
        id: fc.string(),
      },
      { requiredKeys: ['type'] },
    ),
  );

  it.each(adapters.map((adapter) => [adapter.format, adapter] as const))(
    '%s makes only valid events, which fold, and throws at none',
    (_format, adapter) => {
      fc.assert(
        fc.property(fc.array(shape, { maxLength: 12 }), (records) => {
          let state = adapter.initial();
          const events: BuildEvent[] = [];
          for (const record of records) {
            // Through JSON, as records come: it knows no -0 and no undefined.
            const value = JSON.parse(JSON.stringify(record)) as never;
            const step = adapter.read(state, { value, at: 1 });
            state = step.state;
            for (const event of step.events) events.push(buildEventSchema.parse(event));
            expect(step.events.filter(({ kind }) => kind === 'unrecognised').length).toBeLessThan(
              2,
            );
            expect(readRecord(adapter, structuredClone(state), { value, at: 1 })).toBeDefined();
          }
          expect(reduceAll(emptyState, events).version).toBe(events.length);
        }),
        { numRuns: 300 },
      );
    },
  );
});
