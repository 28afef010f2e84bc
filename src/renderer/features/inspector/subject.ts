import { useDeferredValue, useMemo } from 'react';
import { positionOf } from '../../../core/build/key-index.ts';
import type { Node, Todo } from '../../../core/build/state.ts';
import { vectorAt } from '../../../core/build/vector.ts';
import { useView } from '../../app/session-context.ts';
import { chosenKey } from '../plan/choice.ts';
import { todoRow } from '../plan/rows.ts';
import { type BuildView, shownState } from '../watch/build-view.ts';

/** What the inspector shows. */
export type Subject =
  | { readonly kind: 'node'; readonly node: Node; readonly index: number }
  | { readonly kind: 'todo'; readonly todo: Todo };

/** What is chosen. Events come by the thousand, and few of them are about it: nothing is drawn for the others. */
export function useSubject(): Subject | null {
  const index = useView(indexOfChosen);
  const node = useView((view) => (index === null ? undefined : nodeAt(view, index)));
  const todo = useView((view) => (index === null ? chosenTodo(view) : undefined));
  const subject = useMemo((): Subject | null => {
    if (node && index !== null) return { kind: 'node', node, index };
    return todo ? { kind: 'todo', todo } : null;
  }, [index, node, todo]);
  // The plan is drawn first, where both change.
  return useDeferredValue(subject);
}

const nodeAt = (view: BuildView, index: number): Node | undefined =>
  vectorAt(shownState(view).nodes, index);

function indexOfChosen(view: BuildView): number | null {
  const key = chosenKey(view);
  return key === null ? null : (positionOf(shownState(view).nodes, key) ?? null);
}

function chosenTodo(view: BuildView): Todo | undefined {
  const key = chosenKey(view);
  if (key === null) return undefined;
  return shownState(view).todos.find((todo) => todoRow(todo.key) === key);
}
