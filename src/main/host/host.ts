import { join, resolve } from 'node:path';
import { adapters } from '../../core/agents/registry.ts';
import { RatchetError } from '../../core/errors.ts';
import type { Channel } from '../../core/sync/channel.ts';
import { playDemo } from './demo.ts';
import { Engine } from './engine.ts';
import { startTelemetry, type TelemetryEnvironment } from './health/telemetry.ts';
import { newFormats } from './ingest/agent-formats.ts';
import { AgentReader } from './ingest/agent-reader.ts';
import { Followed } from './ingest/followed.ts';
import { Producer } from './ingest/producer.ts';
import { Sources, type Watching } from './ingest/sources.ts';
import { defaultLimits } from './server/limits.ts';
import type { HostResponse } from './server/response.ts';
import { type HostServer, startServer } from './server/server.ts';
import { realWorld, type World } from './world.ts';

export type { HostResponse };

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
  readonly version: string;
  readonly world?: World;
  /** Says whether to report to Sentry; absent: the process's own. */
  readonly environment?: TelemetryEnvironment;
}

export interface Host {
  /** `http://127.0.0.1:PORT`; with `#token=` and the token behind it, a browser may open it. */
  readonly address: string;
  readonly token: string;
  /** Serves one watcher. */
  accept(channel: Channel): void;
  /** The read half of the HTTP API, for `app://`. Never rejects. */
  get(url: URL): Promise<HostResponse>;
  /** @returns the id of the demo's build */
  playDemo(): Promise<string>;
  /** Follows files and folders, by their absolute paths. */
  watch(paths: readonly string[], format?: string): Promise<Watching[]>;
  close(): Promise<void>;
}

/** So that the address stays the same from one start to the next, where it can. */
export const USUAL_PORT = 4717;

/**
 * Starts Ratchet on a data folder: engine, ingest and server.
 * @throws RatchetError as `Store`, and port-in-use
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const world = options.world ?? realWorld;
  const { dataDir, resourcesDir } = options;
  const telemetry = await startTelemetry(
    options.environment ?? process.env,
    options.version,
    world,
  );
  const incidents = telemetry ? { incidents: telemetry.incidents } : {};
  let engine: Engine;
  try {
    engine = new Engine({ dataDir, resourcesDir, ...incidents }, world);
  } catch (error) {
    await telemetry?.close();
    throw error;
  }
  const { processor, store, feed } = engine;
  const formats = newFormats(adapters);
  const sources = new Sources({ publisher: processor, sources: store, formats, world });
  const followed = new Followed(sources, store.settings);
  const stops = new Set<() => void>();
  const demo = () => {
    const { build, stop } = playDemo(join(resourcesDir, 'demo/demo.ndjson'), processor, world);
    stops.add(stop);
    return build;
  };

  let server: HostServer;
  try {
    server = await startOnPort(options.port, (port) =>
      startServer({
        dataDir,
        port,
        rendererDir: options.rendererDir ?? undefined,
        reads: engine,
        sources: () => sources.reports(),
        producer: new Producer(processor, store, { eventBytes: defaultLimits.eventBytes }),
        reader: (reader) => new AgentReader({ formats, unknown: 'keep', ...reader }),
        watch: async (paths, format) => ({ watching: await followed.watch(paths, format) }),
        unwatch: async (paths) => ({ unwatched: await followed.unwatch(paths) }),
        demo: async () => ({ build: demo() }),
        accept: (channel) => feed.accept(channel),
      }),
    );
    if (options.demo) demo();
    // Not awaited: there may be thousands of files, and the window need not wait for them.
    void followed.resume();
  } catch (error) {
    await sources.close();
    await engine.close();
    await telemetry?.close();
    throw error;
  }

  return {
    address: new URL(server.address).origin,
    token: server.token,
    accept: (channel) => feed.accept(channel),
    get: (url) => server.api.get(url),
    playDemo: async () => demo(),
    watch: (paths, format) =>
      followed.watch(
        paths.map((path) => resolve(path)),
        format,
      ),
    async close() {
      for (const stop of stops) stop();
      // Producers and tails stop first, so that what they handed over is still committed.
      await sources.close();
      await engine.settle();
      await server.close();
      await engine.close();
      await telemetry?.close();
    },
  };
}

async function startOnPort(
  wanted: number | undefined,
  start: (port: number) => Promise<HostServer>,
): Promise<HostServer> {
  if (wanted !== undefined) return start(wanted);
  try {
    return await start(USUAL_PORT);
  } catch (error) {
    if (error instanceof RatchetError && error.code === 'port-in-use') return start(0);
    throw error;
  }
}
