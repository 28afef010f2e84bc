import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AnyAdapter } from '../../src/core/agents/adapter.ts';
import { createInspector } from '../../src/core/agents/inspect.ts';
import { readRecord } from '../../src/core/agents/registry.ts';
import type { Json } from '../../src/core/build/content.ts';
import { type BuildEvent, buildEventSchema } from '../../src/core/build/event.ts';
import { reduceAll } from '../../src/core/build/reduce.ts';
import { emptyState } from '../../src/core/build/state.ts';

export interface AgentStream {
  readonly adapter: AnyAdapter;
  readonly bytes: Uint8Array;
  readonly records: readonly Json[];
  /** Whether records have ids by which a copy is known. */
  readonly hasIds: boolean;
}

export const bytesOf = (text: string) => new TextEncoder().encode(text);
/** Through JSON, as records come: it knows no undefined. */
export const asJson = (value: unknown) => JSON.parse(JSON.stringify(value)) as Json;

export function eventsOf(chunks: readonly Uint8Array[]): BuildEvent[] {
  const events: BuildEvent[] = [];
  const inspector = createInspector({ onEvent: (event) => events.push(event) });
  for (const chunk of chunks) inspector.push(chunk);
  inspector.finish();
  return events;
}

/** Reads records with one state, as a session is read. */
export function readAll(adapter: AnyAdapter, records: readonly Json[], state = adapter.initial()) {
  const events: BuildEvent[] = [];
  let present = state;
  for (const value of records) {
    const step = readRecord(adapter, present, { value, at: 1000 });
    // What a state holds is cloned and kept: nothing in it may be lost by that.
    present = structuredClone(step.state);
    for (const event of step.events) events.push(buildEventSchema.parse(event));
  }
  return { events, state: present };
}

const cut = (bytes: Uint8Array, places: readonly number[]) => {
  const at = [...new Set([0, ...places, bytes.length])].sort((a, b) => a - b);
  return at.slice(1).map((to, index) => bytes.slice(at[index], to));
};

/** What holds for every format, with a stream of it. */
export function holdsFor({ adapter, bytes, records, hasIds }: AgentStream): void {
  it('is known by its records, and is no other format', () => {
    expect(eventsOf([bytes]).length).toBeGreaterThan(5);
    expect(adapter.recognise(records.slice(0, 20))).toBeGreaterThan(0.5);
  });

  it('does not care how the bytes are split', () => {
    const whole = eventsOf([bytes]);
    const places = fc.array(fc.nat(bytes.length), { maxLength: 20 });
    fc.assert(
      fc.property(places, (at) => {
        expect(eventsOf(cut(bytes, at))).toEqual(whole);
      }),
      { numRuns: 25 },
    );
    expect(eventsOf(cut(bytes, Array.from(bytes.keys())))).toEqual(whole);
  });

  it('tells at any cut the beginning of what it tells in the end', () => {
    const whole = readAll(adapter, records).events;
    for (let length = 0; length <= records.length; length += 1) {
      const begun = readAll(adapter, records.slice(0, length));
      expect(whole.slice(0, begun.events.length)).toEqual(begun.events);
      const rest = readAll(adapter, records.slice(length), begun.state).events;
      expect([...begun.events, ...rest]).toEqual(whole);
    }
  });

  it.runIf(hasIds)('tells nothing new when it is read again', () => {
    const first = readAll(adapter, records);
    expect(readAll(adapter, records, first.state).events).toEqual([]);
  });

  it('never throws, drops nothing that it does not know, and folds, whatever the records', () => {
    const mutated = fc
      .array(fc.constantFrom(...records), { maxLength: 25 })
      .chain((chosen) => fc.tuple(...chosen.map((record) => mutations(record))));
    fc.assert(
      fc.property(mutated, (some) => {
        const { events } = readAll(adapter, some);
        const faults = events.filter(
          (event) => event.kind === 'unrecognised' && event.reason.startsWith('the adapter'),
        );
        expect(faults).toEqual([]);
        expect(reduceAll(emptyState, events).version).toBe(events.length);
      }),
      { numRuns: 150 },
    );
    for (const odd of [null, 7, 'text', [], {}, { type: 'brand.new', x: 1 }] as Json[]) {
      const { events } = readAll(adapter, [odd]);
      expect(events.map(({ kind }) => kind)).toContain('unrecognised');
    }
  });
}

/** A record with one value in it changed, removed, or replaced by one of another type. */
export function mutations(record: Json): fc.Arbitrary<Json> {
  const paths: (string | number)[][] = [];
  const walk = (value: Json, path: (string | number)[]) => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      const next = [...path, Array.isArray(value) ? Number(key) : key];
      paths.push(next);
      walk(inner, next);
    }
  };
  walk(record, []);
  const odd = fc.constantFrom<(Json | undefined)[]>(
    null,
    'odd',
    '',
    -1,
    1e300,
    {},
    [],
    [null],
    true,
    undefined,
  );
  const change = fc.tuple(fc.constantFrom(...paths), odd).map(([path, value]) => {
    const copy = structuredClone(record);
    const holder = path
      .slice(0, -1)
      .reduce<Json>((inner, key) => (inner as Record<string, Json>)[key] ?? null, copy);
    const key = path.at(-1) ?? '';
    if (value === undefined) delete (holder as Record<string, Json>)[key];
    else (holder as Record<string, Json>)[key] = value;
    return asJson(copy);
  });
  return paths.length === 0 ? fc.constant(record) : fc.oneof(fc.constant(record), change);
}
