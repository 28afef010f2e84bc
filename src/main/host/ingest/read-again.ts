import type { BuildEvent } from '../../../core/build/event.ts';
import { RatchetError } from '../../../core/errors.ts';
import type { Publisher, PublishOptions, Receipt } from '../processor/publisher.ts';
import type { SourceStore, StoredSource } from './source-store.ts';

export interface PurgedSources extends SourceStore {
  isPurged(source: string): boolean;
  forgetSources(build: string): boolean;
}

/** Tells a reader to begin at the start of its source. */
const READ_AGAIN = 'read-again';

/**
 * What brings a purged build back. Its file stays where it was read to, so that it does not come back
 * by being there; but what grows is an agent at work. Of that, the end alone would be a build without its
 * beginning. So the first new event is refused, and when the reader then asks anew how far it was, it
 * was nowhere: the build comes back whole.
 */
export class ReadAgain implements Publisher, SourceStore {
  readonly #publisher: Publisher;
  readonly #store: PurgedSources;
  /** Builds whose readers were told. */
  readonly #told = new Set<string>();

  constructor(publisher: Publisher, store: PurgedSources) {
    this.#publisher = publisher;
    this.#store = store;
  }

  publish(
    build: string,
    events: readonly BuildEvent[],
    options?: PublishOptions,
  ): Promise<Receipt> {
    const source = options?.source?.id;
    if (source === undefined || events.length === 0 || !this.#store.isPurged(source)) {
      return this.#publisher.publish(build, events, options);
    }
    this.#told.add(build);
    return Promise.reject(readAgain(build));
  }

  drained(build: string): Promise<void> {
    return this.#publisher.drained(build);
  }

  source(id: string): StoredSource | null {
    const stored = this.#store.source(id);
    if (!stored || !this.#store.isPurged(id) || !this.#told.has(stored.build)) return stored;
    return this.#forget(stored);
  }

  has(id: string): boolean {
    return this.#store.source(id) !== null;
  }

  /** For who asks for a source by name: that its build was deleted is no reason not to read it. */
  sourceAnew(id: string): StoredSource | null {
    const stored = this.#store.source(id);
    return stored && this.#store.isPurged(id) ? this.#forget(stored) : stored;
  }

  /** The same for what was read into builds. @returns whether any of it is to be read from its start */
  readAnew(builds: readonly string[]): boolean {
    return builds.filter((build) => this.#store.forgetSources(build)).length > 0;
  }

  #forget({ build }: StoredSource): null {
    this.#store.forgetSources(build);
    this.#told.delete(build);
    return null;
  }
}

export const isReadAgain = (error: unknown): boolean =>
  error instanceof RatchetError && error.code === READ_AGAIN;

const readAgain = (build: string) =>
  new RatchetError(
    READ_AGAIN,
    `The build ${build} was deleted, and its agent goes on: its file is read again from its start.`,
    { retryable: true },
  );
