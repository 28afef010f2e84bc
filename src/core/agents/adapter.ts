import type { BuildEvent } from '../build/event.ts';
import type { Json } from '../build/content.ts';
import type { Framing } from './framing/framed.ts';

/** One raw record of an agent's stream. */
export interface RawRecord {
  readonly value: Json;
  /** When it arrived, in milliseconds since the epoch: the time of events whose record has none. */
  readonly at: number;
}

/**
 * Turns one agent's raw records into events: deterministic, no I/O, no clock.
 *
 * A record that it cannot make sense of becomes an `unrecognised` event; it never throws on purpose,
 * and a caller turns what it throws by accident into one as well (`readRecord`).
 */
export interface Adapter<State> {
  /** Name of the format, as `--format` takes it: `claude-transcript`. */
  readonly format: string;
  /** How the bytes are usually cut into records; `sniffFraming` says how these ones are. */
  readonly framing: Framing;
  /**
   * Tools whose calls are updates of the TODO list. An adapter without the field counts each
   * `plan.updated` as one.
   */
  readonly todoTools?: ReadonlySet<string>;
  /** How sure this format is of these first records: 0 no, 1 certain. */
  recognise(records: readonly Json[]): number;
  /**
   * The session that a record belongs to; null: the same as the record before it. Several sessions in
   * one stream (logs that runs are appended to) are several builds: the caller keeps one state for each.
   * An adapter without the method has one session a stream.
   */
  session?(record: Json): string | null;
  /**
   * The same for a format whose records name their session only together with earlier ones (the
   * answer to a request): makes the reader of one stream, which takes the place of `session`.
   */
  sessions?(): (record: Json) => string | null;
  /**
   * Takes a record apart that holds several sessions: what it makes is read one after the other, as
   * records of their own. Never empty. An adapter without the method has one session a record.
   */
  split?(record: Json): readonly Json[];
  /** @param path of the file that is read, where it is one: some agents say things with its place alone */
  initial(path?: string): State;
  /**
   * The state is handed over: it may be changed in place, and the one returned is used after.
   * Everything in it is JSON, Maps and Sets.
   */
  read(state: State, record: RawRecord): AdapterStep<State>;
  /**
   * Events owed when the stream has surely ended and nothing better (an exit code) tells how; most
   * formats have none.
   */
  end?(state: State, at: number): AdapterStep<State>;
}

export interface AdapterStep<State> {
  readonly state: State;
  readonly events: readonly BuildEvent[];
}

/** An adapter whose state is its own affair: what callers hold. */
export type AnyAdapter = Adapter<unknown>;

/** Tells the session of each record of one stream; null where an adapter has one session a stream. */
export function sessionReader(adapter: AnyAdapter): ((record: Json) => string | null) | null {
  if (adapter.sessions) return adapter.sessions();
  return adapter.session ? (record) => adapter.session?.(record) ?? null : null;
}
