import type { BuildState } from '../../../core/build/state.ts';
import type { ListedBuild } from '../../../core/build/listed.ts';
import type { Health } from '../../../core/health.ts';
import type { SearchAnswer } from '../../../core/search/answer.ts';
import type { HostResponse } from './response.ts';
import type { Head, WatcherReport } from '../../../core/sync/messages.ts';

/** What the server reads of the host. */
export interface HostReads {
  /** The host's clock, in milliseconds since the epoch. */
  now(): number;
  builds(): ListedBuild[];
  /** Where the log of a build stands; version 0 where there is no such build. */
  head(id: string): Head;
  /** The state at a version, or at the head; null where there is no such build or version. */
  stateAt(
    id: string,
    version?: number,
  ): { readonly version: number; readonly digest: string; readonly state: BuildState } | null;
  /** Whether a build's history has this version with this digest. */
  isPast(id: string, head: Head): boolean;
  /** Bodies of the events after version `from` up to and with `to`, as stored. */
  eventsText(
    id: string,
    from: number,
    to: number,
  ): Iterable<{ readonly version: number; readonly body: string }>;
  /**
   * A build as a file. `url` says in which form.
   * @throws RatchetError `unknown-build`, `bad-request`, `export-busy`
   */
  exported(id: string, url: URL, version: string): Promise<HostResponse>;
  payload(key: string): { readonly mime: string; readonly body: Uint8Array | string } | null;
  /** What is found in all builds, or in one. @throws RatchetError `search-unavailable` */
  search(query: {
    readonly query: string;
    readonly build?: string | undefined;
    readonly limit?: number | undefined;
    readonly offset?: number | undefined;
  }): SearchAnswer;
  health(): Health;
  /** Who watches what, a line a connection. */
  watchers(): readonly WatcherReport[];
}
