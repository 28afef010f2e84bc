import type { Json } from '../build/content.ts';
import type { BuildEvent, ToolOutcome } from '../build/event.ts';
import type { AnyAdapter } from './adapter.ts';
import type { Framed, Framer, FramerOptions, Framing } from './framing/framed.ts';
import { createFramer } from './framing/framer.ts';
import { sniffFraming } from './framing/sniff.ts';
import { adapterFor, DETECT_RECORDS, detect } from './registry.ts';
import { type SessionReading, Sessions } from './sessions.ts';

/** What is in a stream, counted. A call or a record that comes twice is counted once where a build shows it once. */
export interface Inspection {
  /** Name of the format; null: none that is known. */
  readonly format: string | null;
  readonly records: number;
  readonly events: number;
  /** Distinct tool calls, those of sub-agents and of the TODO tools included. */
  readonly toolCalls: number;
  /** Calls of the TODO tools; where a format has none, updates of the plan. */
  readonly todoUpdates: number;
  /** Tool calls that failed or were denied, and errors that the agent told; retries are none. */
  readonly errors: number;
  readonly unrecognised: number;
  /** Pieces that are no record: lines that are not one JSON object, too long, or cut off. */
  readonly badRecords: number;
  /** Distinct sessions: each is a build. */
  readonly sessions: number;
}

export interface Inspector {
  push(chunk: Uint8Array): void;
  finish(): Inspection;
}

export interface InspectorOptions extends FramerOptions {
  /** Name of the format, if it is known. */
  readonly format?: string | undefined;
  /** The formats to choose from; absent: those of all agents. */
  readonly adapters?: readonly AnyAdapter[] | undefined;
  /** Is handed each event as it is made. */
  readonly onEvent?: ((event: BuildEvent) => void) | undefined;
  readonly onBad?: ((bad: Extract<Framed, { kind: 'bad' }>) => void) | undefined;
}

/**
 * Reads a stream as a host would, and only counts. It holds the first records until they tell the
 * format, and otherwise what the adapter remembers.
 * @throws if `format` is none of `adapters`.
 */
export function createInspector(options: InspectorOptions = {}): Inspector {
  let adapter: AnyAdapter | null = null;
  if (options.format !== undefined) {
    adapter = adapterFor(options.format, options.adapters);
    if (!adapter) throw new Error(`unknown format: ${options.format}`);
  }
  let framer: Framer | null = null;
  let head = new Uint8Array(0);
  let waiting: Json[] = [];
  let sessions: Sessions | null = null;
  const calls = new Set<string>();
  const failedCalls = new Set<string>();
  const count = { records: 0, events: 0, todos: 0, errors: 0, unrecognised: 0, bad: 0 };

  const tally = (
    event: BuildEvent,
    session: string,
    todoTools: ReadonlySet<string> | undefined,
  ) => {
    count.events += 1;
    options.onEvent?.(event);
    if (event.kind === 'tool.started') {
      const key = `${session} ${event.call}`;
      if (!calls.has(key) && todoTools?.has(event.name)) count.todos += 1;
      calls.add(key);
    } else if (event.kind === 'plan.updated' && !todoTools) count.todos += 1;
    else if (event.kind === 'unrecognised') count.unrecognised += 1;
    // What a build counts: a failed turn is told by its error, and a retry is no error yet.
    else if (event.kind === 'error' && event.recovering !== true) count.errors += 1;
    else if (event.kind === 'tool.ended' && isFailure(event.outcome)) {
      // A denial is told twice: by the result, and at the end of the turn.
      failedCalls.add(`${session} ${event.call}`);
    }
  };
  const tell = (readings: readonly SessionReading[]) => {
    for (const { session, events } of readings) {
      for (const event of events) tally(event, `${session}`, adapter?.todoTools);
    }
  };
  const read = (reader: AnyAdapter, value: Json) => {
    sessions ??= new Sessions(reader);
    tell(sessions.read(value, 0, 0));
  };
  const settle = (atEnd: boolean) => {
    adapter ??= detect(waiting, options.adapters);
    if (!adapter && !atEnd && waiting.length < DETECT_RECORDS) return;
    if (adapter) for (const value of waiting) read(adapter, value);
    else count.unrecognised += waiting.length;
    waiting = [];
  };
  const take = (framed: readonly Framed[]) => {
    for (const item of framed) {
      if (item.kind === 'bad') {
        count.bad += 1;
        options.onBad?.(item);
      } else if (item.kind === 'record') {
        count.records += 1;
        if (adapter && waiting.length === 0) read(adapter, item.value);
        else {
          waiting.push(item.value);
          settle(false);
        }
      }
    }
  };
  const open = (framing: Framing) => {
    framer = createFramer(framing, options);
    take(framer.push(head));
    head = new Uint8Array(0);
  };

  return {
    push(chunk) {
      if (framer) {
        take(framer.push(chunk));
        return;
      }
      const joined = new Uint8Array(head.length + chunk.length);
      joined.set(head);
      joined.set(chunk, head.length);
      head = joined;
      const framing = sniffFraming(head);
      if (framing !== null) open(framing);
    },
    finish() {
      if (!framer) open('lines');
      if (framer) take(framer.finish());
      settle(true);
      if (sessions) tell(sessions.settle());
      return {
        format: adapter?.format ?? null,
        records: count.records,
        events: count.events,
        toolCalls: calls.size,
        todoUpdates: count.todos,
        errors: count.errors + failedCalls.size,
        unrecognised: count.unrecognised,
        badRecords: count.bad,
        sessions: sessions?.count ?? 0,
      };
    },
  };
}

const isFailure = (outcome: ToolOutcome) => outcome === 'failed' || outcome === 'denied';
