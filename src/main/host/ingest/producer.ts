import { createHash } from 'node:crypto';
import type { BuildEvent } from '../../../core/build/event.ts';
import { RatchetError } from '../../../core/errors.ts';
import type { Trace } from '../../../core/sync/messages.ts';
import type { ProducerLine } from '../presence.ts';
import type { Publisher, Receipt } from '../processor/publisher.ts';
import type { SourceMark } from '../store/types.ts';
import { buildIdSchema, shortHash } from './build-id.ts';
import { parseEvents } from './parse-events.ts';
import { publishPatiently } from './publish-patiently.ts';
import type { RecordReader } from './record-reader.ts';
import type { SourceStore } from './source-store.ts';

export interface ProducerReceipt extends Receipt {
  /** Events that this call recorded; 0 when all of them were known. */
  readonly events: number;
}

export interface PublishCall {
  /** Idempotency key within the build. */
  readonly key?: string;
  readonly trace?: Trace;
  /** Size of the text that held the events, in characters. */
  readonly bytes?: number;
}

export interface StreamCall {
  readonly reader: RecordReader;
  readonly key?: string;
  readonly trace?: Trace;
}

const unseen: ProducerLine = { tells: () => {}, close: () => {} };

/** How a stream's beginning is told from another's: the hash of up to this many first bytes. */
const HEAD_BYTES = 4096;

/** What HTTP and WebSocket producers have in common: checks, keys, and the way to the processor. */
export class Producer {
  readonly #publisher: Publisher;
  readonly #sources: SourceStore;
  readonly #eventBytes: number;
  readonly #now: () => number;
  /** Opens a line that stays: who closes it tells of nothing more. */
  readonly line: () => ProducerLine;
  readonly #busy = new Set<string>();

  constructor(
    publisher: Publisher,
    sources: SourceStore,
    options: {
      readonly eventBytes: number;
      readonly now?: () => number;
      readonly line?: () => ProducerLine;
    },
  ) {
    this.#publisher = publisher;
    this.#sources = sources;
    this.#eventBytes = options.eventBytes;
    this.#now = options.now ?? Date.now;
    this.line = options.line ?? (() => unseen);
  }

  /**
   * Publishes events that came as a whole, all or nothing. Calls reach the processor in the order in
   * which they are made, awaited or not.
   * @throws RatchetError `bad-request`, `bad-event`, `no-events`, `too-large`, and what the processor throws
   */
  async publish(
    build: string,
    events: readonly unknown[],
    { key, trace, bytes = Infinity }: PublishCall = {},
  ): Promise<ProducerReceipt> {
    checkBuild(build);
    const checked = parseEvents(events, bytes, this.#eventBytes);
    const receipt = await this.#publisher.publish(build, checked, {
      ...(key === undefined ? {} : { key }),
      ...(trace ? { trace } : {}),
    });
    return { ...receipt, events: receipt.duplicate ? 0 : checked.length };
  }

  /**
   * Publishes a stream while it comes, in slices. With a key, a stream that broke off can be sent
   * again from its start: what was recorded of it is passed over, as it is with files.
   * @throws RatchetError `no-events`, `key-busy`, `key-reused`, what `chunks` and the processor throw
   */
  async stream(
    build: string,
    chunks: AsyncIterable<Uint8Array>,
    call: StreamCall,
  ): Promise<ProducerReceipt> {
    checkBuild(build);
    const id = call.key === undefined ? null : `push:${shortHash(`${build}\n${call.key}`, 32)}`;
    if (id === null) return this.#read(build, chunks, call, null);
    if (this.#busy.has(id)) {
      throw new RatchetError('key-busy', 'A stream under this key is still being read.', {
        retryable: true,
      });
    }
    this.#busy.add(id);
    try {
      return await this.#read(build, chunks, call, id);
    } finally {
      this.#busy.delete(id);
    }
  }

  async #read(
    build: string,
    chunks: AsyncIterable<Uint8Array>,
    { reader, trace }: StreamCall,
    id: string | null,
  ): Promise<ProducerReceipt> {
    const progress = id === null ? null : new Progress(id, this.#sources);
    let last: Receipt | null = null;
    let recorded = 0;
    const take = async (readings: ReturnType<RecordReader['push']>) => {
      const fresh = readings.filter(({ end }) => end > (progress?.from ?? -1));
      const events: BuildEvent[] = fresh.flatMap((reading) => reading.events);
      const end = fresh.at(-1)?.end;
      if (events.length === 0 || end === undefined) return;
      const source = progress?.mark(end);
      last = await publishPatiently(this.#publisher, build, events, {
        ...(source ? { source } : {}),
        ...(trace ? { trace } : {}),
      });
      recorded += events.length;
    };
    for await (const chunk of chunks) {
      progress?.see(chunk);
      await take(reader.push(chunk, this.#now()));
    }
    progress?.finish();
    await take(reader.end(this.#now(), true));
    return { ...(last ?? this.#known(progress)), duplicate: recorded === 0, events: recorded };
  }

  /** The answer to a stream that brought nothing new: there is no receipt to give. */
  #known(progress: Progress | null): Receipt {
    if (progress && progress.from >= 0) return { version: 0, digest: '', duplicate: true };
    throw new RatchetError('no-events', 'There is no event in this stream. Nothing was recorded.');
  }
}

/** How far a keyed stream was recorded before, and whether this is the same one. */
class Progress {
  /** Offset up to which the stream was recorded; -1 when it is new. */
  readonly from: number;
  readonly #id: string;
  readonly #fingerprint: string | null;
  #head = Buffer.alloc(0);

  constructor(id: string, sources: SourceStore) {
    const stored = sources.source(id);
    this.#id = id;
    this.from = stored?.offset ?? -1;
    this.#fingerprint = stored?.fingerprint ?? null;
  }

  see(chunk: Uint8Array): void {
    if (this.#head.length < HEAD_BYTES) {
      this.#head = Buffer.concat([this.#head, chunk]).subarray(0, HEAD_BYTES);
    }
  }

  /** The mark of what is recorded up to `offset`. @throws RatchetError `key-reused` */
  mark(offset: number): SourceMark {
    this.finish();
    return { id: this.#id, offset, fingerprint: this.#hash(Math.min(HEAD_BYTES, offset)) };
  }

  /** @throws RatchetError `key-reused` when another stream was recorded under this key */
  finish(): void {
    if (this.#fingerprint === null) return;
    if (this.#hash(Math.min(HEAD_BYTES, this.from)) === this.#fingerprint) return;
    throw new RatchetError(
      'key-reused',
      'Another stream was recorded under this key. Nothing of this one was recorded: take a new key.',
    );
  }

  #hash(bytes: number): string {
    return createHash('sha256').update(this.#head.subarray(0, bytes)).digest('hex').slice(0, 32);
  }
}

function checkBuild(build: string): void {
  const checked = buildIdSchema.safeParse(build);
  if (!checked.success) {
    throw new RatchetError('bad-request', checked.error.issues[0]?.message ?? 'Bad build id.');
  }
}
