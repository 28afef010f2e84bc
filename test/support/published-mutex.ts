import type { Commit, EventSink } from '../../src/main/host/store/types.ts';

/**
 * The repair as it was published for the race that Ratchet comes from, kept as the control: wait for
 * the running refresh, then start one's own. Two callers that wait for the same promise wake
 * together and both start. The version is bumped, the snapshot built, saved, and broadcast; the
 * steps and their order are those of the report.
 */
export class PublishedMutex {
  stateVersion = 0;
  running = 0;
  mostRunning = 0;
  readonly #sink: EventSink;
  readonly #broadcast: (version: number) => void;
  #refreshPromise: Promise<void> | null = null;

  constructor(sink: EventSink, broadcast: (version: number) => void) {
    this.#sink = sink;
    this.#broadcast = broadcast;
  }

  async refresh(commitAt: (version: number) => Commit): Promise<void> {
    if (this.#refreshPromise) await this.#refreshPromise;
    this.#refreshPromise = (async () => {
      this.running += 1;
      this.mostRunning = Math.max(this.mostRunning, this.running);
      try {
        this.stateVersion += 1;
        const version = this.stateVersion;
        await this.#sink.commit([commitAt(version)]);
        this.#broadcast(version);
      } finally {
        this.running -= 1;
        this.#refreshPromise = null;
      }
    })();
    await this.#refreshPromise;
  }
}
