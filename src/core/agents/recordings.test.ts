import { describe, expect, it } from 'vitest';
import { hasRecordings } from '../../../test/support/agents.ts';
import { inspected, type Recording, recordingsOf } from '../../../test/support/recordings.ts';

/**
 * Real streams, compared with counts that were made without Ratchet (`INDEX.tsv`). The one reason for
 * which Ratchet counts otherwise is written in `docs/agents/`: what is repeated is shown once, and the
 * calls of a sub-agent that stand within its progress records are calls.
 */
const formats = new Set(['claude-stream-json', 'claude-transcript', 'ai-sdk-ui-stream']);
const codexFormats = new Set([
  'codex-rollout',
  'codex-exec-json',
  'codex-app-server',
  'codex-tui-log-legacy',
]);
/** Formats of which the index counts lines of text and parts of messages, and not records. */
const ownFormats = new Set([
  'opencode-events',
  'opencode-export',
  'gemini-stream-json',
  'gemini-session',
]);

/** The same counts from the raw lines, where one call is one id, wherever it stands. */
function countCalls(text: string) {
  const calls = new Map<string, string>();
  let glued = 0;
  const visit = (content: unknown) => {
    if (!Array.isArray(content)) return;
    for (const block of content as { type: string; id: string; name: string }[]) {
      if (block.type === 'tool_use') calls.set(block.id, block.name);
    }
  };
  for (const line of text.split('\n')) {
    if (!line.startsWith('{')) continue;
    const objects = parts(line);
    glued += objects.length - 1;
    for (const record of objects) {
      visit(record.message?.content);
      if (record.type === 'progress') visit(record.data?.message?.message?.content);
    }
  }
  const todos = [...calls.values()].filter((name) =>
    /^(?:TodoWrite|Task(?:Create|Update))$/.test(name),
  );
  return { calls: calls.size, todos: todos.length, glued };
}

/** A document has a record for its head, and one for each message. What a run prints is filed as events. */
function countOwn(text: string, row: Recording) {
  const todos = row.count('todo_updates');
  if (row.format === 'opencode-export' || /^\{\s*\n/.test(text)) {
    const { messages } = JSON.parse(text) as { messages: unknown[] };
    return { format: row.format, records: messages.length + 1, todos };
  }
  const isRun = row.format === 'opencode-events' && !text.includes('"properties"');
  return { format: isRun ? 'opencode-run' : row.format, records: row.count('lines'), todos };
}

interface Line {
  readonly type?: string;
  readonly message?: { content?: unknown };
  readonly data?: { message?: { message?: { content?: unknown } } };
}

function parts(line: string): Line[] {
  try {
    return [JSON.parse(line) as Line];
  } catch {
    // In these files glued records are whole, and stand back to back.
    return line
      .replaceAll('}{"', '}\n{"')
      .split('\n')
      .map((part) => JSON.parse(part) as Line);
  }
}

/**
 * What the independent count of Codex leaves out or what no version of Codex writes, each by its name:
 * items with `item_type` for `type`; inventions of tests (`future_item`, `tool_call`,
 * `turn.rate_limited`); and the threads of `codex exec --json`.
 */
function countCodex(text: string) {
  const records = text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as CodexLine);
  const threads = records.flatMap((record) => record.thread_id ?? []);
  const inventions = new Set(['future_item', 'tool_call', 'turn.rate_limited']);
  return {
    oldCalls: records.filter(({ item }) => item?.item_type === 'command_execution').length,
    unknown: records.filter(({ type, item }) => inventions.has(item?.type ?? type ?? '')).length,
    sessions: Math.max(1, new Set(threads).size),
  };
}

interface CodexLine {
  readonly type?: string;
  readonly thread_id?: string;
  readonly item?: { readonly type?: string; readonly item_type?: string };
}

describe.runIf(hasRecordings)('real recordings', () => {
  const rows = recordingsOf(formats);
  const codexRows = recordingsOf(codexFormats);
  const ownRows = recordingsOf(ownFormats);

  it('are there', () => {
    console.info(`recordings: ${rows.length + codexRows.length + ownRows.length} files`);
    for (const some of [rows, codexRows, ownRows]) expect(some.length).toBeGreaterThan(0);
  });

  it.each(rows.map((row) => [row.file, row] as const))('%s', (_name, row) => {
    const { bytes, seen, state } = inspected(row, 65_536);

    expect(seen).toMatchObject({ format: row.format, unrecognised: 0, badRecords: 0 });
    expect(state.version).toBe(seen.events);
    const isSse = row.format === 'ai-sdk-ui-stream';
    const told = { calls: row.count('tool_calls'), todos: row.count('todo_updates'), glued: 0 };
    const own = isSse ? told : countCalls(bytes.toString('utf8'));
    // The last line of an event stream is `[DONE]`; comment lines are counted as bad there.
    const bad = row.count('bad_lines') - (own.glued > 0 ? 1 : 0);
    const records = row.count('lines') - bad + own.glued - (isSse ? 1 : 0);
    expect(seen).toMatchObject({ records, toolCalls: own.calls, todoUpdates: own.todos });
    const sessions = row.format === 'claude-stream-json' ? row.count('sessions') : 1;
    expect(seen.sessions).toBe(sessions);

    // Where the two counts differ, it is for a reason that the file shows.
    const explained = own.calls === told.calls || hasRepeats(bytes) || hasAgentProgress(bytes);
    expect(explained).toBe(true);
  });

  it.each(codexRows.map((row) => [row.file, row] as const))('%s', (_name, row) => {
    const { bytes, seen, state } = inspected(row, 65_536);
    const own = countCodex(bytes.toString('utf8'));
    expect(seen).toMatchObject({
      format: row.format,
      badRecords: 0,
      records: row.count('lines') - row.count('bad_lines'),
      toolCalls: row.count('tool_calls') + own.oldCalls,
      todoUpdates: row.count('todo_updates'),
      unrecognised: own.unknown,
      sessions: row.format === 'codex-exec-json' ? own.sessions : 1,
    });
    expect(state.version).toBe(seen.events);
  });

  it.each(ownRows.map((row) => [row.file, row] as const))('%s', (_name, row) => {
    const { bytes, seen, state } = inspected(row, 1000);
    const { format, records, todos } = countOwn(bytes.toString('utf8'), row);
    expect(seen).toMatchObject({
      format,
      records,
      toolCalls: row.count('tool_calls'),
      todoUpdates: todos,
      unrecognised: 0,
      badRecords: 0,
      sessions: 1,
    });
    expect(state.version).toBe(seen.events);
  });

  const hasAgentProgress = (bytes: Buffer) => bytes.includes('"type":"agent_progress"');
  const hasRepeats = (bytes: Buffer) => {
    const ids = bytes.toString('utf8').match(/"type":"tool_use","id":"[^"]+"/g) ?? [];
    return new Set(ids).size < ids.length;
  };
});
