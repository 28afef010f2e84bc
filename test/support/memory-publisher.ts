import type { BuildEvent } from '../../src/core/build/event.ts';
import { RatchetError } from '../../src/core/errors.ts';
import { GENESIS, nextDigest } from '../../src/core/sync/digest.ts';
import type { SourceStore, StoredSource } from '../../src/main/host/ingest/source-store.ts';
import type {
  Publisher,
  PublishOptions,
  Receipt,
} from '../../src/main/host/processor/publisher.ts';

interface Log {
  readonly events: BuildEvent[];
  readonly keys: Map<string, Receipt>;
  digest: string;
}

/** A processor without a disk: what it takes is durable at once, in memory. */
export class MemoryPublisher implements Publisher, SourceStore {
  readonly logs = new Map<string, Log>();
  readonly sources = new Map<string, StoredSource>();
  readonly calls: { build: string; options: PublishOptions; events: number }[] = [];
  /** Refusals to give before the next publish is taken. */
  refusals: RatchetError[] = [];
  drains = 0;
  readonly #waiting: (() => void)[] = [];
  #full = false;

  publish(
    build: string,
    events: readonly BuildEvent[],
    options: PublishOptions = {},
  ): Promise<Receipt> {
    const refusal = this.#full
      ? new RatchetError('mailbox-full', 'full', { retryable: true })
      : this.refusals.shift();
    if (refusal) return Promise.reject(refusal);
    const log: Log = this.logs.get(build) ?? { events: [], keys: new Map(), digest: GENESIS };
    this.logs.set(build, log);
    const { key, source } = options;
    const known = key === undefined ? undefined : log.keys.get(key);
    if (known) return Promise.resolve({ ...known, duplicate: true });
    for (const event of events) {
      log.events.push(event);
      log.digest = nextDigest(log.digest, JSON.stringify(event));
    }
    const receipt = { version: log.events.length, digest: log.digest, duplicate: false };
    if (key !== undefined) log.keys.set(key, receipt);
    if (source) this.sources.set(source.id, { ...source, build });
    this.calls.push({ build, options, events: events.length });
    return Promise.resolve(receipt);
  }

  /** From now on everything is refused, until `empty`. */
  fill(): void {
    this.#full = true;
  }

  empty(): void {
    this.#full = false;
    for (const resume of this.#waiting.splice(0)) resume();
  }

  drained(): Promise<void> {
    this.drains += 1;
    return this.#full ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve();
  }

  source(id: string): StoredSource | null {
    return this.sources.get(id) ?? null;
  }

  events(build: string): readonly BuildEvent[] {
    return this.logs.get(build)?.events ?? [];
  }

  /** The texts of everything said in a build, in order. */
  texts(build: string): string[] {
    return this.events(build).flatMap((event) =>
      event.kind === 'text.appended' ? event.text : [],
    );
  }
}
