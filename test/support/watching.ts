import { expect } from 'vitest';
import type { BuildState } from '../../src/core/build/state.ts';
import { canonicalHash } from '../../src/core/sync/digest.ts';
import type { Replica } from '../../src/core/sync/replica.ts';
import { type Line, straight } from './channel-pair.ts';
import type { Net } from './net.ts';

export const direct = () => ({ there: straight, back: straight });

/** Watches a build and keeps every replica that the watcher was shown. */
export function watch(net: Net, build: string, lines: () => { there: Line; back: Line } = direct) {
  const seen: Replica<BuildState>[] = [];
  const client = net.client(lines);
  const stop = client.watchBuild(build, (replica) => seen.push(replica));
  client.open();
  return { seen, client, stop, last: () => seen.at(-1) };
}

export const versions = (seen: readonly Replica<BuildState>[]) => [
  ...new Set(seen.map(({ version }) => version)),
];

export const expectCurrent = (
  net: Net,
  build: string,
  replica: Replica<BuildState> | undefined,
) => {
  const { head, state } = net.processor.view(build);
  expect(replica).toMatchObject({ version: head.version, digest: head.digest, phase: 'live' });
  expect(canonicalHash(replica?.state)).toBe(canonicalHash(state));
};
