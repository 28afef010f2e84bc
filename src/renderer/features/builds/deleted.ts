import { z } from 'zod';
import { createStore } from 'zustand/vanilla';
import { recall, remember } from '../../app/memory.ts';

const schema = z.array(
  z.object({
    id: z.string(),
    title: z.string(),
    /** Until when the host can bring it back. */
    until: z.number(),
    /** It was on the screen. */
    wasOpen: z.boolean(),
  }),
);
export type DeletedBuild = z.infer<typeof schema>[number];

const NAME = 'deleted';

/** What was deleted in this page, the latest first; over its reloads, as a deletion lasts no shorter for them. */
export const deletedStore = createStore<{ deleted: readonly DeletedBuild[] }>(() => ({
  deleted: schema.safeParse(recall(NAME, 'page')).data ?? [],
}));

/** Keeps that a build was deleted; what cannot be brought back any more is forgotten with that. */
export function noteDeleted(one: DeletedBuild, now: number): void {
  const { deleted } = deletedStore.getState();
  keep([one, ...deleted.filter(({ id, until }) => id !== one.id && until > now)]);
}

export function forgetDeleted(build: string): void {
  keep(deletedStore.getState().deleted.filter(({ id }) => id !== build));
}

/** Those that can be brought back at a time: what is in the list is there already. */
export const undoable = (
  deleted: readonly DeletedBuild[],
  listed: readonly { readonly id: string }[],
  now: number,
): DeletedBuild[] =>
  deleted.filter(({ id, until }) => until > now && !listed.some((build) => build.id === id));

function keep(deleted: readonly DeletedBuild[]): void {
  remember(NAME, deleted, 'page');
  deletedStore.setState({ deleted });
}
