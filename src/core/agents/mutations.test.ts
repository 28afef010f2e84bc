import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixturePath } from '../../../test/support/agents.ts';
import { type BuildEvent, buildEventSchema } from '../build/event.ts';
import type { Json } from '../build/content.ts';
import { reduceAll } from '../build/reduce.ts';
import { emptyState } from '../build/state.ts';
import { createFramer } from './framing/framer.ts';
import { createLineFramer } from './framing/lines.ts';
import { sniffFraming } from './framing/sniff.ts';
import { createInspector } from './inspect.ts';
import { adapterFor, readRecord } from './registry.ts';

/** What goes wrong with streams in life, made of each format's fixture. */
const fixtures = [
  ['acp', 'acp.jsonl'],
  ['build-stream', 'build-stream.jsonl'],
  ['claude-hooks', 'claude-hooks.json'],
  ['otel-genai', 'otel-genai.jsonl'],
  ['ag-ui', 'ag-ui.json'],
] as const;

const bytesIn = (file: string) => new Uint8Array(readFileSync(fixturePath(file)));
const bytesOf = (text: string) => new TextEncoder().encode(text);

function inspect(...chunks: Uint8Array[]) {
  const events: BuildEvent[] = [];
  const inspector = createInspector({ onEvent: (event) => events.push(event) });
  for (const chunk of chunks) inspector.push(chunk);
  return { ...inspector.finish(), events };
}

function adapterOf(format: string) {
  const adapter = adapterFor(format);
  if (!adapter) throw new Error(format);
  return adapter;
}

function recordsOf(file: string): Json[] {
  const bytes = bytesIn(file);
  const framer = createFramer(sniffFraming(bytes) ?? 'lines');
  const framed = [...framer.push(bytes), ...framer.finish()];
  return framed.flatMap((one) => (one.kind === 'record' ? [one.value] : []));
}

function readAll(format: string, records: readonly Json[]): BuildEvent[] {
  const adapter = adapterOf(format);
  let state = adapter.initial();
  return records.flatMap((value) => {
    const step = readRecord(adapter, state, { value, at: 1 });
    state = step.state;
    return step.events;
  });
}

const faults = (events: readonly BuildEvent[]) =>
  events.filter((event) => event.kind === 'unrecognised' && event.reason.startsWith('the adapter'));

/** Every place within a value, as the way to it. */
function places(value: Json, way: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [way];
  return [way, ...Object.entries(value).flatMap(([key, inner]) => places(inner, [...way, key]))];
}

function withChange(value: Json, way: readonly (string | number)[], put: Json | undefined): Json {
  const [key, ...rest] = way;
  if (key === undefined) return put ?? null;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value) && rest.length === 0 && put === undefined) {
    return value.toSpliced(Number(key), 1);
  }
  const copy: Record<string, Json> = Array.isArray(value) ? ([...value] as never) : { ...value };
  if (rest.length === 0 && put === undefined) delete copy[key];
  else copy[key] = withChange(copy[key] ?? null, rest, put);
  return copy;
}

describe.each(fixtures)('%s', (format, file) => {
  const bytes = bytesIn(file);
  const whole = inspect(bytes);
  const records = recordsOf(file);

  it('is known by its content, and is read without a rest', () => {
    expect(whole).toMatchObject({ format, unrecognised: 0, badRecords: 0 });
    expect(whole.toolCalls).toBeGreaterThan(0);
  });

  it('does not care how its bytes are split', () => {
    expect(inspect(...[...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(whole);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 40 }), (at) => {
        const sorted = [...new Set([0, ...at, bytes.length])].sort((a, b) => a - b);
        const chunks = sorted.slice(1).map((to, index) => bytes.slice(sorted[index], to));
        expect(inspect(...chunks)).toEqual(whole);
      }),
      { numRuns: 30 },
    );
  });

  it('goes on after a cut anywhere, with a state that was copied, as if there had been none', () => {
    const all = readAll(format, records);
    fc.assert(
      fc.property(fc.nat(records.length), (cut) => {
        const adapter = adapterOf(format);
        const events: BuildEvent[] = [];
        let state = adapter.initial();
        for (const [index, value] of records.entries()) {
          if (index === cut) state = structuredClone(state);
          const step = readRecord(adapter, state, { value, at: 1 });
          state = step.state;
          events.push(...step.events);
        }
        expect(events).toEqual(all);
      }),
      { numRuns: 30 },
    );
  });

  it('takes any value in any place, or none, and loses no record', () => {
    const put = fc.constantFrom<Json | undefined>(
      undefined,
      null,
      {},
      [],
      '',
      'x',
      -1,
      1e300,
      true,
      [null],
      { type: 'x' },
    );
    fc.assert(
      fc.property(fc.nat(), fc.nat(), put, (which, where, value) => {
        const index = which % records.length;
        const record = records[index] ?? null;
        const ways = places(record);
        const changed = withChange(record, ways[where % ways.length] ?? [], value);
        const events = readAll(format, records.with(index, changed));
        expect(faults(events)).toEqual([]);
        for (const event of events) buildEventSchema.parse(event);
        expect(reduceAll(emptyState, events).version).toBe(events.length);
      }),
      { numRuns: 300 },
    );
  });

  it('takes records in any order, some twice and some never', () => {
    const order = fc.array(fc.nat(records.length - 1), { maxLength: records.length * 2 });
    fc.assert(
      fc.property(order, (indices) => {
        const events = readAll(
          format,
          indices.map((index) => records[index] ?? null),
        );
        expect(faults(events)).toEqual([]);
        const ended = events.flatMap((event) => (event.kind === 'tool.ended' ? [event.call] : []));
        expect(new Set(ended).size).toBe(ended.length);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps what it does not know, raw', () => {
    const odd: Json = { type: 'telepathy', sessionUpdate: 'telepathy', unheard: [1] };
    const events = readAll(format, [...records, odd]).slice(readAll(format, records).length);
    expect(events).toMatchObject([{ kind: 'unrecognised', raw: { as: 'json', json: odd } }]);
  });
});

describe.each(fixtures.filter(([, file]) => file.endsWith('.jsonl')))('%s in lines', (_, file) => {
  const bytes = bytesIn(file);
  const whole = inspect(bytes);
  const lines = new TextDecoder().decode(bytes).trimEnd().split('\n');

  it('passes over what is no record, and takes apart what is glued', () => {
    expect(inspect(bytesOf(lines.join('\n'))).events).toEqual(whole.events);
    expect(inspect(bytesOf(`\uFEFF// recorded\r\n\r\n${lines.join('\r\n')}`)).events).toEqual(
      whole.events,
    );
    expect(inspect(bytesOf(lines.join(''))).events).toEqual(whole.events);
    const among = inspect(bytesOf(`${lines.join('\nnull\n')}\n[]\n"text"\n`));
    expect(among.events).toEqual(whole.events);
    expect(among.badRecords).toBe(lines.length + 1);
  });

  it('is the same log when it is read on after a cut at any byte', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length), (cut) => {
        const first = createLineFramer();
        const before = first.push(bytes.slice(0, cut));
        const rest = createLineFramer({ start: first.offset });
        const after = [...rest.push(bytes.slice(first.offset)), ...rest.finish()];
        const values = [...before, ...after].flatMap((one) =>
          one.kind === 'record' ? [JSON.stringify(one.value)] : [one.kind],
        );
        expect(values).toEqual(lines.map((line) => JSON.stringify(JSON.parse(line))));
      }),
      { numRuns: 50 },
    );
  });
});
