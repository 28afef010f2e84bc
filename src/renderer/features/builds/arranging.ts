import { createStore } from 'zustand/vanilla';
import type { ListedBuild } from '../../../core/build/listed.ts';
import { isLive } from '../../../core/build/standing.ts';
import type { Session } from '../../app/session.ts';
import { copyText } from '../../ui/copy.ts';
import { toast } from '../../ui/toasts.tsx';
import { copyLinkTo } from '../workspace/copy-link.ts';
import { whyFailed } from '../../transport/why-failed.ts';
import { titleOf } from './group.ts';
import { noteOpen, takeOpen } from './was-open.ts';

/** Where the menu of a row stands: at its button, or where the pointer was. */
export interface MenuPlace {
  readonly build: string;
  readonly anchor: Element | { getBoundingClientRect(): DOMRect };
}

interface Arranging {
  /** The build whose title is being written. */
  readonly renaming: string | null;
  readonly menu: MenuPlace | null;
}

/** What is under way in the list of builds; one at a time. */
export const arranging = createStore<Arranging>(() => ({ renaming: null, menu: null }));

export const openMenu = (menu: MenuPlace): void => arranging.setState({ menu });
export const closeMenu = (): void => arranging.setState({ menu: null });

/** What can be done with a build of the list, by its id. */
export type ListCommand = (session: Session, id: string) => void;

export const startRenaming: ListCommand = (session, id) => {
  if (find(session, id)) arranging.setState({ renaming: id, menu: null });
};

/** @param title null where it was not changed */
export function stopRenaming(session: Session, id: string, title: string | null): void {
  arranging.setState({ renaming: null });
  if (title !== null) attempt('The title was not changed', session.arrangeBuild(id, { title }));
}

export const togglePin: ListCommand = (session, id) => {
  const build = find(session, id);
  if (!build) return;
  attempt(
    build.pinned ? 'It is still pinned' : 'It was not pinned',
    session.arrangeBuild(id, { pinned: !build.pinned }),
  );
};

export const copyLink: ListCommand = (_session, id) =>
  attempt('The link was not copied', copyLinkTo(id));

export const copyId: ListCommand = (_session, id) => {
  const done = async () => {
    await copyText(id);
    toast({ title: 'Copied the id' });
  };
  attempt('The id was not copied', done());
};

/** Deletes a build, and offers to take that back. The next one in the list takes its place on the screen. */
export const deleteBuild: ListCommand = (session, id) => {
  const build = find(session, id);
  if (!build) return;
  const wasOpen = session.workspace.focused?.id === id;
  const next = neighbourOf(id);
  const title = titleOf(build);
  const goesOn = isLive(build, Date.now());
  if (wasOpen && next !== null) session.openBuild(next);
  const done = async () => {
    try {
      await session.deleteBuild(id);
    } catch (error) {
      if (wasOpen) session.openBuild(id);
      throw error;
    }
    if (wasOpen) noteOpen(id);
    if (next !== null) focusRow(next);
    toast({
      title: `Deleted “${title}”`,
      ...(goesOn ? { description: 'It comes back if its agent goes on.' } : {}),
      action: { label: 'Undo', run: () => restoreBuild(session, id) },
    });
  };
  attempt(`“${title}” was not deleted`, done());
};

/** Brings a deleted build back, and to the screen if it was there. */
export const restoreBuild: ListCommand = (session, id) => {
  const done = async () => {
    await session.restoreBuild(id);
    if (takeOpen(id)) session.openBuild(id);
    whenListed(session, id, focusLost);
  };
  attempt('It was not brought back', done());
};

/** The focus of what is gone, as the button that brought a build back, goes to the row of the build. */
function focusLost(id: string): void {
  if (document.activeElement === document.body) focusRow(id);
}

/** Calls back in the frame after the list has a build. */
function whenListed(session: Session, id: string, then: (id: string) => void): void {
  const isListed = () => find(session, id) !== undefined;
  const later = () => requestAnimationFrame(() => then(id));
  if (isListed()) return void later();
  const stop = session.list.subscribe(() => {
    if (!isListed()) return;
    stop();
    later();
  });
}

/** The build whose row has the focus. */
export const focusedBuild = (): string | null =>
  document.activeElement?.closest<HTMLElement>('[data-build]')?.dataset['build'] ?? null;

/** Puts the focus on the row of a build. */
export const focusRow = (id: string): void => rowOf(id)?.focus();

const find = (session: Session, id: string): ListedBuild | undefined =>
  session.list.getState().replica.state.find((build) => build.id === id);

const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-build]')];

const rowOf = (id: string): HTMLElement | null =>
  rows()
    .find(({ dataset }) => dataset['build'] === id)
    ?.querySelector('button') ?? null;

/** The build below in the list, or else above; none of those that go with it. */
function neighbourOf(id: string): string | null {
  const all = rows();
  const at = all.findIndex(({ dataset }) => dataset['build'] === id);
  const within = all[at]?.closest('li');
  const others = [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0)).toReversed()];
  return others.find((row) => !within?.contains(row))?.dataset['build'] ?? null;
}

function attempt(failed: string, work: Promise<unknown>): void {
  work.catch((error: unknown) => toast({ title: failed, description: whyFailed(error) }));
}
