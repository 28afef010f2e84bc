import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { adapters } from '../../core/agents/registry.ts';
import { messageOf, RatchetError } from '../../core/errors.ts';
import type { LocalAgent } from '../../core/local-agents.ts';
import type { Channel } from '../../core/sync/channel.ts';
import { FaultBoard } from '../../core/sync/faults/board.ts';
import { BundleReopener } from './bundle/reopen.ts';
import { userActions } from './catalogue/user-actions.ts';
import { playDemo } from './demo.ts';
import { Engine } from './engine.ts';
import { fileOfCall } from './file-of-call.ts';
import { keepHeapSmall } from './heap.ts';
import type { Host, HostOptions } from './host-types.ts';
import { hostSettings } from './host-settings.ts';
import { startTelemetry } from './health/telemetry.ts';
import { newFormats } from './ingest/agent-formats.ts';
import { AgentReader } from './ingest/agent-reader.ts';
import { AgentsHere } from './ingest/agents-here.ts';
import { Followed } from './ingest/followed.ts';
import type { Expected } from './ingest/place.ts';
import { Importer } from './ingest/import/importer.ts';
import { ClaudeHooks } from './ingest/hooks/claude-hooks.ts';
import { HookedFiles } from './ingest/hooks/hooked-files.ts';
import { OtlpFiles } from './ingest/otlp/otlp-files.ts';
import { Producer } from './ingest/producer.ts';
import { sumUp } from './ingest/sources-summary.ts';
import { ReadAgain } from './ingest/read-again.ts';
import { Sources } from './ingest/sources.ts';
import { watchedPlaces } from './ingest/watched.ts';
import type { Publisher } from './processor/publisher.ts';
import { copyForReading, readOnlyError, readOnlyPublisher } from './read-only.ts';
import { Retention } from './retention.ts';
import { defaultLimits } from './server/limits.ts';
import { type HostServer, startServer } from './server/server.ts';
import { startOnPort } from './server/usual-port.ts';
import { realWorld } from './world.ts';

/**
 * Starts Ratchet on a data folder: engine, ingest and server.
 * @throws RatchetError as `Store`, as `copyForReading`, and port-in-use
 */
export async function startHost(options: HostOptions): Promise<Host> {
  keepHeapSmall();
  if (!options.readOnly) return startOn(options);
  const copy = copyForReading(options.dataDir);
  try {
    const host = await startOn({ ...options, dataDir: copy.folder });
    return { ...host, close: () => host.close().finally(copy.remove) };
  } catch (error) {
    copy.remove();
    throw error;
  }
}

async function startOn(options: HostOptions): Promise<Host> {
  const world = options.world ?? realWorld;
  const { dataDir, resourcesDir, readOnly = false } = options;
  const { environment = process.env } = options;
  const telemetry = await startTelemetry(environment, options.version, world);
  const incidents = telemetry ? { incidents: telemetry.incidents } : {};
  let engine: Engine;
  try {
    engine = new Engine({ dataDir, resourcesDir, readOnly, ...incidents }, world);
  } catch (error) {
    await telemetry?.close();
    throw error;
  }
  const { store, feed, catalogue, preferences } = engine;
  telemetry?.allow(() => preferences.current.reports);
  const canReport = telemetry !== null;
  const retention = new Retention({
    builds: catalogue,
    keepDays: () => preferences.current.keepDays,
    world,
  });
  const settings = hostSettings({
    engine,
    dataDir,
    readOnly,
    environment,
    canReport,
    retention,
  });
  const again = new ReadAgain(engine.processor, store);
  const publisher: Publisher = readOnly ? readOnlyPublisher : again;
  const bundles = new BundleReopener(publisher, (build) => engine.head(build));
  const formats = newFormats(adapters);
  const stateOf = (build: string) => engine.stateAt(build)?.state ?? null;
  const beside: Publisher = {
    publish: (...call) => hooks.around(publisher).publish(...call),
    drained: (build) => publisher.drained(build),
  };
  const sources = new Sources({ publisher: beside, sources: again, formats, world });
  const importer = new Importer({
    publisher: beside,
    // What is asked for by its name is wanted, though it was deleted.
    sources: {
      source(id) {
        const stored = again.sourceAnew(id);
        if (stored) catalogue.admit(stored.build);
        return stored;
      },
      has: (id) => again.has(id),
    },
    readAnew(builds) {
      for (const build of builds) catalogue.admit(build);
      return again.readAnew(builds);
    },
    formats,
    world,
    followed: sources,
    size: (build) => engine.head(build).version,
    elapsed: () => world.elapsed(),
  });
  const followed = new Followed(sources, store.settings);
  const hooked = new Followed(sources, store.settings, 'hooked');
  const transcripts = new HookedFiles(sources, followed, hooked);
  const hooks = new ClaudeHooks({
    publisher,
    stateOf,
    transcripts,
    world,
    presence: engine.presence,
  });
  const otlp = new OtlpFiles(dataDir, sources);
  const faults = options.faults
    ? new FaultBoard(world, Math.floor(world.random() * 2 ** 32))
    : null;
  const accept = (channel: Channel) => feed.accept(faults ? faults.accept(channel) : channel);
  const stops = new Set<() => void>();
  const agents = new AgentsHere(
    options.machine ?? { platform: process.platform, env: process.env, home: homedir() },
    followed,
  );
  const checkWritable = () => {
    if (readOnly) throw readOnlyError();
  };
  const watch = async (paths: readonly string[], format?: string, expected?: Expected) => {
    checkWritable();
    return followed.watch(paths, format, expected);
  };
  const watchAgents = async (names: readonly LocalAgent[]) => {
    checkWritable();
    return agents.watch(names);
  };
  const ofUser = userActions(catalogue, readOnly, checkWritable);
  const unwatchAgents = async (names: readonly LocalAgent[]) => {
    checkWritable();
    return agents.unwatch(names);
  };
  const unwatch = async (paths: readonly string[]) => {
    checkWritable();
    return followed.unwatch(paths);
  };
  const demo = () => {
    checkWritable();
    const { build, stop } = playDemo(join(resourcesDir, 'demo/demo.ndjson'), publisher, world);
    stops.add(stop);
    return build;
  };

  let server: HostServer | null = null;
  const end = async () => {
    for (const stop of stops) stop();
    retention.close();
    faults?.close();
    await importer.close();
    // Producers and tails stop first, so that what they handed over is still committed.
    await sources.close();
    await hooks.close();
    await engine.settle();
    await server?.close();
    await engine.close();
    await telemetry?.close();
  };
  let ended: Promise<void> | null = null;
  // Once: what it lets go of may be somebody else's by the second time.
  const close = () => (ended ??= end());
  try {
    server = await startOnPort(options.port, (port) =>
      startServer({
        dataDir,
        port,
        rendererDir: options.rendererDir ?? undefined,
        reads: engine,
        sources: (listsFiles) => {
          const reports = sources.reports();
          const watched = readOnly ? [] : followed.paths;
          const owners = agents.places();
          const places = watchedPlaces(watched, reports, (path) => owners.get(path) ?? null);
          const files = listsFiles ? { sources: reports } : {};
          return { summary: sumUp(reports), ...files, watched, places };
        },
        ...ofUser,
        agents: () => agents.found(),
        watchAgents,
        unwatchAgents,
        settings,
        producer: new Producer(publisher, again, {
          eventBytes: defaultLimits.eventBytes,
          line: () => engine.presence.line(),
        }),
        reader: (reader) => new AgentReader({ formats, unknown: 'keep', ...reader }),
        watch: async (...asked) => ({ watching: await watch(...asked) }),
        unwatch: async (paths) => ({ unwatched: await unwatch(paths) }),
        importFiles: (paths, format) => {
          checkWritable();
          return importer.import(paths, format);
        },
        version: options.version,
        reopen: async (chunks) => {
          checkWritable();
          const reopened = await bundles.reopen(chunks);
          catalogue.admit(reopened.build);
          return reopened;
        },
        demo: async () => ({ build: demo() }),
        hooks: {
          take: (payload, process) => {
            checkWritable();
            hooks.take(payload, process);
          },
        },
        otlp: {
          take: async (document) => {
            checkWritable();
            await otlp.take(document);
          },
        },
        faults,
        accept,
      }),
    );
    if (options.demo) demo();
    if (!readOnly) retention.start();
    // Not awaited: there may be thousands of files, and the window need not wait for them.
    if (!readOnly)
      void followed
        .resume()
        .then(() => transcripts.resume(world.now()))
        .then(() => otlp.resume())
        .catch(warn);
  } catch (error) {
    await close();
    throw error;
  }

  const { address, token, api } = server;
  return {
    address: new URL(address).origin,
    token,
    faults,
    accept,
    get: (url) => api.get(url),
    fileOfCall: (build, node) => fileOfCall(stateOf(build), node),
    playDemo: async () => demo(),
    watch: (paths, format) =>
      watch(
        paths.map((path) => resolve(path)),
        format,
      ),
    watchAgents,
    ...ofUser,
    unwatchAgents,
    unwatch: async (paths) => unwatch(paths.filter((path) => followed.has(path))),
    settings,
    builds: () => engine.builds(),
    onBuilds: (listener) => feed.onList(listener),
    close,
  };
}

/** What was followed cannot be read back: nothing of it is lost, and the rest goes on. */
function warn(error: unknown): void {
  if (error instanceof RatchetError && error.code === 'closing') return;
  process.emitWarning(`Ratchet follows no files: ${messageOf(error)}`);
}
