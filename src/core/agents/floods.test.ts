import { describe, expect, it } from 'vitest';
import { bytesOf, streams } from '../../../test/support/streams.ts';
import type { Json } from '../build/content.ts';
import type { BuildEvent } from '../build/event.ts';
import { createInspector } from './inspect.ts';
import { isObject } from './json.ts';
import { readRecord } from './registry.ts';

/** Much at once: each test ends within the time that a test has. */

const MB = 1024 * 1024;
const PIECE = 65_536;

function inspect(parts: readonly (string | Uint8Array)[], limit?: number) {
  const events: BuildEvent[] = [];
  const inspector = createInspector({ limit, onEvent: (event) => events.push(event) });
  for (const part of parts) {
    const bytes = typeof part === 'string' ? bytesOf(part) : part;
    for (let at = 0; at < bytes.length; at += PIECE) inspector.push(bytes.subarray(at, at + PIECE));
  }
  return { ...inspector.finish(), events };
}

const filler = 'x'.repeat(20 * MB);
const long = JSON.stringify({ type: 'brand-new', filler });
const fixture = (name: string) => {
  const found = streams.find((stream) => stream.name === name);
  if (!found) throw new Error(name);
  return found;
};

describe.each([
  ['a line', 'recorded/claude-transcript.jsonl', long, '\n'],
  ['a frame', 'recorded/opencode-events.sse', `data: ${long}`, '\n\n'],
] as const)('%s of 20 MB', (_what, name, piece, end) => {
  const { bytes } = fixture(name);
  const whole = inspect([bytes]);

  it('is one record, and the rest of the stream is read', () => {
    const seen = inspect([bytes, piece, end, bytes]);
    expect(seen).toMatchObject({ records: 2 * whole.records + 1, badRecords: 0, unrecognised: 1 });
  });

  it('over the limit is one bad record, and the rest of the stream is read', () => {
    const seen = inspect([bytes, piece, end, bytes], MB);
    expect(seen).toMatchObject({ records: 2 * whole.records, badRecords: 1, unrecognised: 0 });
  });
});

/** Whether a record is a piece of text alone. */
const isPiece = (events: readonly BuildEvent[]) =>
  events.length === 1 && events[0]?.kind === 'text.appended' && events[0].replace !== true;

/** The record with other words, and ids of its own where it has one. */
function withWords(record: Json, from: string, to: string): Json {
  if (typeof record === 'string') return record === from || record.startsWith('evt_') ? to : record;
  if (Array.isArray(record)) return record.map((part) => withWords(part, from, to));
  if (!isObject(record)) return record;
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, withWords(value, from, to)]),
  );
}

describe.each([
  'recorded/claude-stream-json.jsonl',
  'recorded/codex-app-server.jsonl',
  'acp.jsonl',
  'recorded/opencode-events.sse',
])('%s', (name) => {
  it('takes 100 000 pieces of a text', () => {
    const { adapter, records } = fixture(name);
    let state = adapter.initial();
    const read = (value: Json) => {
      const step = readRecord(adapter, state, { value, at: 1 });
      state = step.state;
      return step.events;
    };
    const told = records.findIndex((value) => isPiece(read(value)));
    const [record] = records.slice(told);
    expect(record).toBeDefined();
    state = adapter.initial();
    const before = records.slice(0, told + 1).flatMap(read);
    const [piece] = before.slice(-1);
    if (piece?.kind !== 'text.appended' || record === undefined) throw new Error('no piece');
    let length = 0;
    for (let count = 0; count < 100_000; count += 1) {
      for (const event of read(withWords(record, piece.text, `${count} `))) {
        if (event.kind === 'text.appended') length += event.text.length;
      }
    }
    expect(length).toBe(588_890);
  });
});
