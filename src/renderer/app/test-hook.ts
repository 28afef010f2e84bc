import { canonicalHash } from '../../core/sync/digest.ts';
import type { Session } from './session.ts';

/**
 * What end-to-end tests compare with the host: the version, digest and state hash of the replica
 * behind the screen, of the build that has the focus. Read-only; the hash is computed when it is asked for.
 */
export function exposeForTests(session: Session): void {
  const live = () => session.workspace.focused?.store.getState().live ?? null;
  const hook = {
    get build() {
      return session.workspace.focused?.id ?? null;
    },
    get version() {
      return live()?.version ?? 0;
    },
    get digest() {
      return live()?.digest ?? null;
    },
    get counters() {
      return live()?.counters ?? null;
    },
    /** Stretches that were missed while the link was down: painted on the timeline. */
    get bands() {
      return session.workspace.focused?.store.getState().bands ?? [];
    },
    get hash() {
      const replica = live();
      return replica ? canonicalHash(replica.state) : null;
    },
  };
  Object.defineProperty(window, '__ratchet', { value: Object.freeze(hook) });
}
