import { positionOf } from '../../../core/build/key-index.ts';
import type { BuildState, Node, Todo } from '../../../core/build/state.ts';
import { vectorAt } from '../../../core/build/vector.ts';
import { todoRow } from '../plan/rows.ts';

/** What the inspector shows. */
export type Subject =
  | { readonly kind: 'node'; readonly node: Node; readonly index: number }
  | { readonly kind: 'todo'; readonly todo: Todo };

export function subjectOf(state: BuildState, key: string | null): Subject | null {
  if (key === null) return null;
  const index = positionOf(state.nodes, key);
  const node = index === undefined ? undefined : vectorAt(state.nodes, index);
  if (node && index !== undefined) return { kind: 'node', node, index };
  const todo = state.todos.find((one) => todoRow(one.key) === key);
  return todo ? { kind: 'todo', todo } : null;
}
