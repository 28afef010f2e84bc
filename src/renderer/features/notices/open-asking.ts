import { positionOf } from '../../../core/build/key-index.ts';
import type { BuildState } from '../../../core/build/state.ts';
import { vectorAt } from '../../../core/build/vector.ts';
import type { Session } from '../../app/session.ts';
import { reveal } from '../plan/commands.ts';
import { whenThere } from '../watch/when-there.ts';

/** Opens a build as it is now, at the row that asks for somebody; without one, at what it is opened for anyway. */
export function openAsking(session: Session, id: string): void {
  session.openBuild(id);
  const build = session.workspace.focused;
  if (build?.id !== id) return;
  build.returnToLive();
  whenThere(build, () => {
    const position = askingPosition(build.store.getState().live.state);
    if (position !== null) reveal(build, position);
  });
}

/** Rows that are looked through for the call that a request is about: it is among the latest. */
const NEAR = 200;

/**
 * The row that a request is about: the call that it names, else the latest one that runs and had begun
 * when it came, else the latest row that there was.
 */
export function askingPosition({ attention, nodes }: BuildState): number | null {
  const request = attention.at(-1);
  if (!request) return null;
  const named = request.call === null ? undefined : positionOf(nodes, `tool:${request.call}`);
  if (named !== undefined) return named;
  let latest: number | null = null;
  const end = Math.max(0, nodes.size - NEAR);
  for (let position = nodes.size - 1; position >= end; position -= 1) {
    const node = vectorAt(nodes, position);
    if (!node || node.from > request.version) continue;
    latest ??= position;
    if (node.kind === 'tool' && node.outcome === null) return position;
  }
  return latest;
}
