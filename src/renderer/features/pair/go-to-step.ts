import type { BuildComparison } from '../../../core/build/align/compare-builds.ts';
import type { Session } from '../../app/session.ts';
import { reveal } from '../plan/commands.ts';
import type { Side } from './pairing.ts';
import { stepAt } from './words.ts';

/** Shows the two builds again, with a step chosen in each; the pane of the one that was asked for has the focus. */
export function goToStep(
  { workspace }: Session,
  comparison: BuildComparison,
  index: number,
  side: Side,
): void {
  const { shown } = workspace.store.getState();
  const row = comparison.rows[index];
  if (!row) return;
  for (const [pane, one] of (['left', 'right'] as const).entries()) {
    const id = shown[pane];
    const position = stepAt(comparison[one], row[one])?.position ?? null;
    // A node keeps its place for good: what was compared may be an older version.
    if (id !== undefined && position !== null) {
      reveal(workspace.build(id), position, comparison[one].state);
    }
  }
  workspace.compare(false);
  workspace.focus(side === 'left' ? 0 : 1);
}
