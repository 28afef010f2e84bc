import type { BuildEventOf } from '../event.ts';
import { inherit, positionOf } from '../key-index.ts';
import type { BuildState, FileState, ToolChange } from '../state.ts';
import { vectorAt, vectorPush, vectorSet } from '../vector.ts';
import { findNode, setNode } from './nodes.ts';

/** Counts a change of a file, there and on the tool call that made it. */
export function changeFile(state: BuildState, event: BuildEventOf<'file.changed'>): BuildState {
  const added = event.added ?? 0;
  const removed = event.removed ?? 0;
  const position = positionOf(state.files, event.path);
  const before = position === undefined ? undefined : vectorAt(state.files, position);
  const file: FileState = {
    key: event.path,
    change: before && event.change === 'modified' ? before.change : event.change,
    added: (before?.added ?? 0) + added,
    removed: (before?.removed ?? 0) + removed,
    edits: (before?.edits ?? 0) + 1,
    version: state.version + 1,
  };
  const files =
    position === undefined ? vectorPush(state.files, file) : vectorSet(state.files, position, file);
  if (position === undefined) inherit(state.files, files, file);
  else inherit(state.files, files);

  const changed = { ...state, files };
  const call = event.call === undefined ? null : findNode(state, `tool:${event.call}`);
  if (call?.node.kind !== 'tool') return changed;
  return setNode(changed, call.position, {
    ...call.node,
    to: changed.version + 1,
    added: call.node.added + added,
    removed: call.node.removed + removed,
    changes: noted(call.node.changes, event, changed.version + 1),
  });
}

/** Changes of one call that it names; a patch of more files than this is looked at in the log. */
const MOST_CHANGES = 100;

function noted(
  changes: readonly ToolChange[],
  { path, diff }: BuildEventOf<'file.changed'>,
  version: number,
): readonly ToolChange[] {
  if (changes.length >= MOST_CHANGES) return changes;
  return [...changes, { path, version, hasDiff: diff !== undefined }];
}
