import type { OpenFile } from '../../../core/bridge/bridge.ts';
import { fileOf } from '../../../core/build/tool-file.ts';
import type { Session } from '../../app/session.ts';
import { bridge } from '../../transport/bridge.ts';
import { chosenNode } from '../plan/choice.ts';

/** The chosen call, where it works on one file: its build and its node, as the host is asked by. */
export function chosenFile({ workspace }: Session): Omit<OpenFile, 'where'> | null {
  const build = workspace.focused;
  const node = build && chosenNode(build.store.getState());
  if (!build || node?.kind !== 'tool' || fileOf(node) === null) return null;
  return { build: build.id, node: node.key };
}

/** Opens the file of the chosen call, or shows it in its folder. Rejects where that cannot be done. */
export async function openChosenFile(session: Session, where: OpenFile['where']): Promise<void> {
  const file = chosenFile(session);
  if (file) await bridge?.openFile({ ...file, where });
}
