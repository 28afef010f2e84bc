import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasRecordings, recordings } from '../../../test/support/agents.ts';
import { buildEventSchema } from '../build/event.ts';
import { reduce } from '../build/reduce.ts';
import { emptyState } from '../build/state.ts';
import { createInspector } from './inspect.ts';

/** Real streams of protocols and hooks, against `INDEX.tsv`; `docs/agents/` says what differs and why. */
const formats = new Set(['acp', 'ag-ui', 'claude-hooks', 'otel-genai']);

const rows = hasRecordings
  ? readFileSync(join(recordings, 'INDEX.tsv'), 'utf8').trimEnd().split('\n')
  : [];
const head = (rows[0] ?? '').split('\t');
const files = rows
  .slice(1)
  .map((line) => Object.fromEntries(line.split('\t').map((cell, at) => [head[at] ?? '', cell])))
  .filter(({ format }) => formats.has(format ?? ''));

/** Records as the file has them: items of its list, or lines; null where it is no JSON. */
function recordsIn(text: string): number | null {
  const isList = text.trimStart().startsWith('[');
  try {
    return isList
      ? (JSON.parse(text) as unknown[]).length
      : text.split('\n').filter((line) => line.trim() !== '').length;
  } catch {
    return null;
  }
}

describe.runIf(hasRecordings)('real recordings', () => {
  it.each(files.map((row) => [row['file'] ?? '', row] as const))('%s', (file, row) => {
    const bytes = readFileSync(join(recordings, file));
    const text = bytes.toString('utf8').replace('\uFEFF', '');
    let state = emptyState;
    const inspector = createInspector({
      onEvent: (event) => {
        state = reduce(state, buildEventSchema.parse(event));
      },
    });
    for (let at = 0; at < bytes.length; at += 4099) inspector.push(bytes.subarray(at, at + 4099));
    const seen = inspector.finish();
    expect(seen).toMatchObject({ format: row['format'], unrecognised: 0 });
    expect(state.version).toBe(seen.events);

    const records = recordsIn(text);
    // The marks of a merge stand in one file: what is around them is no JSON.
    expect(seen.records).toBe(records ?? seen.records);
    expect(seen.badRecords > 0).toBe(records === null);
    // There a call is counted by its name and by its operation.
    const times = row['format'] === 'otel-genai' ? 2 : 1;
    expect(seen.toolCalls * times).toBe(Number(row['tool_calls']));
    expect(seen.todoUpdates).toBe(Number(row['todo_updates']));
  });
});
