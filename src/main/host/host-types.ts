import type { ListedBuild } from '../../core/build/listed.ts';
import type { FoundAgent, LocalAgent } from '../../core/local-agents.ts';
import type { Channel } from '../../core/sync/channel.ts';
import type { FaultBoard } from '../../core/sync/faults/board.ts';
import type { ListChange } from '../../core/sync/messages.ts';
import type { UserActions } from './catalogue/user-actions.ts';
import type { FileOfCall } from './file-of-call.ts';
import type { HostSettings } from './host-settings.ts';
import type { TelemetryEnvironment } from './health/telemetry.ts';
import type { Machine } from './ingest/agent-folders.ts';
import type { Watching } from './ingest/sources.ts';
import type { HostResponse } from './server/response.ts';
import type { World } from './world.ts';

/** What a host is started with. */
export interface HostOptions {
  readonly dataDir: string;
  /** Migrations and the demo recording. */
  readonly resourcesDir: string;
  /** The built window; without it only the API is served. */
  readonly rendererDir: string | null;
  /** A port that must be free. Absent: the usual one, or any where that is taken. */
  readonly port?: number;
  /** Plays the demo build at once. */
  readonly demo?: boolean;
  /** Lets faults be put into the stream on purpose. */
  readonly faults?: boolean;
  /** Serves a copy of the data folder as it is now, writes nothing there, and takes no events. */
  readonly readOnly?: boolean;
  readonly version: string;
  readonly world?: World;
  /** Says whether to report to Sentry; absent: the process's own. */
  readonly environment?: TelemetryEnvironment;
  /** Where agents are looked for; absent: on the process's own. */
  readonly machine?: Machine;
}

/** A host that runs, as those who started it see it. */
export interface Host extends UserActions {
  /** `http://127.0.0.1:PORT`; with `#token=` and the token behind it, a browser may open it. */
  readonly address: string;
  readonly token: string;
  /** Null where the host was started without. */
  readonly faults: FaultBoard | null;
  /** Serves one watcher. */
  accept(channel: Channel): void;
  /** The read half of the HTTP API, for `app://`. Never rejects. */
  get(url: URL): Promise<HostResponse>;
  /** The file that a call works on, by the key of its node. @throws RatchetError `no-file` */
  fileOfCall(build: string, node: string): Promise<FileOfCall>;
  /** @returns the id of the demo's build */
  playDemo(): Promise<string>;
  /** Follows files and folders, by their absolute paths. */
  watch(paths: readonly string[], format?: string): Promise<Watching[]>;
  /** Follows everything that these agents record on this machine. */
  watchAgents(agents: readonly LocalAgent[]): Promise<FoundAgent[]>;
  /** Follows nothing of this agent any longer. */
  unwatchAgents(agents: readonly LocalAgent[]): Promise<FoundAgent[]>;
  /** Follows paths no longer that were asked for under this name. @returns those that were followed */
  unwatch(paths: readonly string[]): Promise<string[]>;
  readonly settings: HostSettings;
  builds(): ListedBuild[];
  /** Calls back with what has changed in the list of builds, now and then. @returns what ends that */
  onBuilds(listener: (changes: readonly ListChange[]) => void): () => void;
  close(): Promise<void>;
}
