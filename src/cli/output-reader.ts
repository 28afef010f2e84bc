import type { BuildEvent } from '../core/build/event.ts';
import { AgentReader } from '../main/host/ingest/agent-reader.ts';
import type { Formats } from '../main/host/ingest/formats.ts';

const LF = 10;
const OPEN = 0x7b;

/**
 * Reads what a command prints. Lines before the first that begins like a record are text, and so is
 * everything of a command that speaks no format that we know: it is a build all the same.
 */
export class OutputReader {
  readonly #reader: AgentReader;
  readonly #text: TextBlock;
  /** Whether records may still come, and whether the first has come. */
  #records: 'expected' | 'here' | 'none';
  #atLineStart = true;
  /** What the reader was given, until it knows the format: text, if there is none. */
  #undecided: Uint8Array[] = [];

  constructor(formats: Formats, format: string | undefined) {
    this.#reader = new AgentReader({ formats, format, framing: 'lines', unknown: 'ignore' });
    this.#records = format === undefined ? 'expected' : 'here';
    this.#text = new TextBlock('stdout');
  }

  /** Null where it is text, or may be yet. */
  get format(): string | null {
    return this.#records === 'here' ? this.#reader.format : null;
  }

  push(bytes: Uint8Array, at: number): BuildEvent[] {
    if (this.#records === 'none') return this.#text.push(bytes, at);
    if (this.#records === 'here') return this.#read(bytes, at);
    const start = this.#firstRecord(bytes);
    if (start === -1) return this.#text.push(bytes, at);
    this.#records = 'here';
    const before = this.#text.push(bytes.subarray(0, start), at);
    return [...before, ...this.#read(bytes.subarray(start), at)];
  }

  /** The command has ended, and its exit code will say how. */
  end(at: number): BuildEvent[] {
    if (this.#records !== 'here') return this.#text.end(at);
    const events = this.#reader.end(at, false).flatMap((reading) => reading.events);
    return this.#reader.ignored ? this.#giveUp(at) : events;
  }

  #read(bytes: Uint8Array, at: number): BuildEvent[] {
    const events = this.#reader.push(bytes, at).flatMap((reading) => reading.events);
    if (this.#reader.format !== null) this.#undecided = [];
    else this.#undecided.push(Uint8Array.from(bytes));
    return this.#reader.ignored ? this.#giveUp(at) : events;
  }

  #giveUp(at: number): BuildEvent[] {
    this.#records = 'none';
    return this.#undecided.splice(0).flatMap((bytes) => this.#text.push(bytes, at));
  }

  #firstRecord(bytes: Uint8Array): number {
    let from = 0;
    while (from < bytes.length) {
      if (this.#atLineStart && bytes[from] === OPEN) return from;
      const end = bytes.indexOf(LF, from);
      this.#atLineStart = end !== -1;
      if (end === -1) break;
      from = end + 1;
    }
    return -1;
  }
}

/** Bytes as the text of one block; a character that is cut waits for its rest. */
export class TextBlock {
  readonly #block: string;
  readonly #decoder = new TextDecoder();

  constructor(block: string) {
    this.#block = block;
  }

  push(bytes: Uint8Array, at: number): BuildEvent[] {
    return this.#event(this.#decoder.decode(bytes, { stream: true }), at);
  }

  end(at: number): BuildEvent[] {
    return this.#event(this.#decoder.decode(), at);
  }

  #event(text: string, at: number): BuildEvent[] {
    return text === '' ? [] : [{ kind: 'text.appended', at, block: this.#block, text }];
  }
}
