import type { AnyAdapter } from '../../../core/agents/adapter.ts';
import type { Framed, Framer, Framing } from '../../../core/agents/framing/framed.ts';
import { createFramer } from '../../../core/agents/framing/framer.ts';
import { sniffFraming } from '../../../core/agents/framing/sniff.ts';
import { textContent } from '../../../core/build/content.ts';
import type { BuildEvent } from '../../../core/build/event.ts';
import { chooseFormat } from './format-choice.ts';
import type { Formats } from './formats.ts';
import type { RecordReader } from './record-reader.ts';
import { type SessionReading, Sessions } from '../../../core/agents/sessions.ts';
import { unknownFormat } from './unknown-format.ts';

export interface AgentReaderOptions {
  readonly formats: Formats;
  /** Name of the format; detected from the first records where it is not told. */
  readonly format?: string | undefined;
  readonly framing?: Framing | undefined;
  /** Of the file that is read, where it is one. */
  readonly path?: string | undefined;
  /** What becomes of a source in no known format: `unrecognised` events, or nothing. */
  readonly unknown: 'keep' | 'ignore';
  /** Longest line or frame, in bytes. */
  readonly limit?: number | undefined;
}

type Pending = Exclude<Framed, { kind: 'done' }>;

/** Bytes → records → events, with the format detected and sessions told apart. */
export class AgentReader implements RecordReader {
  readonly counts = { records: 0, bad: 0, events: 0, unrecognised: 0 };
  readonly #options: AgentReaderOptions;
  #adapter: AnyAdapter | null;
  #sessions: Sessions | null = null;
  #framer: Framer | null = null;
  #framing: Framing = 'lines';
  /** Bytes that came before it was clear how they are cut. */
  #head: Uint8Array = new Uint8Array(0);
  #bytes = 0;
  /** Records that came before the format was clear. */
  #pending: Pending[] = [];
  #ignored = false;

  constructor(options: AgentReaderOptions) {
    this.#options = options;
    const { formats, format } = options;
    this.#adapter = format === undefined ? null : named(formats, format);
    if (options.framing) this.#begin(options.framing);
  }

  get format(): string | null {
    return this.#adapter?.format ?? null;
  }

  /** The source is in no known format, and is not to be read as `unrecognised`. */
  get ignored(): boolean {
    return this.#ignored;
  }

  get offset(): number {
    return this.#framer?.offset ?? 0;
  }

  push(bytes: Uint8Array, at: number): SessionReading[] {
    this.#bytes += bytes.length;
    if (this.#ignored) return [];
    return this.#take(this.#cut(bytes), at, false);
  }

  quiet(at: number, lineIsWhole: boolean): SessionReading[] {
    if (!lineIsWhole || !this.#framer) return this.#take([], at, true);
    const framed = this.#framer.finish();
    this.#framer = createFramer(this.#framing, { start: this.#bytes, limit: this.#options.limit });
    return this.#take(framed, at, true);
  }

  /** What waits for a record that names its session waits no longer. */
  settle(): SessionReading[] {
    return this.#count(this.#sessions?.settle() ?? []);
  }

  end(at: number, owed: boolean): SessionReading[] {
    const framer = this.#framer ?? this.#begin('lines');
    const framed = [...framer.push(this.#head), ...framer.finish()];
    this.#head = new Uint8Array(0);
    const readings = this.#take(framed, at, true);
    const sessions = this.#sessions;
    if (!sessions) return readings;
    return [...readings, ...sessions.settle(), ...(owed ? sessions.end(this.#bytes + 1, at) : [])];
  }

  #cut(bytes: Uint8Array): Framed[] {
    if (this.#framer) return this.#framer.push(bytes);
    this.#head = Buffer.concat([this.#head, bytes]);
    const framing = sniffFraming(this.#head);
    if (framing === null) return [];
    const framed = this.#begin(framing).push(this.#head);
    this.#head = new Uint8Array(0);
    return framed;
  }

  #begin(framing: Framing): Framer {
    this.#framing = framing;
    this.#framer = createFramer(framing, { limit: this.#options.limit });
    return this.#framer;
  }

  #take(framed: readonly Framed[], at: number, isLast: boolean): SessionReading[] {
    for (const one of framed) {
      if (one.kind === 'record') this.counts.records += 1;
      else if (one.kind === 'bad') this.counts.bad += 1;
      if (one.kind !== 'done') this.#pending.push(one);
    }
    const sessions = this.#sessions ?? this.#choose(isLast);
    if (!sessions) return [];
    const readings = this.#pending.flatMap((one) =>
      one.kind === 'record'
        ? sessions.read(one.value, one.end, at)
        : sessions.add([badRecord(sessions.format, one, at)], one.end),
    );
    this.#pending = [];
    return this.#count(readings);
  }

  #count(readings: SessionReading[]): SessionReading[] {
    for (const { events } of readings) {
      this.counts.events += events.length;
      for (const { kind } of events) if (kind === 'unrecognised') this.counts.unrecognised += 1;
    }
    return readings;
  }

  #choose(isLast: boolean): Sessions | null {
    const { formats, unknown } = this.#options;
    if (!this.#adapter) {
      const records = this.#pending.flatMap((one) => (one.kind === 'record' ? [one.value] : []));
      // Bad records alone tell no format, but many of them tell that there is none.
      const hopeless = isLast || this.#pending.length >= 100;
      const none = records.length === 0 && hopeless && this.#pending.length > 0;
      const choice = none ? 'none' : chooseFormat(formats, records, isLast);
      if (choice === 'undecided') return null;
      if (choice === 'none' && unknown === 'ignore') {
        this.#ignored = true;
        this.#pending = [];
        return null;
      }
      this.#adapter = choice === 'none' ? unknownFormat : choice;
    }
    this.#sessions = new Sessions(this.#adapter, this.#options.path);
    return this.#sessions;
  }
}

function named(formats: Formats, format: string): AnyAdapter {
  return format === unknownFormat.format ? unknownFormat : formats.named(format);
}

/** What stands for a stretch of a source that is no record. */
export function badRecord(
  format: string,
  bad: Extract<Framed, { kind: 'bad' }>,
  at: number,
): BuildEvent {
  const reason = `${bad.reason} (${bad.bytes} bytes)`;
  return { kind: 'unrecognised', at, format, reason, raw: textContent(bad.preview) };
}
