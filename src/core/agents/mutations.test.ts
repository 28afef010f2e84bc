import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mutations } from '../../../test/support/agent-properties.ts';
import { bytesOf, inFrames, type Stream, streams } from '../../../test/support/streams.ts';
import type { Json } from '../build/content.ts';
import { type BuildEvent, buildEventSchema } from '../build/event.ts';
import { reduceAll } from '../build/reduce.ts';
import { emptyState } from '../build/state.ts';
import type { AnyAdapter } from './adapter.ts';
import { createInspector } from './inspect.ts';
import { adapters, readRecord } from './registry.ts';
import { Sessions } from './sessions.ts';

/** What goes wrong with streams in life, made of the fixtures of every format. */

function inspect(chunks: readonly Uint8Array[], format?: string) {
  const events: BuildEvent[] = [];
  const inspector = createInspector({ format, onEvent: (event) => events.push(event) });
  for (const chunk of chunks) inspector.push(chunk);
  return { ...inspector.finish(), events };
}

function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const at = [...new Set([0, ...places, bytes.length])].sort((a, b) => a - b);
  return at.slice(1).map((to, index) => bytes.slice(at[index], to));
}

const everyNth = (bytes: Uint8Array, size: number) =>
  cut(
    bytes,
    Array.from({ length: Math.floor(bytes.length / size) }, (_, index) => index * size),
  );

/** Before, within and after each end of a line, and each character of several bytes. */
function seams(bytes: Uint8Array): number[] {
  return [...bytes].flatMap((byte, at) =>
    byte === 10 || byte === 13 ? [at - 1, at, at + 1, at + 2] : byte > 0x7f ? [at] : [],
  );
}

/** Reads records as those of one session. */
function readAll(adapter: AnyAdapter, records: readonly Json[]): BuildEvent[] {
  let state = adapter.initial();
  return records.flatMap((value) => {
    const step = readRecord(adapter, state, { value, at: 1 });
    state = step.state;
    return step.events;
  });
}

const unknownIn = (events: readonly BuildEvent[]) =>
  events.filter((event) => event.kind === 'unrecognised');

/** What must not be, whatever came: faults of the adapter, invalid events, calls that end twice. */
function faultsIn(events: readonly BuildEvent[]) {
  const ended = events.flatMap((event) =>
    // A refusal may follow the end: Claude Code tells it with the turn.
    event.kind === 'tool.ended' && event.outcome !== 'denied' ? [event.call] : [],
  );
  reduceAll(emptyState, [...events]);
  return [
    ...events.filter((event) => !buildEventSchema.safeParse(event).success),
    ...unknownIn(events).filter(({ reason }) => reason.startsWith('the adapter')),
    ...ended.filter((call, index) => ended.indexOf(call) !== index),
  ];
}

const named = (some: readonly Stream[]) => some.map((stream) => [stream.name, stream] as const);

it('there is a fixture of every format', () => {
  const made = new Set(streams.map(({ adapter }) => adapter.format));
  expect([...made].sort()).toEqual(adapters.map(({ format }) => format).sort());
});

describe.each(named(streams))('%s', (_name, { adapter, bytes, records }) => {
  const whole = inspect([bytes]);

  it('is known by its content, and is read without a rest', () => {
    const { format } = adapter;
    expect(whole).toMatchObject({ format, unrecognised: 0, badRecords: 0 });
    expect(whole.records).toBe(records.length);
    expect(whole.events.length).toBeGreaterThan(4);
  });

  it('does not care how its bytes are split', () => {
    for (const size of [1, 7, 65_536]) expect(inspect(everyNth(bytes, size))).toEqual(whole);
    expect(inspect(cut(bytes, seams(bytes)))).toEqual(whole);
    const places = fc.array(fc.nat(bytes.length), { maxLength: 40 });
    fc.assert(
      fc.property(places, (at) => {
        expect(inspect(cut(bytes, at))).toEqual(whole);
      }),
      { numRuns: 5 },
    );
  });

  it('cut off anywhere, tells the beginning of what it tells in the end', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length), (at) => {
        const { events, badRecords } = inspect([bytes.slice(0, at)], adapter.format);
        expect(badRecords).toBeLessThan(2);
        expect(events).toEqual(whole.events.slice(0, events.length));
      }),
      { numRuns: 15 },
    );
  });

  it('goes on after a cut anywhere, with a state that was copied, as if there had been none', () => {
    const all = readAll(adapter, records);
    const events: BuildEvent[] = [];
    let state = adapter.initial();
    for (const value of records) {
      const step = readRecord(adapter, structuredClone(state), { value, at: 1 });
      state = step.state;
      events.push(...step.events);
    }
    expect(events).toEqual(all);
  });

  it('takes any value in any place, or none, and loses no record', () => {
    const changed = fc
      .nat(records.length - 1)
      .chain((index) => fc.tuple(fc.constant(index), mutations(records[index] ?? null)));
    fc.assert(
      fc.property(changed, ([index, record]) => {
        expect(faultsIn(readAll(adapter, records.with(index, record)))).toEqual([]);
      }),
      { numRuns: Math.min(100, Math.max(15, Math.floor(2000 / records.length))) },
    );
  });

  it('takes records in any order, some twice and some never', () => {
    const order = fc.array(fc.nat(records.length - 1), { maxLength: 150 });
    fc.assert(
      fc.property(order, (indices) => {
        const some = indices.map((index) => records[index] ?? null);
        expect(faultsIn(readAll(adapter, some))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it('keeps what it does not know, raw', () => {
    const odd: Json = { type: 'telepathy', sessionUpdate: 'telepathy', unheard: [1] };
    const events = readAll(adapter, [...records, odd]).slice(readAll(adapter, records).length);
    expect(unknownIn(events)).toMatchObject([{ raw: { as: 'json', json: odd } }]);
  });
});

const inLines = streams.filter(({ framing }) => framing === 'lines');

describe.each(named(inLines))('%s in lines', (_name, { bytes }) => {
  const whole = inspect([bytes]);
  const lines = new TextDecoder().decode(bytes).trimEnd().split('\n');
  const told = (text: string) => inspect([bytesOf(text)]);

  it('passes over what is no record, and takes apart what is glued', () => {
    expect(told(lines.join('\n')).events).toEqual(whole.events);
    const around = `\uFEFF// recorded\r\n\r\n${lines.join('\r\n\r\n// note\r\n')}`;
    expect(told(around).events).toEqual(whole.events);
    expect(told(lines.join('')).events).toEqual(whole.events);
    const among = told(`${lines.join('\nnull\n')}\n[]\n"text"\n`);
    expect(among.events).toEqual(whole.events);
    expect(among.badRecords).toBe(lines.length + 1);
  });

  it('loses no more than a line that was cut off, also where the next one is glued to it', () => {
    const at = Math.floor(lines.length / 2);
    const half = (lines[at] ?? '').slice(0, -2);
    for (const glue of ['', '\n']) {
      const broken = `${lines.slice(0, at).join('\n')}\n${half}${glue}${lines.slice(at + 1).join('\n')}`;
      expect(told(broken)).toMatchObject({ records: lines.length - 1, badRecords: 1 });
    }
  });
});

const inSse = streams.filter(({ framing }) => framing === 'sse');

describe.each(named(inSse))('%s in frames', (_name, { adapter, bytes, records }) => {
  const whole = inspect([bytes]);
  const text = new TextDecoder().decode(bytes);

  it('takes CRLF, heartbeats, other fields, and an end that does not come', () => {
    for (const other of [
      text.replaceAll('\n', '\r\n'),
      text.replaceAll('\n\n', '\n\n: heartbeat\n\n'),
      text.replaceAll('data: ', 'event: message\nid: 7\nretry: 10\ndata: '),
      text.replace('data: [DONE]\n\n', ''),
    ]) {
      expect(inspect([bytesOf(other)])).toMatchObject({ events: whole.events, badRecords: 0 });
    }
  });

  it('goes on after a gap, as after a connection that broke', () => {
    const range = fc.tuple(fc.nat(records.length - 1), fc.nat(20));
    fc.assert(
      fc.property(range, ([from, length]) => {
        const rest = [...records.slice(0, from), ...records.slice(from + length)];
        const { events, badRecords } = inspect([inFrames(rest)], adapter.format);
        expect(badRecords).toBe(0);
        expect(faultsIn(events)).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });
});

/**
 * Formats whose records hold nothing by which a copy could be told from the same thing done again; what
 * has an id in them is told once all the same. `docs/agents/README.md` has the list.
 */
const lastingIds: ReadonlyMap<string, readonly string[]> = new Map([
  ['acp', ['tool.started', 'tool.ended']],
  ['ai-sdk-ui-stream', ['tool.started', 'tool.ended']],
  ['build-stream', ['build.started']],
  ['claude-hooks', ['tool.started', 'tool.ended']],
  [
    'codex-app-server',
    ['tool.started', 'tool.ended', 'text.appended', 'user.message', 'turn.started', 'turn.ended'],
  ],
  ['codex-exec-json', ['build.started']],
  ['codex-tui-log-legacy', ['tool.started', 'tool.ended', 'file.changed']],
  ['gemini-stream-json', ['tool.started', 'tool.ended', 'file.changed', 'plan.updated']],
]);

describe.each(named(streams))('%s, written a second time after itself', (_name, stream) => {
  const { adapter, records } = stream;
  const sessions = new Sessions(adapter);
  const read = () =>
    records.flatMap((value, end) => sessions.read(value, end, 1).flatMap(({ events }) => events));

  it('tells nothing twice that has an id', () => {
    read();
    const again = read();
    const once = lastingIds.get(adapter.format);
    const twice = again.filter(({ kind }) => once === undefined || once.includes(kind));
    expect(twice).toEqual([]);
  });
});
