import type { BuildEvent } from '../build/event.ts';
import { reduceAll } from '../build/reduce.ts';
import { emptyState, type BuildState } from '../build/state.ts';
import { withRows } from '../build/tables.ts';
import type { ListedBuild } from '../build/listed.ts';
import { nextDigest } from './digest.ts';
import type { ListChange } from './messages.ts';
import type { StreamKind } from './replica.ts';

/** A build: its events fold by the reducer and chain by their digest. */
export const buildKind: StreamKind<BuildState, BuildEvent> = {
  empty: emptyState,
  apply: reduceAll,
  join: withRows,
  digest: (previous, event) => nextDigest(previous, JSON.stringify(event)),
};

export type BuildList = readonly ListedBuild[];

/**
 * The list of builds: changes overwrite each other, so that a change may stand for several versions.
 * Its digest names the run of the host that numbered it, and does not move.
 */
export const listKind: StreamKind<BuildList, ListChange> = {
  empty: [],
  apply(list, changes) {
    const byId = new Map(list.map((summary) => [summary.id, summary]));
    for (const change of changes) {
      if (change.kind === 'build') byId.set(change.summary.id, change.summary);
      else byId.delete(change.id);
    }
    return [...byId.values()];
  },
  // It is never sent in parts.
  join: (list) => list,
  digest: (previous) => previous,
};
