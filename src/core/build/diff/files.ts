import { positionOf } from '../key-index.ts';
import type { BuildState, FileState } from '../state.ts';
import { vectorAt, vectorValues } from '../vector.ts';

/** A file that was changed between two versions, and by how much. */
export interface FileDiff {
  readonly path: string;
  readonly change: FileState['change'];
  readonly added: number;
  readonly removed: number;
  readonly edits: number;
  /** Version of the last change. */
  readonly at: number;
}

export function fileDiffs(before: BuildState, after: BuildState): FileDiff[] {
  const diffs: FileDiff[] = [];
  for (const file of vectorValues(after.files)) {
    if (file.version <= before.version) continue;
    const position = positionOf(before.files, file.key);
    const former = position === undefined ? undefined : vectorAt(before.files, position);
    diffs.push({
      path: file.key,
      // A file that was there already was modified, whatever it was first.
      change: former && file.change === 'added' ? 'modified' : file.change,
      added: file.added - (former?.added ?? 0),
      removed: file.removed - (former?.removed ?? 0),
      edits: file.edits - (former?.edits ?? 0),
      at: file.version,
    });
  }
  return diffs;
}
