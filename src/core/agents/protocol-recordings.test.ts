import { describe, expect, it } from 'vitest';
import { hasRecordings } from '../../../test/support/agents.ts';
import { inspected, recordingsOf } from '../../../test/support/recordings.ts';

/** Real streams of protocols and hooks, against `INDEX.tsv`; `docs/agents/` says what differs and why. */
const formats = new Set(['acp', 'ag-ui', 'claude-hooks', 'otel-genai']);

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
  it.each(recordingsOf(formats).map((row) => [row.file, row] as const))('%s', (_name, row) => {
    const { bytes, seen, state } = inspected(row, 4099);
    const text = bytes.toString('utf8').replace('\uFEFF', '');
    expect(seen).toMatchObject({ format: row.format, unrecognised: 0 });
    expect(state.version).toBe(seen.events);

    const records = recordsIn(text);
    // The marks of a merge stand in one file: what is around them is no JSON.
    expect(seen.records).toBe(records ?? seen.records);
    expect(seen.badRecords > 0).toBe(records === null);
    // There a call is counted by its name and by its operation.
    const times = row.format === 'otel-genai' ? 2 : 1;
    expect(seen.toolCalls * times).toBe(row.count('tool_calls'));
    expect(seen.todoUpdates).toBe(row.count('todo_updates'));
  });
});
