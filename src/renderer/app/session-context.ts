import { createContext, useContext } from 'react';
import type { Session } from './session.ts';
import type { WatchedBuild } from '../features/watch/watched-build.ts';
import type { BuildView } from '../features/watch/build-view.ts';
import { focusedId } from '../features/workspace/workspace-view.ts';
import { useStore } from 'zustand';

export const SessionContext = createContext<Session | null>(null);
export const BuildContext = createContext<WatchedBuild | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('No session around this component.');
  return session;
}

/** The build that keys, the list and the inspector speak of; null while there is none. */
export function useFocusedBuild(): WatchedBuild | null {
  const { workspace } = useSession();
  const id = useStore(workspace.store, focusedId);
  return id === null ? null : workspace.build(id);
}

export function useBuild(): WatchedBuild {
  const build = useContext(BuildContext);
  if (!build) throw new Error('No build around this component.');
  return build;
}

/** A part of the view of the build on the screen; renders again only when that part changes. */
export function useView<Part>(select: (view: BuildView) => Part): Part {
  return useStore(useBuild().store, select);
}
