import type { Readable, Writable } from 'node:stream';
import type { BuildEvent, BuildEventOf } from '../core/build/event.ts';
import type { SessionReading } from '../core/agents/sessions.ts';
import type { Formats } from '../main/host/ingest/formats.ts';
import { BothReader, type Side } from './both-reader.ts';
import { OutputReader, TextBlock } from './output-reader.ts';
import { pass } from './pass.ts';
import type { EventSink } from './producing.ts';

export interface RecordingOptions {
  readonly build: string;
  readonly client: Pick<EventSink, 'add' | 'room'>;
  readonly formats: Formats;
  readonly format: string | undefined;
}

/** What a running command reads and prints; null where that is its own affair. */
export interface Streams {
  readonly stdin: Writable | null;
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
}

/** What of a running command is recorded. */
export interface Recording {
  readonly readsInput: boolean;
  /** Hands on what the command reads and prints; settles when it prints no more. */
  pass(streams: Streams): Promise<void>;
  end(ended: BuildEventOf<'build.ended'>): void;
  /** Whether what was printed is read as more than text. */
  isRead(): boolean;
}

type Ended = BuildEventOf<'build.ended'>;

/** @throws RatchetError `unknown-format` */
export const newRecording = (both: boolean, options: RecordingOptions): Recording =>
  both ? new DialogueRecording(options) : new OutputRecording(options);

/** The output of a command; its input is its own affair. */
class OutputRecording implements Recording {
  readonly readsInput = false;
  readonly #options: RecordingOptions;
  readonly #reader: OutputReader;
  readonly #errors = new TextBlock('stderr');

  constructor(options: RecordingOptions) {
    this.#options = options;
    this.#reader = new OutputReader(options.formats, options.format);
  }

  async pass({ stdout, stderr }: Streams): Promise<void> {
    const { client } = this.#options;
    // Where too much waits to be recorded, the command waits: it may print for hours.
    const room = () => client.room();
    const out = (bytes: Buffer) => this.#add(this.#reader.push(bytes, Date.now()));
    const errors = (bytes: Buffer) => this.#add(this.#errors.push(bytes, Date.now()));
    await Promise.all([
      stdout && pass({ from: stdout, to: process.stdout, onBytes: out, room }),
      stderr && pass({ from: stderr, to: process.stderr, onBytes: errors, room }),
    ]);
  }

  end(ended: Ended): void {
    this.#add([...this.#reader.end(ended.at), ...this.#errors.end(ended.at), ended]);
  }

  isRead(): boolean {
    return this.#reader.format !== null;
  }

  #add(events: readonly BuildEvent[]): void {
    this.#options.client.add(this.#options.build, events);
  }
}

/**
 * Both directions of a protocol between a program and the one that started us. It is never answered and never
 * held up: what is recorded is told after it was handed on.
 */
class DialogueRecording implements Recording {
  readonly readsInput = true;
  readonly #options: RecordingOptions;
  readonly #reader: BothReader;
  readonly #errors = new TextBlock('stderr');
  readonly #builds = new Map<string | null, string>();

  constructor(options: RecordingOptions) {
    this.#options = options;
    this.#reader = new BothReader(options.formats, options.format);
  }

  async pass({ stdin, stdout, stderr }: Streams): Promise<void> {
    const { build, client } = this.#options;
    const on = (side: Side) => (bytes: Buffer) => {
      this.#tell(this.#reader.push(side, bytes, Date.now()));
    };
    const errors = (bytes: Buffer) => client.add(build, this.#errors.push(bytes, Date.now()));
    // Not waited for: whoever started us may keep it open when the command has ended.
    if (stdin) {
      void pass({ from: process.stdin, to: stdin, onBytes: on('client') })
        .catch(() => {})
        .finally(() => stdin.end());
    }
    await Promise.all([
      stdout && pass({ from: stdout, to: process.stdout, onBytes: on('agent') }),
      stderr && pass({ from: stderr, to: process.stderr, onBytes: errors }),
    ]);
  }

  /** A program that was let go has ended as its sessions did. */
  end(ended: Ended): void {
    const { build, client } = this.#options;
    client.add(build, this.#errors.end(ended.at));
    const told = this.#tell(this.#reader.end(ended.at));
    const open = new Set([build, ...this.#builds.values()]);
    if (ended.outcome !== 'failed') for (const one of told) open.delete(one);
    for (const one of open) client.add(one, [ended]);
  }

  isRead(): boolean {
    return true;
  }

  /**
   * The first session is the build of the command; others are builds beside it.
   * @returns builds that have ended
   */
  #tell(readings: readonly SessionReading[]): Set<string> {
    const { build, client } = this.#options;
    const ended = new Set<string>();
    for (const { session, events } of readings) {
      const count = this.#builds.size + 1;
      const own = this.#builds.get(session) ?? (count === 1 ? build : `${build}~${count}`);
      this.#builds.set(session, own);
      client.add(own, events);
      if (events.some(({ kind }) => kind === 'build.ended')) ended.add(own);
    }
    return ended;
  }
}
