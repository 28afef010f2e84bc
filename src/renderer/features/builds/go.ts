import type { BuildState } from '../../../core/build/state.ts';
import { childOf } from '../../../core/build/family.ts';
import type { BuildSummary } from '../../../core/build/summary.ts';
import { vectorValues } from '../../../core/build/vector.ts';
import type { Session } from '../../app/session.ts';
import { chosenNode } from '../plan/choice.ts';
import { reveal } from '../plan/commands.ts';
import { shownState } from '../watch/build-view.ts';
import { whenThere } from '../watch/when-there.ts';
import { familyIn } from './family-in.ts';

/** The sub-agent that the chosen call began; null where it began none. */
export function chosenChild(session: Session): BuildSummary | null {
  const build = session.workspace.focused;
  if (!build) return null;
  const node = chosenNode(build.store.getState());
  if (node?.kind !== 'tool') return null;
  return childOf(familyIn(session.list.getState().replica.state), build.id, node) ?? null;
}

export function openChild(session: Session): void {
  const child = chosenChild(session);
  if (child) session.openBuild(child.id);
}

/** Opens the build that the one on the screen is a sub-agent of, at the call that began it. */
export function openCaller(session: Session): void {
  const { replica } = session.list.getState();
  const id = session.workspace.focused?.id;
  const child = replica.state.find((build) => build.id === id);
  const parent = child && familyIn(replica.state).parentOf.get(child.id);
  if (!child || !parent) return;
  session.openBuild(parent.id);
  const build = session.workspace.focused;
  if (!build) return;
  whenThere(build, () => {
    const position = callOf(shownState(build.store.getState()), child);
    if (position !== null) reveal(build, position);
  });
}

/** The position of the call that began a sub-agent; the first, as later ones speak to it again. */
function callOf(
  state: BuildState,
  child: { readonly session: string | null; readonly parentCall: string | null },
): number | null {
  let position = 0;
  for (const node of vectorValues(state.nodes)) {
    const isIt =
      node.kind === 'tool' &&
      (node.call === child.parentCall ||
        (node.childSession !== null && node.childSession === child.session));
    if (isIt) return position;
    position += 1;
  }
  return null;
}
