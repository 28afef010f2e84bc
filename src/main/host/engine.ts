import { join } from 'node:path';
import { goesOn } from '../../core/build/standing.ts';
import type { BuildState } from '../../core/build/state.ts';
import type { ListedBuild } from '../../core/build/listed.ts';
import type { Health } from '../../core/health.ts';
import type { Head, WatcherReport } from '../../core/sync/messages.ts';
import { Catalogue } from './catalogue/catalogue.ts';
import { readsOf } from './feed/build-stream.ts';
import { exportBuild } from './export/export.ts';
import { ExportThreads } from './export/export-threads.ts';
import { Feed } from './feed/feed.ts';
import { isAlive, Presence } from './presence.ts';
import type { Incidents } from './health/incidents.ts';
import { Monitor } from './health/monitor.ts';
import { Preferences } from './preferences.ts';
import { Processor } from './processor/processor.ts';
import type { ProcessorOptions } from './processor/publisher.ts';
import type { HostResponse } from './server/response.ts';
import { bytesOf } from './store/bytes-of.ts';
import { Store } from './store/store.ts';
import type { SearchAnswer } from '../../core/search/answer.ts';
import { Search, type SearchQuery } from './search/search.ts';
import type { World } from './world.ts';

export interface EngineOptions {
  readonly dataDir: string;
  readonly resourcesDir: string;
  /** Interval of the feed's heartbeat, in milliseconds. */
  readonly heartbeat?: number;
  /** The folder is a copy that nobody writes to; shown in health. */
  readonly readOnly?: boolean;
  readonly processor?: Partial<ProcessorOptions>;
  /** Where incidents are reported; absent: nowhere. */
  readonly incidents?: Incidents;
}

/** Store, processor, feed and search, wired in the one direction that data flows. */
export class Engine {
  readonly store: Store;
  readonly processor: Processor;
  readonly feed: Feed;
  readonly preferences: Preferences;
  readonly #searchFile: string;
  /** What is seen of those who tell of builds. */
  readonly presence: Presence;
  readonly #now: () => number;
  /** The list as the user arranges it. */
  readonly catalogue: Catalogue;
  readonly #startedAt: number;
  readonly #search: Search;
  readonly #exports = new ExportThreads();
  readonly #monitor: Monitor;
  readonly #reporting: boolean;
  readonly #calm: Health['status'];

  /** @throws RatchetError as `Store` */
  constructor(options: EngineOptions, world: World) {
    const store = new Store(options.dataDir, join(options.resourcesDir, 'migrations'), world);
    const monitor = new Monitor(() => world.elapsed(), options.incidents);
    this.presence = new Presence(
      { now: () => world.now(), after: (...call) => world.after(...call), isAlive },
      {
        goesOn: (build) => {
          const summary = this.feed.summary(build) ?? this.catalogue.summary(build);
          return summary ? goesOn(summary.status) : false;
        },
        changed: (build) => this.feed.amend(build, (summary) => this.presence.with(summary)),
      },
    );
    const processor = new Processor(
      { sink: store, reads: store },
      world,
      (announcement) => {
        const summary = this.presence.seen(announcement.summary);
        this.feed.announce({ ...announcement, summary });
        this.#search.announce(announcement.build);
        this.catalogue.announced(announcement.build);
      },
      options.processor,
      monitor,
    );
    this.store = store;
    this.#searchFile = join(options.dataDir, 'search.db');
    this.processor = processor;
    this.#now = () => world.now();
    this.#startedAt = world.now();
    this.#monitor = monitor;
    this.#reporting = options.incidents !== undefined;
    this.#calm = options.readOnly ? 'read-only' : 'ok';
    const { heartbeat } = options;
    try {
      this.preferences = new Preferences(store.settings);
      this.feed = new Feed(readsOf(processor, store), store.builds(), world, {
        host: world.name(),
        observer: monitor,
        userDataOf: (build) => store.usersOwn.of(build),
        settings: () => this.preferences.revision,
        ...(heartbeat === undefined ? {} : { heartbeat }),
      });
      this.#search = new Search(
        this.#searchFile,
        {
          heads: () => store.heads(),
          digestAt: (build, version) => store.digestAt(build, version),
          state: (build) => processor.recalled(build) ?? store.load(build),
        },
        world,
      );
      this.catalogue = new Catalogue({
        store,
        feed: this.feed,
        known: (summary) => this.presence.with(summary),
        world,
        letGo: (build) => processor.forget(build),
        purged: (build) => this.#search.forget(build),
      });
      if (!options.readOnly) this.catalogue.start();
    } catch (error) {
      // Else the folder would stay locked for as long as this process lives.
      void store.close();
      throw error;
    }
  }

  builds(): ListedBuild[] {
    return this.feed.builds();
  }

  now(): number {
    return this.#now();
  }

  watchers(): WatcherReport[] {
    return this.feed.reports();
  }

  /** The head as it was last announced; version 0 where there is no such build. */
  head(id: string): Head {
    return this.processor.head(id);
  }

  /** The state at a version, or as it was last announced. */
  stateAt(
    id: string,
    version?: number,
  ): { version: number; digest: string; state: BuildState } | null {
    const { head, state } = this.processor.view(id);
    if (head.version === 0) return null;
    if (version === undefined || version === head.version) return { ...head, state };
    const loaded = version < head.version ? this.store.load(id, version, state) : null;
    return loaded && { ...loaded.head, state: loaded.state };
  }

  /** Whether a watcher's word is true that it stands at a version of this history. */
  isPast(id: string, { version, digest }: Head): boolean {
    return version <= this.head(id).version && this.store.digestAt(id, version) === digest;
  }

  *eventsText(id: string, from: number, to: number): Generator<{ version: number; body: string }> {
    const end = Math.min(to, this.head(id).version);
    for (let at = from; at < end; at += SLICE) {
      let version = at;
      for (const body of this.store.bodies(id, at, Math.min(end, at + SLICE))) {
        version += 1;
        yield { version, body };
      }
    }
  }

  payload(key: string): { mime: string; body: Uint8Array } | null {
    return this.store.payload(key);
  }

  /** @throws RatchetError as `exportBuild`, `ExportThreads.export` */
  exported(build: string, url: URL, version: string): Promise<HostResponse> {
    const head = this.head(build);
    if (head.version < LONG) return exportBuild(this, build, url, version);
    const { file: database } = this.store;
    const work = { database, build, head, builds: this.builds(), url: url.href, version };
    return this.#exports.export(work);
  }

  /** @throws RatchetError as `Search.find` */
  search(query: SearchQuery): SearchAnswer {
    return this.#search.find(query, this.builds(), this.now());
  }

  health(): Health {
    const { health } = this.processor;
    const { lastFailure } = this.store;
    const failing = health.notDurable > 0;
    const { abandoned, ...measured } = this.#monitor.read();
    const { streams, since } = this.feed.unacknowledged();
    const oldest = since === null ? 0 : Math.max(0, this.#monitor.elapsed() - since);
    return {
      status: failing ? 'not-durable' : this.#calm,
      ...(failing && lastFailure
        ? { problem: { code: lastFailure.code, message: lastFailure.message } }
        : {}),
      startedAt: this.#startedAt,
      builds: this.builds().length,
      watchers: this.feed.watchers,
      databaseBytes: this.store.bytes(),
      logMoves: { store: this.store.logMoves(), search: this.#search.logMoves() },
      reporting: this.#reporting && this.preferences.current.reports,
      ...health,
      ...measured,
      unacknowledged: { streams, oldest, abandoned },
    };
  }

  /** What the files take on the disk, in bytes. */
  sizes(): { databaseBytes: number; searchBytes: number } {
    return { databaseBytes: this.store.bytes(), searchBytes: bytesOf(this.#searchFile) };
  }

  /** Commits what waits, and says goodbye to the watchers while their lines still stand. */
  async settle(): Promise<void> {
    this.presence.close();
    await this.processor.close();
    this.feed.close();
  }

  /** Settles, and closes the file. */
  async close(): Promise<void> {
    await this.settle();
    this.catalogue.close();
    await this.#exports.close();
    await this.#search.close();
    await this.store.close();
  }
}

/** Events of a build that a thread is started for to export it: a shorter one is done before that has begun. */
const LONG = 5000;

/** Events read at once, so that a long log is never in memory as a whole. */
const SLICE = 1000;
