import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Deleted, Restorable, UserChange } from '../../core/build/listed.ts';
import { statusNow } from '../../core/build/standing.ts';
import type { BuildSummary } from '../../core/build/summary.ts';
import type { Health } from '../../core/health.ts';
import type { Channel } from '../../core/sync/channel.ts';
import type { BuildList } from '../../core/sync/streams.ts';
import { Client } from '../../core/sync/client.ts';
import type { Link } from '../../core/sync/link.ts';
import { HostSettings } from '../features/settings/settings-store.ts';
import { FaultWatch } from '../features/faults/fault-watch.ts';
import { watchHealth } from '../features/watch/health-store.ts';
import { callersOf } from '../features/builds/group.ts';
import { watchRestorable } from '../features/builds/restorable.ts';
import { familyIn } from '../features/builds/family-in.ts';
import { markPage } from '../features/notices/page-mark.ts';
import { goTo } from '../features/plan/go-to.ts';
import { tellOutside } from '../features/notices/tell.ts';
import { type ListView, watchList } from '../features/watch/list-store.ts';
import { Pairing } from '../features/pair/pairing.ts';
import { Shelf } from '../features/workspace/shelf.ts';
import { pageAddress, takeSpot } from '../features/workspace/address.ts';
import type { Spot } from '../features/workspace/place.ts';
import { recallWorkspace, rememberWorkspace } from '../features/workspace/remembered.ts';
import { type Way, Workspace } from '../features/workspace/workspace.ts';
import { at, focusedId } from '../features/workspace/workspace-view.ts';
import { WatchedBuild } from '../features/watch/watched-build.ts';
import { bridge } from '../transport/bridge.ts';
import { connectByPort } from '../transport/port-channel.ts';
import { Rest } from '../transport/rest.ts';
import { isKeyRefused, keyRefused } from '../transport/token.ts';
import { connectBySocket } from '../transport/socket-channel.ts';
import { pageWorld } from '../ui/page-world.ts';

/** Everything that lives as long as the page: the link, the list, and the builds that are open. */
export interface Session {
  readonly link: StoreApi<Link>;
  readonly list: StoreApi<ListView>;
  /** The deleted builds that can still be brought back. */
  readonly restorable: StoreApi<readonly Restorable[]>;
  readonly health: StoreApi<Health | null>;
  readonly settings: HostSettings;
  readonly workspace: Workspace;
  /** The two builds that are compared. */
  readonly pairing: Pairing;
  readonly rest: Rest;
  openBuild(id: string, way?: Way): void;
  /** Changes what the user says of a build. */
  arrangeBuild(id: string, change: UserChange): Promise<unknown>;
  deleteBuild(id: string): Promise<Deleted>;
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
      ...pageWorld,
      connect: connector(token, rest),
      name: bridge ? 'window' : 'browser',
      watcher,
      backoff: { first: 250, limit: 8000 },
    },
    (next) => link.setState(next, true),
  );
  const link = createStore<Link>(() => client.link);
  const list = watchList(client);
  const shelf = new Shelf((id) => new WatchedBuild(id, client, rest));
  const workspace = new Workspace(shelf, pageAddress, rememberWorkspace);
  const pairing = new Pairing();
  // What is compared are whole states: they go when there are no two any more.
  workspace.store.subscribe(({ shown }) => shown.length < 2 && pairing.end());
  const session: Session = {
    link,
    list,
    restorable: watchRestorable(() => rest.restorable(), list),
    health: watchHealth(rest, link),
    settings: new HostSettings(rest, link),
    workspace,
    pairing,
    rest,
    openBuild: (id, way) => workspace.open(id, way),
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
    playDemo: async () => workspace.open(await (bridge ? bridge.playDemo() : rest.playDemo())),
  };
  followList(session);
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

/**
 * Opens what the address names, else what was open the last time, else the build that most wants to
 * be looked at. Builds that are gone from the list lose their tabs.
 */
function followList({ list, workspace }: Session): void {
  const named = pageAddress.read();
  const spot = takeSpot();
  let begun = false;
  let unasked: string | null = null;
  const begin = (builds: BuildList) => {
    begun = true;
    const last = recallWorkspace(new Set(builds.map(({ id }) => id)));
    workspace.begin(named ? at(last, named) : last);
    goToSpot(workspace, spot);
  };
  // A link that is opened in this tab: the workspace, which hears of it before, shows its build.
  window.addEventListener('popstate', () => goToSpot(workspace, takeSpot()));
  list.subscribe(({ replica: { state: builds, phase } }, { replica: before }) => {
    if (!begun && (builds.length > 0 || phase === 'live')) begin(builds);
    const ids = new Set(builds.map(({ id }) => id));
    const gone = before.state.filter(({ id }) => !ids.has(id));
    if (gone.length > 0) workspace.forget(new Set(gone.map(({ id }) => id)));
    const shown = focusedId(workspace.store.getState());
    if (shown === null) {
      const first = mostUrgent(builds);
      if (first) workspace.openUnasked((unasked = first.id));
    } else if (shown === unasked) {
      // Its file may be found before that of its caller.
      const caller = callersOf({ id: shown }, familyIn(builds)).at(-1);
      if (caller) workspace.openUnasked((unasked = caller.id));
    }
  });
}

function goToSpot({ focused }: Workspace, spot: Spot | null): void {
  if (focused && spot) goTo(focused, spot.version, spot.row);
}

const urgency = ['waiting', 'running', 'idle', 'failed'];
const rank = (status: string) =>
  (urgency.indexOf(status) + urgency.length + 1) % (urgency.length + 1);

function mostUrgent(builds: BuildList): BuildSummary | undefined {
  const now = Date.now();
  return builds.toSorted(
    (a, b) =>
      rank(statusNow(a, now)) - rank(statusNow(b, now)) ||
      (b.lastEventAt ?? 0) - (a.lastEventAt ?? 0),
  )[0];
}
