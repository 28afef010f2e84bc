import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixturePath, fixtureRecords } from '../../../../test/support/agents.ts';
import type { Json } from '../../build/content.ts';
import { type BuildEvent, buildEventSchema } from '../../build/event.ts';
import type { AnyAdapter } from '../adapter.ts';
import { createLineFramer } from '../framing/lines.ts';
import { createInspector } from '../inspect.ts';
import { adapterFor, detect, readRecord } from '../registry.ts';

/** What is true of all formats of Codex, shown on the fixture of each and on mutations of it. */
const files = [
  ['codex-rollout', 'codex-rollout'],
  ['codex-rollout', 'codex-rollout-fork'],
  ['codex-exec-json', 'codex-exec-json'],
  ['codex-app-server', 'codex-app-server'],
  ['codex-tui-log-legacy', 'codex-tui-log-legacy'],
] as const;

const bytesIn = (file: string) => new Uint8Array(readFileSync(fixturePath(`${file}.jsonl`)));
const bytesOf = (lines: readonly string[]) => new TextEncoder().encode(lines.join('\n'));
const linesIn = (file: string) =>
  readFileSync(fixturePath(`${file}.jsonl`), 'utf8')
    .trimEnd()
    .split('\n');

function inspect(chunks: readonly Uint8Array[], format?: string) {
  const events: BuildEvent[] = [];
  const onEvent = (event: BuildEvent) => events.push(buildEventSchema.parse(event));
  const inspector = createInspector({ format, onEvent });
  for (const chunk of chunks) inspector.push(chunk);
  return { ...inspector.finish(), events };
}

/** Reads as a tail does: framed from an offset, with one state a session, which may be a copy. */
class Tail {
  offset = 0;
  states = new Map<string, unknown>();
  readonly events: BuildEvent[] = [];
  /** Calls that ended, with their sessions. */
  readonly ended: string[] = [];
  readonly #adapter: AnyAdapter;
  #session = '';

  constructor(format: string) {
    const adapter = adapterFor(format);
    if (!adapter) throw new Error(`no adapter for ${format}`);
    this.#adapter = adapter;
  }

  /** Reads what is there and stops; the end of a file that grows is no end. */
  read(bytes: Uint8Array): void {
    const framer = createLineFramer({ start: this.offset });
    for (const framed of framer.push(bytes.subarray(this.offset))) {
      if (framed.kind === 'record') this.take(framed.value);
    }
    this.offset = framer.offset;
    this.states = structuredClone(this.states);
  }

  take(value: Json): void {
    this.#session = this.#adapter.session?.(value) ?? this.#session;
    const state = this.states.get(this.#session) ?? this.#adapter.initial();
    const step = readRecord(this.#adapter, state, { value, at: 0 });
    this.states.set(this.#session, step.state);
    this.events.push(...step.events);
    for (const event of step.events) {
      if (event.kind === 'tool.ended') this.ended.push(`${this.#session} ${event.call}`);
    }
  }
}

describe.each(files)('%s (%s.jsonl)', (format, file) => {
  const bytes = bytesIn(file);
  const whole = inspect([bytes]);

  it('is known, and read without remainder', () => {
    const records = fixtureRecords(`${file}.jsonl`);
    expect(detect(records.slice(0, 20))?.format).toBe(format);
    expect(whole).toMatchObject({ format, unrecognised: 0, badRecords: 0 });
    expect(whole.records).toBe(records.length);
  });

  it('does not care how it is split into chunks', () => {
    const cuts = fc.array(fc.nat(bytes.length), { maxLength: 40 });
    fc.assert(
      fc.property(cuts, (at) => {
        const sorted = [...new Set([0, ...at, bytes.length])].sort((a, b) => a - b);
        const chunks = sorted.slice(1).map((to, index) => bytes.slice(sorted[index], to));
        expect(inspect(chunks)).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });

  it('goes on where it was cut off, at any byte', () => {
    const once = new Tail(format);
    once.read(bytes);
    fc.assert(
      fc.property(fc.nat(bytes.length), (at) => {
        const tail = new Tail(format);
        tail.read(bytes.subarray(0, at));
        tail.read(bytes);
        expect(tail.events).toEqual(once.events);
      }),
      { numRuns: 40 },
    );
  });

  it('is not disturbed by lines that are no records', () => {
    const lines = linesIn(file).flatMap((line) => [line, '', '// a comment', '\r']);
    expect(inspect([bytesOf(['\uFEFF', ...lines])]).events).toEqual(whole.events);
    const bad = inspect([bytesOf(linesIn(file).flatMap((line) => [line, 'null', '[]', '"text"']))]);
    expect(bad.events).toEqual(whole.events);
    expect(bad.badRecords).toBe(whole.records * 3);
  });

  it('takes glued lines apart', () => {
    const lines = linesIn(file);
    const glued = lines.flatMap((line, index) =>
      index % 2 === 0 ? [line + (lines[index + 1] ?? '')] : [],
    );
    expect(inspect([bytesOf(glued)]).events).toEqual(whole.events);
  });

  it('keeps each record of an unknown kind, raw, and goes on', () => {
    fc.assert(
      fc.property(fc.nat(whole.records - 1), (at) => {
        const tail = new Tail(format);
        const records = fixtureRecords(`${file}.jsonl`);
        const odd = JSON.parse(
          JSON.stringify(records[at]).replace(
            /"(type|method|kind)":"([^"]+)"/g,
            (_all, key: string, word: string) => `"${key}":"novel_${word}"`,
          ),
        ) as Json;
        records[at] = odd;
        for (const record of records) tail.take(record);
        const kept = tail.events.flatMap((event) =>
          event.kind === 'unrecognised' && event.raw.as === 'json' ? [event.raw.json] : [],
        );
        // Copied history is passed over unread, and an answer has no name that could be unknown.
        const isNamed = JSON.stringify(odd).includes('novel_');
        const isCopied = file === 'codex-rollout-fork' && at > 0 && at < whole.records - 8;
        expect(kept).toEqual(isNamed && !isCopied ? [odd] : []);
        for (const event of tail.events) buildEventSchema.parse(event);
      }),
      { numRuns: 60 },
    );
  });

  it('bears any field of any record being of another type, or missing', () => {
    const values = fc.constantFrom<Json>(null, 7, '', 'x', [], {}, [null], { a: 1 }, true, -1.5);
    fc.assert(
      fc.property(fc.nat(whole.records - 1), fc.nat(40), values, (at, place, value) => {
        const tail = new Tail(format);
        const records = fixtureRecords(`${file}.jsonl`);
        records[at] = withField(records[at] ?? null, place, value);
        for (const record of records) tail.take(record);
        for (const event of tail.events) buildEventSchema.parse(event);
        const faults = tail.events.flatMap((event) =>
          event.kind === 'unrecognised' && event.reason.startsWith('the adapter')
            ? event.reason
            : [],
        );
        expect(faults).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('bears records that are missing, repeated or in another order', () => {
    const records = fixtureRecords(`${file}.jsonl`);
    const picks = fc.array(fc.nat(records.length - 1), { maxLength: 60 });
    fc.assert(
      fc.property(picks, (indexes) => {
        const tail = new Tail(format);
        for (const index of indexes) tail.take(records[index] ?? null);
        for (const event of tail.events) {
          buildEventSchema.parse(event);
          expect(event).not.toMatchObject({ kind: 'unrecognised' });
        }
        expect(new Set(tail.ended).size).toBe(tail.ended.length);
      }),
      { numRuns: 100 },
    );
  });
});

/** The value with its `place`th field or element, counted in depth, replaced. */
function withField(value: Json, place: number, other: Json): Json {
  let left = place;
  const visit = (one: Json): Json => {
    if (left === 0) {
      left -= 1;
      return other;
    }
    left -= 1;
    if (Array.isArray(one)) return one.map(visit);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, visit(inner)]));
  };
  return visit(value);
}

describe('read twice', () => {
  it.each([
    ['codex-rollout', 'codex-rollout'],
    ['codex-rollout', 'codex-rollout-fork'],
    ['codex-app-server', 'codex-app-server'],
  ])('%s (%s.jsonl) tells nothing new', (format, file) => {
    const tail = new Tail(format);
    for (const record of fixtureRecords(`${file}.jsonl`)) tail.take(record);
    const before = tail.events.length;
    for (const record of fixtureRecords(`${file}.jsonl`)) tail.take(record);
    expect(tail.events.slice(before)).toEqual([]);
  });
});
