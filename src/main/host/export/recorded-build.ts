import { RatchetError } from '../../../core/errors.ts';
import type { Head } from '../../../core/sync/messages.ts';
import type { HostReads } from '../server/host-reads.ts';

/** A build up to a version: what has a number does not change while it is exported. */
export interface RecordedBuild {
  readonly id: string;
  readonly head: Head;
  events(): Iterable<{ readonly version: number; readonly body: string }>;
  /** Null where the body is not there any more. */
  payload(key: string): { readonly mime: string; readonly body: Buffer } | null;
}

/** The build as it stands now. @throws RatchetError `unknown-build` */
export function recordedBuild(
  reads: Pick<HostReads, 'head' | 'eventsText' | 'payload'>,
  id: string,
): RecordedBuild {
  const head = reads.head(id);
  if (head.version === 0) {
    throw new RatchetError('unknown-build', `There is no build ${id.slice(0, 256)}.`);
  }
  return {
    id,
    head,
    events: () => reads.eventsText(id, 0, head.version),
    payload(key) {
      const found = reads.payload(key);
      return found && { mime: found.mime, body: Buffer.from(found.body) };
    },
  };
}
