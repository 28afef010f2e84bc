import { useStore } from 'zustand';
import type { Link } from '../../../core/sync/link.ts';
import { useSession, useView } from '../../app/session-context.ts';

/** What stands in place of the rows of a build that shows none. */
export function NothingYet() {
  const session = useSession();
  const id = useView((view) => view.id);
  const version = useView((view) => view.live.version);
  const listed = useStore(session.list, ({ replica: { state } }) =>
    state.length === 0 ? undefined : (state.find((build) => build.id === id)?.version ?? null),
  );
  const error = useStore(session.link, ({ error: last }) => last);
  return <p className="px-3.5 py-3 text-muted">{nothingWord({ id, version, listed, error })}</p>;
}

interface Known {
  readonly id: string;
  /** The version that is held. */
  readonly version: number;
  /** The version in the list; null where it is not in it, undefined where nothing is known of the list. */
  readonly listed: number | null | undefined;
  readonly error: Link['error'];
}

export function nothingWord({ id, version, listed, error }: Known): string {
  // A link may name a build that is gone, or is not of this host.
  if (listed === null)
    return 'There is no build of this id here: it was deleted, or has not begun.';
  if (version > 0 || !listed) return 'Nothing has happened in this build yet.';
  if (error?.stream === `build/${id}`) return `This build cannot be shown. ${error.message}`;
  return 'Reading this build …';
}
