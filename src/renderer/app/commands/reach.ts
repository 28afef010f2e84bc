import type { WatchedBuild } from '../../features/watch/watched-build.ts';
import type { Session } from '../session.ts';

/** What commands reach: the session, and parts of the page. */
export interface Reach {
  readonly session: Session;
  /** Brings the box that filters and searches, with a text in it if there is one to look for. */
  find(text?: string): void;
  inspect(): void;
  /** The plan of the other pane gets the keyboard. */
  focusOtherPane(): void;
}

/** The build whose plan is on the screen, of the pane that has the focus; none while two are compared. */
export const planOf = ({ workspace }: Session): WatchedBuild | null =>
  workspace.store.getState().compares ? null : workspace.focused;

/**
 * What a command does. A promise that rejects is told to the user.
 * @param key the key that it was called by, as the registry has it; null for a menu or the palette
 */
export type Action = (reach: Reach, key: string | null) => void | Promise<unknown>;

/** An action of commands that need a build. */
export const onBuild =
  (run: (build: WatchedBuild) => void): Action =>
  ({ session }) => {
    const build = planOf(session);
    if (build) run(build);
  };
