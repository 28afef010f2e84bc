import type { BuildEvent } from '../../src/core/build/event.ts';
import { reduceAll } from '../../src/core/build/reduce.ts';
import { type BuildState, emptyState } from '../../src/core/build/state.ts';
import { rowsFrom, type Run, tables, withoutRows } from '../../src/core/build/tables.ts';
import { GENESIS, nextDigest } from '../../src/core/sync/digest.ts';
import type { Replica, ReplicaInput } from '../../src/core/sync/replica.ts';
import { textEvent } from './events.ts';

/** A short log, and everything that a feed may say of it to a replica. */

export type Input = ReplicaInput<BuildState, BuildEvent>;
export type Build = Replica<BuildState>;

export const log = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((text) => textEvent(text));

export const digests = log.reduce(
  (list, event) => [...list, nextDigest(list.at(-1) ?? GENESIS, JSON.stringify(event))],
  [GENESIS],
);

export const stateAt = (version: number): BuildState =>
  reduceAll(emptyState, log.slice(0, version));

export const head = (version: number, digest = digests[version] ?? '') => ({ version, digest });

export const delta = (base: number, version: number, ask?: number): Input => ({
  type: 'delta',
  base,
  ...head(version),
  events: log.slice(base, version),
  ask,
});

export const snapshot = (version: number, ask?: number): Input => ({
  type: 'snapshot',
  ...head(version),
  state: stateAt(version),
  ask,
});

/** What comes before a snapshot in parts: one without a row, and one with each row. */
function runsOf(version: number): Run[] {
  const state = stateAt(version);
  const rows = tables.flatMap((table) =>
    [...rowsFrom(state, table, 0)].map((row): Run => ({ table, rows: [row] })),
  );
  return [{ table: 'todos', rows: [] }, ...rows];
}

/** A part of a snapshot; absent where it has no such part. */
export const part = (version: number, number: number, ask?: number): Input[] =>
  runsOf(version)
    .slice(number, number + 1)
    .map((run) => ({ type: 'part', ...head(version), ...run, part: number, ask }));

export const parts = (version: number, ask?: number): Input[] =>
  runsOf(version).flatMap((_, number) => part(version, number, ask));

/** The message that follows them. */
export const lastOf = (version: number, ask?: number): Input => ({
  type: 'snapshot',
  ...head(version),
  state: withoutRows(stateAt(version)),
  parts: runsOf(version).length,
  ask,
});

/** A heartbeat; null: of a feed that does not serve the stream. */
export const beat = (version: number | null, digest?: string): Input => ({
  type: 'head',
  head: version === null ? null : head(version, digest),
});
