import { type SubAgent, subAgentsOf } from '../../../core/build/sub-agents.ts';
import type { BuildState } from '../../../core/build/state.ts';
import { RatchetError } from '../../../core/errors.ts';
import type { Head } from '../../../core/sync/messages.ts';
import type { HostReads } from '../server/host-reads.ts';

/** A build up to a version: what has a number does not change while it is exported. */
export interface RecordedBuild {
  readonly id: string;
  readonly head: Head;
  readonly state: BuildState | undefined;
  /** What the user calls it. */
  readonly userTitle: string | null;
  /** Those that are builds of their own, which an export of this one leaves out. */
  readonly subAgents: readonly SubAgent[];
  /** @throws RatchetError (while they are read) `unknown-build`, where it was purged meanwhile */
  events(): Iterable<{ readonly version: number; readonly body: string }>;
  /** Null where the body is not there any more. */
  payload(key: string): { readonly mime: string; readonly body: Buffer } | null;
}

/** What is read of the host to export a build. */
export type ExportReads = Pick<
  HostReads,
  'head' | 'isPast' | 'eventsText' | 'payload' | 'stateAt' | 'builds'
>;

/** Events that are read at once, so that a long log is never in memory as a whole. */
const SLICE = 1000;

/** The build as it stands now. @throws RatchetError `unknown-build` */
export function recordedBuild(reads: ExportReads, id: string): RecordedBuild {
  const head = reads.head(id);
  if (head.version === 0) {
    throw new RatchetError('unknown-build', `There is no build ${id.slice(0, 256)}.`);
  }
  // What comes under the id of a purged build is another one, in which no secrets were looked for.
  const requireThere = () => {
    if (reads.isPast(id, head)) return;
    throw new RatchetError(
      'unknown-build',
      `The build ${id} was deleted for good while it was exported. There is no whole file of it.`,
    );
  };
  const builds = reads.builds();
  const state = reads.stateAt(id, head.version)?.state;
  return {
    id,
    head,
    state,
    userTitle: builds.find((build) => build.id === id)?.userTitle ?? null,
    subAgents: state ? subAgentsOf(id, state, builds) : [],
    *events() {
      for (let at = 0; at < head.version; at += SLICE) {
        const slice = [...reads.eventsText(id, at, Math.min(at + SLICE, head.version))];
        requireThere();
        yield* slice;
      }
      // The bodies that were set apart go with it too.
      requireThere();
    },
    payload(key) {
      const found = reads.payload(key);
      return found && { mime: found.mime, body: Buffer.from(found.body) };
    },
  };
}
