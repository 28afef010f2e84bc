import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../../core/sync/client.ts';
import { newReplica, type Replica } from '../../../core/sync/replica.ts';
import { type BuildList, listKind } from '../../../core/sync/streams.ts';
import { type BuildClock, cameLive, clockAfter, newClock } from './build-clock.ts';
import { frameFlush } from './flush.ts';

/** Milliseconds between two drawings while events pour in: what a row says of a build changes little. */
const EVERY = 200;

export interface ListView {
  readonly replica: Replica<BuildList>;
  readonly clocks: ReadonlyMap<string, BuildClock>;
}

/** The list of builds, as the host sums them up. */
export function watchList(client: Client): StoreApi<ListView> {
  const store = createStore<ListView>(() => ({
    replica: newReplica('builds', listKind),
    clocks: new Map(),
  }));
  let latest = store.getState().replica;
  const flush = frameFlush(() => {
    const before = store.getState();
    store.setState({ replica: latest, clocks: clocksOf(before, latest) });
  }, EVERY);
  client.watchList((replica) => {
    latest = replica;
    flush.changed();
  });
  return store;
}

function clocksOf(before: ListView, next: Replica<BuildList>): ReadonlyMap<string, BuildClock> {
  const live = cameLive(before.replica.counters, next.counters);
  const known = new Map(before.replica.state.map((summary) => [summary.id, summary]));
  const moved = next.state.filter((summary) => known.get(summary.id)?.version !== summary.version);
  if (moved.length === 0) return before.clocks;
  const clocks = new Map(before.clocks);
  const now = Date.now();
  for (const { id, lastEventAt } of moved) {
    clocks.set(id, clockAfter(clocks.get(id) ?? newClock, lastEventAt, now, live));
  }
  return clocks;
}
