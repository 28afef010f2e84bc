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
  events(): Iterable<{ readonly version: number; readonly body: string }>;
  /** Null where the body is not there any more. */
  payload(key: string): { readonly mime: string; readonly body: Buffer } | null;
}

/** What is read of the host to export a build. */
export type ExportReads = Pick<HostReads, 'head' | 'eventsText' | 'payload' | 'stateAt' | 'builds'>;

/** The build as it stands now. @throws RatchetError `unknown-build` */
export function recordedBuild(reads: ExportReads, id: string): RecordedBuild {
  const head = reads.head(id);
  if (head.version === 0) {
    throw new RatchetError('unknown-build', `There is no build ${id.slice(0, 256)}.`);
  }
  const builds = reads.builds();
  const state = reads.stateAt(id, head.version)?.state;
  return {
    id,
    head,
    state,
    userTitle: builds.find((build) => build.id === id)?.userTitle ?? null,
    subAgents: state ? subAgentsOf(id, state, builds) : [],
    events: () => reads.eventsText(id, 0, head.version),
    payload(key) {
      const found = reads.payload(key);
      return found && { mime: found.mime, body: Buffer.from(found.body) };
    },
  };
}
