import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { adapters } from '../../src/core/agents/registry.ts';
import type { BuildEvent } from '../../src/core/build/event.ts';
import { BundleReopener } from '../../src/main/host/bundle/reopen.ts';
import { Engine } from '../../src/main/host/engine.ts';
import { AgentReader } from '../../src/main/host/ingest/agent-reader.ts';
import { newFormats } from '../../src/main/host/ingest/agent-formats.ts';
import { hostSettings } from '../../src/main/host/host-settings.ts';
import { Producer } from '../../src/main/host/ingest/producer.ts';
import type { ServerLimits } from '../../src/main/host/server/limits.ts';
import { type HostServer, startServer } from '../../src/main/host/server/server.ts';
import { realWorld } from '../../src/main/host/world.ts';

const resourcesDir = resolve(import.meta.dirname, '../../resources');

export const testFormats = newFormats(adapters);

export async function temporary(): Promise<{
  path: string;
  [Symbol.asyncDispose](): Promise<void>;
}> {
  const path = await mkdtemp(join(tmpdir(), 'ratchet-test-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** A real store and a real processor on a directory. */
export function openEngine(dataDir: string): Engine {
  return new Engine({ dataDir, resourcesDir }, realWorld);
}

export function eventsOf(engine: Engine, build: string): BuildEvent[] {
  return [...engine.eventsText(build, 0, 1e9)].map(({ body }) => JSON.parse(body) as BuildEvent);
}

type Call = Omit<RequestInit, 'headers'> & {
  headers?: Record<string, string>;
  duplex?: 'half';
};

export interface Rig extends AsyncDisposable {
  readonly engine: Engine;
  readonly server: HostServer;
  readonly dir: string;
  /** A request with the token. */
  call(path: string, init?: Call): Promise<Response>;
}

/** A real host on loopback, on a directory of its own. */
export async function startRig(
  options: { limits?: Partial<ServerLimits>; rendererDir?: string; watched?: string[] } = {},
): Promise<Rig> {
  const { path: dir, [Symbol.asyncDispose]: remove } = await temporary();
  const engine = openEngine(join(dir, 'data'));
  const { limits = {}, rendererDir, watched = [] } = options;
  const bundles = new BundleReopener(engine.processor, (build) => engine.head(build));
  const server = await startServer({
    dataDir: join(dir, 'data'),
    rendererDir,
    reads: engine,
    sources: () => ({ sources: [] }),
    agents: () => Promise.resolve([]),
    watchAgents: () => Promise.resolve([]),
    unwatchAgents: () => Promise.resolve([]),
    settings: hostSettings({
      engine,
      dataDir: join(dir, 'data'),
      readOnly: false,
      environment: {},
      canReport: false,
      retention: { candidates: () => [], sweep: () => {} },
    }),
    unwatch: (paths) => Promise.resolve({ unwatched: paths }),
    producer: new Producer(engine.processor, engine.store, {
      eventBytes: limits.eventBytes ?? 1024 * 1024,
      line: () => engine.presence.line(),
    }),
    reader: ({ format, framing }) =>
      new AgentReader({ formats: testFormats, format, framing, unknown: 'keep' }),
    watch: (paths) => {
      watched.push(...paths);
      return Promise.resolve({ watching: paths });
    },
    importFiles: async function* (paths) {
      yield* paths;
    },
    arrangeBuild: (id, change) => engine.catalogue.arrange(id, change),
    deleteBuilds: (ids) => engine.catalogue.delete(ids),
    restoreBuild: (id) => engine.catalogue.restore(id),
    restorableBuilds: () => engine.catalogue.restorable(),
    faults: null,
    version: 'test',
    reopen: (chunks) => bundles.reopen(chunks),
    demo: () => Promise.resolve({ build: 'demo' }),
    hooks: { take: () => {} },
    otlp: { take: () => Promise.resolve() },
    accept: (channel) => engine.feed.accept(channel),
    limits,
  });
  return {
    engine,
    server,
    dir,
    call: (path, init = {}) =>
      fetch(`http://127.0.0.1:${server.port}${path}`, {
        ...init,
        headers: { authorization: `Bearer ${server.token}`, ...init.headers },
      }),
    async [Symbol.asyncDispose]() {
      await server.close();
      await engine.close();
      await remove();
    },
  };
}
