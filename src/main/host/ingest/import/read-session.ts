import type { BuildEvent } from '../../../../core/build/event.ts';
import { RatchetError } from '../../../../core/errors.ts';
import type { Publisher, PublishOptions } from '../../processor/publisher.ts';
import { AgentReader } from '../agent-reader.ts';
import { newReading } from '../new-reading.ts';
import { isReadAgain } from '../read-again.ts';
import type { Reading } from '../reading.ts';
import { Outstanding } from '../outstanding.ts';
import type { Formats } from '../formats.ts';
import type { SourceStore } from '../source-store.ts';
import type { TailWorld } from '../tail-options.ts';

export interface SessionSurroundings {
  readonly publisher: Publisher;
  readonly sources: SourceStore;
  readonly formats: Formats;
  readonly world: TailWorld;
  /** Longest line or frame, in bytes. */
  readonly lineBytes?: number;
  /** Bytes read at once, and before what they told is recorded; as tails do where they are not given. */
  readonly chunkBytes?: number;
  readonly commitBytes?: number;
}

/** What came of reading one file to its end. */
export interface SessionResult {
  readonly isUnknown: boolean;
  readonly builds: readonly string[];
  /** Events that were read, recorded before or not; null where the file is recorded just as it is. */
  readonly told: number | null;
  readonly bad: number;
  readonly unrecognised: number;
}

/**
 * Reads one file from where it was recorded to its present end, with the marks that tails use: one that
 * was followed before goes on, and one that is followed afterwards does.
 */
export class SessionImport {
  readonly #reading: Reading;
  readonly #readers: AgentReader[] = [];
  readonly #publisher: Outstanding;
  #recorded = 0;

  /** @param format name of the format; detected where it is not given */
  constructor(
    path: string,
    format: string | undefined,
    { publisher, formats, lineBytes: limit, ...surroundings }: SessionSurroundings,
    signal: AbortSignal,
  ) {
    this.#publisher = new Outstanding(publisher);
    const newReader = (before: string | undefined) => {
      const reader = new AgentReader({
        formats,
        format: format ?? before,
        path,
        unknown: 'ignore',
        limit,
      });
      this.#readers.push(reader);
      return reader;
    };
    const counting = {
      publish: this.#publish,
      drained: (build: string) => publisher.drained(build),
    };
    const options = { ...surroundings, path, publisher: counting, newReader, once: true };
    this.#reading = newReading(options, signal, () => {});
  }

  /** Bytes read so far. */
  get offset(): number {
    return this.#reading.offset;
  }

  /** Events recorded so far. */
  get recorded(): number {
    return this.#recorded;
  }

  /** Settles when what was handed over is recorded or refused, also after the reading was stopped. */
  settled(): Promise<void> {
    return this.#publisher.settled();
  }

  /** @throws RatchetError, and as `open` and `read` do */
  async read(): Promise<SessionResult> {
    try {
      if ((await this.#pass()) !== null) return this.#result();
    } finally {
      this.#reading.close();
    }
    throw new RatchetError('bad-path', 'It is not a file. Nothing of it was recorded.');
  }

  /** One that was deleted while it was read is read again from its start. */
  async #pass(): Promise<boolean | null> {
    for (;;) {
      try {
        return await this.#reading.pass(0);
      } catch (error) {
        if (!isReadAgain(error)) throw error;
        this.#reading.forget();
        this.#reading.startOver();
      }
    }
  }

  #result(): SessionResult {
    const { isIgnored, format, offset } = this.#reading;
    const sum = (what: 'events' | 'bad' | 'unrecognised') =>
      this.#readers.reduce((all, { counts }) => all + counts[what], 0);
    return {
      // What said too little for its format to be known says no more.
      isUnknown: isIgnored || (format === null && offset > 0),
      builds: this.#reading.builds,
      told: sum('events') || null,
      bad: sum('bad'),
      // A bad record is kept as an event as well.
      unrecognised: Math.max(0, sum('unrecognised') - sum('bad')),
    };
  }

  readonly #publish = async (
    build: string,
    events: readonly BuildEvent[],
    options?: PublishOptions,
  ) => {
    const receipt = await this.#publisher.publish(build, events, options);
    if (!receipt.duplicate) this.#recorded += events.length;
    return receipt;
  };
}
