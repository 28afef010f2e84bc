import { describe, expect, it, vi } from 'vitest';
import { Session } from '../../../test/support/agents.ts';
import { bytesOf, type Stream, streams } from '../../../test/support/streams.ts';
import { todoFormats } from '../../../test/support/todo-lists.ts';
import type { Json } from '../build/content.ts';
import type { BuildEvent } from '../build/event.ts';
import { sessionReader } from './adapter.ts';
import { createInspector } from './inspect.ts';
import { isObject } from './json.ts';
import { adapters } from './registry.ts';
import { Sessions } from './sessions.ts';

/**
 * The fifteen hazards of agents' streams, by their numbers, for every format to which they apply. Where a
 * hazard is tested elsewhere, that is said here.
 */

const named = (some: readonly Stream[]) => some.map((stream) => [stream.name, stream] as const);
const inLineFraming = streams.filter(({ framing }) => framing === 'lines');

function inspect(bytes: Uint8Array, format?: string) {
  const events: BuildEvent[] = [];
  const inspector = createInspector({ format, onEvent: (event) => events.push(event) });
  inspector.push(bytes);
  return { ...inspector.finish(), events };
}

/** The records of a stream, as its sessions tell them. */
function told({ adapter }: Stream, records: readonly Json[]): BuildEvent[] {
  const sessions = new Sessions(adapter);
  const read = records.flatMap((value, end) => sessions.read(value, end, 1));
  return [...read, ...sessions.settle()].flatMap(({ events }) => events);
}

const callsIn = (events: readonly BuildEvent[], kind: 'tool.started' | 'tool.ended') =>
  events.flatMap((event) => (event.kind === kind ? [event.call] : []));

describe('1 partial last line, 2 two objects on one line, 3 UTF-8 in halves, CRLF, BOM, comments', () => {
  it.each(named(inLineFraming))('%s', (_name, { bytes, records, adapter }) => {
    const whole = inspect(bytes);
    const text = new TextDecoder().decode(bytes);
    const half = inspect(bytesOf(`${text}{"type":"half`), adapter.format);
    expect(half).toMatchObject({ records: records.length, badRecords: 1 });
    expect(inspect(bytesOf(text.replaceAll('\n', ''))).events).toEqual(whole.events);
    const dressed = `\uFEFF// a comment\r\n${text.replaceAll('\n', '\r\n')}`;
    expect(inspect(bytesOf(dressed)).events).toEqual(whole.events);
    // Each cut of a character in halves, and each byte by itself: `mutations.test.ts`. In a growing
    // file, across restarts: `host/ingest/any-format.test.ts`.
  });
});

describe('4 very long lines', () => {
  it.each(named(inLineFraming))('%s', (_name, { bytes, adapter }) => {
    const inspector = createInspector({ format: adapter.format, limit: 100_000 });
    inspector.push(bytes);
    for (let count = 0; count < 30; count += 1) inspector.push(bytesOf('y'.repeat(10_000)));
    inspector.push(bytesOf('\n'));
    inspector.push(bytes);
    const { records, badRecords } = inspector.finish();
    expect([records, badRecords]).toEqual([2 * inspect(bytes).records, 1]);
    // 20 MB: `floods.test.ts`. Content is clipped on its way to the window: `sync` and `store`.
  });
});

describe('5 unknown types, fields and tools', () => {
  it.each(named(streams))('%s: a field more changes nothing', (_name, stream) => {
    const more = stream.records.map((record) =>
      isObject(record) ? { ...record, brandNew: { deep: [1, null] } } : record,
    );
    expect(withoutRaw(told(stream, more))).toEqual(withoutRaw(told(stream, stream.records)));
  });

  it.each(adapters.map((adapter) => [adapter.format, adapter] as const))(
    '%s: an unknown type is kept',
    (_format, adapter) => {
      const session = new Session(adapter);
      const odd: Json = { type: 'brand.new', method: 'brand/new', hook_event_name: 'BrandNew' };
      session.read(odd);
      expect(session.of('unrecognised')).toMatchObject([{ raw: { json: odd } }]);
    },
  );
});

/** Raw input is shown as it came, what is new in it too. */
const withoutRaw = (events: readonly BuildEvent[]) =>
  events.map((event) =>
    JSON.stringify(event).replaceAll(/,?"brandNew":\{"deep":\[1,null\]\}/g, ''),
  );

describe('6 times out of order, absent, or nonsense', () => {
  const times = /^(?:timestamp|ts|time|.*(?:At|AtMs|UnixNano)|created|updated|start|end)$/;
  const retimed = (value: Json, put: Json | undefined): Json => {
    if (Array.isArray(value)) return value.map((part) => retimed(part, put));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, part]) => {
        if (times.test(key) && !isObject(part)) return put === undefined ? [] : [[key, put]];
        return [[key, retimed(part, put)]];
      }),
    );
  };
  // A copy is known by its time where lines have no ids, and spans need theirs.
  const free = streams.filter(({ adapter }) => !/^(?:codex-rollout|otel)/.test(adapter.format));

  it.each(named(free))('%s: what happened is the same, in the same order', (_name, stream) => {
    const kinds = (events: readonly BuildEvent[]) => events.map(({ kind }) => kind);
    const before = kinds(told(stream, stream.records));
    for (const put of [undefined, 'yesterday', -5, '1970-01-01T00:00:00Z']) {
      const changed = stream.records.map((record) => retimed(record, put));
      expect(kinds(told(stream, changed))).toEqual(before);
    }
  });
});

describe('7 the same event again', () => {
  /** `codex exec` numbers its items anew in each run: a second beginning is a second run. */
  const inRun = (call: string) => call.replace(/^\d+\//, '');

  // A frame that is cut in two, and told twice in halves, is none: a build service does not send it so.
  const whole = streams.filter(({ adapter }) => adapter.format !== 'build-stream');

  it.each(named(whole))('%s: each call begins and ends once', (_name, stream) => {
    const twice = stream.records.flatMap((record) => [record, record]);
    const once = told(stream, stream.records);
    for (const kind of ['tool.started', 'tool.ended'] as const) {
      expect(callsIn(told(stream, twice), kind).map(inRun)).toEqual(callsIn(once, kind).map(inRun));
    }
    // All of a stream again, after itself: `mutations.test.ts`. The same file again:
    // `host/ingest/any-format.test.ts`.
  });
});

describe('8 a call without a result, 9 a result without a call, 10 no end', () => {
  const withCalls = streams.filter(
    (stream) => callsIn(told(stream, stream.records), 'tool.ended')[0],
  );

  it.each(named(withCalls))('%s: whatever is lost, what is left is told', (_name, stream) => {
    const whole = told(stream, stream.records);
    const ended = new Set(callsIn(whole, 'tool.ended'));
    const step = Math.ceil(stream.records.length / 30);
    for (let lost = 0; lost < stream.records.length; lost += step) {
      const events = told(stream, stream.records.toSpliced(lost, 1));
      const odd = events.filter(({ kind }) => kind === 'unrecognised');
      expect(buildsOn(stream, lost) ? [] : odd).toEqual([]);
      // No more is lost than what one record told.
      const missing = [...ended].filter((call) => !callsIn(events, 'tool.ended').includes(call));
      expect(missing.length).toBeLessThanOrEqual(lossOf(stream, lost, ended));
    }
  });

  /** Patches of a state and frames cut in two mean nothing alone, nor does an export without its head. */
  const buildsOn = ({ adapter, framing }: Stream, lost: number) =>
    ['ag-ui', 'build-stream'].includes(adapter.format) || (framing === 'document' && lost === 0);

  /** Calls of which a record alone may tell the end: those that it names, and few others. */
  const lossOf = ({ records }: Stream, lost: number, ended: ReadonlySet<string>) => {
    const text = JSON.stringify(records[lost]);
    return Math.max(4, [...ended].filter((call) => text.includes(call)).length);
  };

  it.each(named(streams))('%s: what ends without its end did not succeed', (_name, stream) => {
    const half = stream.records.slice(0, Math.ceil(stream.records.length / 2));
    const session = new Session(stream.adapter);
    session.read(...half);
    const { open } = session.build.turns;
    const ends = session.end().filter((event) => event.kind === 'turn.ended');
    expect(ends.filter((end) => !open || end.outcome === 'succeeded')).toEqual([]);
  });
});

describe('11 work after the end', () => {
  it.each(named(streams))('%s: is told', (_name, stream) => {
    const [, tell] = todoFormats.find(([format]) => format === stream.adapter.format) ?? [];
    if (!tell) return;
    const session = new Session(stream.adapter);
    session.read(...stream.records);
    const late = session.read(...tell([{ text: 'Look again', status: 'in_progress' }], 99));
    expect(late.filter(({ kind }) => kind === 'plan.updated')).toHaveLength(1);
    expect(session.build.todos.some(({ text }) => text === 'Look again')).toBe(true);
  });
});

describe('12 many sessions in one stream', () => {
  const several = adapters.filter((adapter) => sessionReader(adapter) !== null);

  it.each(named(streams.filter(({ adapter }) => several.includes(adapter))))(
    '%s: each is a build, however they are mixed',
    (_name, stream) => {
      const other = JSON.parse(
        JSON.stringify(stream.records).replaceAll(sessionIds(stream), '$&-other'),
      ) as Json[];
      const sessions = new Sessions(stream.adapter);
      const mixed = stream.records.flatMap((record, index) => [record, other[index] ?? null]);
      mixed.forEach((value, end) => sessions.read(value, end, 1));
      expect(sessions.count).toBeGreaterThanOrEqual(2);
    },
  );

  const sessionIds = ({ adapter, records }: Stream) => {
    const read = sessionReader(adapter);
    const ids = new Set(records.flatMap((record) => read?.(record) ?? []));
    const escaped = [...ids].map((id) => id.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`(?<=")(?:${escaped.join('|')})(?=")`, 'g');
  };
});

describe('13 usage', () => {
  it.each(named(streams))(
    '%s: each sample says what it is of, and totals do not shrink',
    (_name, stream) => {
      let session = 0;
      for (const event of told(stream, stream.records)) {
        if (event.kind !== 'usage') continue;
        expect(['call', 'turn', 'session']).toContain(event.scope);
        if (event.scope === 'session') session = event.output ?? session;
      }
      expect(session).toBeGreaterThanOrEqual(0);
    },
  );
});

// 14 TODO lists that mean different things: `todo-mutations.test.ts`.

describe('15 secrets', () => {
  it('nothing of what agents write is logged', () => {
    const outputs = [
      vi.spyOn(process.stdout, 'write'),
      vi.spyOn(process.stderr, 'write'),
      ...(['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
        vi.spyOn(console, name),
      ),
    ];
    for (const { bytes } of streams) inspect(bytes);
    for (const output of outputs) {
      expect(output).not.toHaveBeenCalled();
      output.mockRestore();
    }
    // What leaves the machine when the user allows it: `host/health/sentry.test.ts`.
  });
});
