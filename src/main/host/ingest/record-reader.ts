import type { SessionReading } from '../../../core/agents/sessions.ts';

/** Reads the bytes of one source, from its first on, into events. Deterministic but for times. */
export interface RecordReader {
  /** Name of the format; null until enough was seen to tell. */
  readonly format: string | null;
  /** Offset after the last whole line or frame. */
  readonly offset: number;
  readonly counts: ReadCounts;
  /** @param at when the bytes came, in milliseconds since the epoch */
  push(bytes: Uint8Array, at: number): SessionReading[];
  /**
   * Nothing came for a while: decides what was left open for want of more. With `lineIsWhole`, what
   * follows the last line end is taken for a line of its own.
   */
  quiet(at: number, lineIsWhole: boolean): SessionReading[];
  /**
   * The source has surely ended: a last line without its end counts.
   * @param owed whether the adapter is to say how it ended, for want of an exit code or the like
   */
  end(at: number, owed: boolean): SessionReading[];
}

export interface ReadCounts {
  /** Records in the source, and stretches of it that are none. */
  readonly records: number;
  readonly bad: number;
  /** Events that they told, and those of them that keep what was not understood: bad records too. */
  readonly events: number;
  readonly unrecognised: number;
}
