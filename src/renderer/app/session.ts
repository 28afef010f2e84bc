import { createStore, type StoreApi } from 'zustand/vanilla';
import { statusNow } from '../../core/build/standing.ts';
import type { UserChange } from '../../core/build/listed.ts';
import type { Health } from '../../core/health.ts';
import type { Channel } from '../../core/sync/channel.ts';
import { Client, type Link } from '../../core/sync/client.ts';
import { HostSettings } from '../features/settings/settings-store.ts';
import { FaultWatch } from '../features/faults/fault-watch.ts';
import { watchHealth } from '../features/watch/health-store.ts';
import { callersOf } from '../features/builds/group.ts';
import { familyIn } from '../features/builds/family-in.ts';
import { markPage } from '../features/notices/page-mark.ts';
import { tellOutside } from '../features/notices/tell.ts';
import { type ListView, watchList } from '../features/watch/list-store.ts';
import { WatchedBuild } from '../features/watch/watched-build.ts';
import { bridge } from '../transport/bridge.ts';
import { connectByPort } from '../transport/port-channel.ts';
import { Rest } from '../transport/rest.ts';
import { isKeyRefused, keyRefused } from '../transport/token.ts';
import { connectBySocket } from '../transport/socket-channel.ts';
import { recall, remember } from './memory.ts';

/** Everything that lives as long as the page: the link, the list, and the build on the screen. */
export interface Session {
  readonly link: StoreApi<Link>;
  readonly list: StoreApi<ListView>;
  readonly health: StoreApi<Health | null>;
  readonly settings: HostSettings;
  readonly open: StoreApi<{ readonly build: WatchedBuild | null }>;
  readonly rest: Rest;
  openBuild(id: string): void;
  /** Changes what the user says of a build. */
  arrangeBuild(id: string, change: UserChange): Promise<unknown>;
  deleteBuild(id: string): Promise<unknown>;
  restoreBuild(id: string): Promise<unknown>;
  readonly retryNow: () => void;
  readonly playDemo: () => Promise<void>;
  /** What is done to the stream on purpose, where the host lets one. */
  readonly faults: FaultWatch;
  /** This watcher's name of itself, the same over all its connections. */
  readonly watcher: string;
}

export function startSession(token: string | null): Session {
  const rest = new Rest(bridge ? null : token);
  const watcher = watcherId();
  const client = new Client(
    {
      connect: connector(token, rest),
      after(milliseconds, callback) {
        const timer = setTimeout(callback, milliseconds);
        return () => clearTimeout(timer);
      },
      now: () => Date.now(),
      random: () => Math.random(),
      name: bridge ? 'window' : 'browser',
      watcher,
      backoff: { first: 250, limit: 8000 },
    },
    (next) => link.setState(next, true),
  );
  const link = createStore<Link>(() => client.link);
  const list = watchList(client);
  const open = createStore<{ build: WatchedBuild | null }>(() => ({ build: null }));

  const openBuild = (id: string) => {
    const { build } = open.getState();
    if (build?.id === id) return;
    build?.close();
    remember('build', id);
    open.setState({ build: new WatchedBuild(id, client, rest) });
  };
  const session: Session = {
    link,
    list,
    health: watchHealth(rest, link),
    settings: new HostSettings(rest, link),
    open,
    rest,
    openBuild,
    arrangeBuild: (id, change) => (bridge ?? rest).arrangeBuild(id, change),
    deleteBuild: (id) => (bridge ?? rest).deleteBuild(id),
    restoreBuild: (id) => (bridge ?? rest).restoreBuild(id),
    retryNow: () => client.retryNow(),
    watcher,
    faults: new FaultWatch(
      {
        report: () => rest.faultReport(),
        watchers: () => rest.watchers(),
        take: (request) => (bridge ? bridge.faults(request) : rest.faults(request)),
      },
      link,
    ),
    playDemo: async () => openBuild(await (bridge ? bridge.playDemo() : rest.playDemo())),
  };
  openFirst(session);
  tellOutside(session);
  markPage(list);
  client.open();
  // Coming back to a page that has lost its link should not wait for the next attempt.
  for (const event of ['focus', 'online']) {
    window.addEventListener(event, () => {
      if (!isKeyRefused(client.link)) client.retryNow();
    });
  }
  return session;
}

/** The same for a tab over all its reloads, so that a host knows it again. */
function watcherId(): string {
  const known = sessionStorage.getItem('ratchet.watcher');
  if (known) return known;
  const id = crypto.randomUUID();
  sessionStorage.setItem('ratchet.watcher', id);
  return id;
}

function connector(token: string | null, rest: Rest): () => Promise<Channel> {
  const desktop = bridge;
  if (desktop) return () => connectByPort(desktop);
  return async () => {
    try {
      return await connectBySocket(token ?? '');
    } catch (error) {
      // A browser never says why; where nobody answers at all, it is worth trying again.
      if (await rest.isRefused().catch(() => false)) throw keyRefused();
      throw error;
    }
  };
}

/** Opens the build of the last time, else the one that most wants to be looked at. */
function openFirst(session: Session): void {
  const urgency = ['waiting', 'running', 'idle', 'failed'];
  const rank = (status: string) =>
    (urgency.indexOf(status) + urgency.length + 1) % (urgency.length + 1);
  let unasked: string | null = null;
  const choose = ({ replica }: ListView) => {
    const { build } = session.open.getState();
    const callers = build && build.id === unasked ? callersOf(build, familyIn(replica.state)) : [];
    // Its file may be found before that of its caller.
    const caller = callers.at(-1);
    if (caller) session.openBuild((unasked = caller.id));
    if (build || replica.state.length === 0) return;
    const last = recall('build');
    const now = Date.now();
    const builds = replica.state.toSorted(
      (a, b) =>
        rank(statusNow(a, now)) - rank(statusNow(b, now)) ||
        (b.lastEventAt ?? 0) - (a.lastEventAt ?? 0),
    );
    const known = builds.find(({ id }) => id === last) ?? builds[0];
    if (!known) return;
    if (known.id !== last) unasked = known.id;
    session.openBuild(known.id);
  };
  session.list.subscribe((now, before) => {
    const { build } = session.open.getState();
    const isIn = ({ replica }: ListView) => replica.state.some(({ id }) => id === build?.id);
    // It was deleted, here or in another window.
    if (build && isIn(before) && !isIn(now)) {
      build.close();
      session.open.setState({ build: null });
    }
    choose(now);
  });
}
