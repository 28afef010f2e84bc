import type { Node, Todo } from '../../../core/build/state.ts';
import { useView } from '../../app/session-context.ts';
import { bucketOf } from '../plan/rows.ts';
import { shownState } from '../watch/build-view.ts';

/** The TODO that a node stands under; else its bucket, where there is a plan. */
export function useUnder(node: Node): {
  readonly todo: Todo | undefined;
  readonly bucket: ReturnType<typeof bucketOf> | null;
} {
  const todo = useView((view) => shownState(view).todos.find(({ key }) => key === node.todo));
  const bucket = useView((view) => {
    const state = shownState(view);
    return todo || state.todos.length === 0 ? null : bucketOf(state, node);
  });
  return { todo, bucket };
}
