import type { Deleted, ListedBuild, Restorable, UserChange } from '../../../core/build/listed.ts';
import type { Catalogue } from './catalogue.ts';

/** What a window, a program or a setting does with the list, where it may be changed at all. */
export interface UserActions {
  /** Changes what the user says of a build. @throws RatchetError `unknown-build`, `read-only` */
  arrangeBuild(id: string, change: UserChange): ListedBuild;
  /** Deletes builds and their sub-agents; that can be undone for a minute. @throws as `arrangeBuild` */
  deleteBuilds(ids: readonly string[]): Deleted;
  /** @returns the builds that are back @throws as `arrangeBuild` */
  restoreBuild(id: string): string[];
  /** Deleted builds that can be restored, the latest first; none where nothing may be changed. */
  restorableBuilds(): Restorable[];
  /** Builds in which nothing has happened since a time: neither pinned nor live ones, and whole families only. */
  oldBuilds(before: number): string[];
}

/** @param checkWritable throws where nothing may be changed */
export const userActions = (
  catalogue: Catalogue,
  readOnly: boolean,
  checkWritable: () => void,
): UserActions => ({
  arrangeBuild(id, change) {
    checkWritable();
    return catalogue.arrange(id, change);
  },
  deleteBuilds(ids) {
    checkWritable();
    return catalogue.delete(ids);
  },
  restoreBuild(id) {
    checkWritable();
    return catalogue.restore(id);
  },
  restorableBuilds: () => (readOnly ? [] : catalogue.restorable()),
  oldBuilds: (before) => catalogue.old(before),
});
