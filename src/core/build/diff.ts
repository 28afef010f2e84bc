import { type FieldChange, fieldChanges } from './diff/fields.ts';
import { type FileDiff, fileDiffs } from './diff/files.ts';
import { type NodeDiffs, nodeDiffs } from './diff/nodes.ts';
import { type TodoDiff, todoDiffs } from './diff/todos.ts';
import { type UsageDiff, usageDiff } from './diff/usage.ts';
import type { BuildState } from './state.ts';

/** What two versions of one build differ in, as a reader would say it. */
export interface BuildDiff extends NodeDiffs {
  /** The two versions, the earlier first, and the time between them. */
  readonly from: number;
  readonly to: number;
  readonly ms: number;
  readonly fields: readonly FieldChange[];
  readonly todos: readonly TodoDiff[];
  readonly files: readonly FileDiff[];
  readonly usage: UsageDiff;
}

/**
 * Compares two states of one history, whichever is the earlier. It rests on identities that hold for
 * good (keys of TODOs, places of nodes, paths), and reads each state once.
 */
export function diffStates(one: BuildState, other: BuildState): BuildDiff {
  const [before, after] = one.version <= other.version ? [one, other] : [other, one];
  return {
    from: before.version,
    to: after.version,
    ms: Math.max(0, (after.lastEventAt ?? 0) - (before.lastEventAt ?? after.startedAt ?? 0)),
    fields: fieldChanges(before, after),
    todos: todoDiffs(before, after),
    files: fileDiffs(before, after),
    usage: usageDiff(before, after),
    ...nodeDiffs(before, after),
  };
}

/** Whether nothing that a reader would name differs; the versions still may. */
export function isEmptyDiff(diff: BuildDiff): boolean {
  const { fields, todos, tools, files, texts, errors, others, usage } = diff;
  const lists = [fields, todos, tools, files, texts, errors, others];
  return lists.every(({ length }) => length === 0) && usage.isEmpty;
}
