import type { TodoStatus } from '../event.ts';
import type { BuildState, Todo } from '../state.ts';
import { movedIn } from './moved.ts';

/** A TODO that is not as it was. Each has one entry, however much of it changed. */
export interface TodoDiff {
  readonly todo: Todo;
  /** `passing`: it came and went in between. */
  readonly change: 'added' | 'dropped' | 'passing' | 'changed';
  readonly renamedFrom: string | null;
  readonly statusFrom: TodoStatus | null;
  /** Places in the plan, counted from 1, where others did not merely come or go around it. */
  readonly moved: { readonly from: number; readonly to: number } | null;
  /** Version at which it can be seen. */
  readonly at: number;
}

export function todoDiffs(before: BuildState, after: BuildState): TodoDiff[] {
  const former = new Map(before.todos.map((todo) => [todo.key, todo]));
  const places = { before: placesOf(before), after: placesOf(after) };
  const moved = movedTodos(before, after);
  return after.todos.flatMap((todo): TodoDiff[] => {
    const was = former.get(todo.key);
    const stood = was !== undefined && was.droppedIn === null;
    const stands = todo.droppedIn === null;
    // Dropped before and still: whatever it was, it is out of the plan.
    if (was && !stood && !stands) return [];
    const from = places.before.get(todo.key);
    const to = places.after.get(todo.key);
    const isMoved = from !== undefined && to !== undefined && moved.has(todo.key);
    const diff: TodoDiff = {
      todo,
      change: stands ? (stood ? 'changed' : 'added') : stood ? 'dropped' : 'passing',
      renamedFrom: was && was.text !== todo.text ? was.text : null,
      statusFrom: was && stood && was.status !== todo.status ? was.status : null,
      moved: isMoved ? { from, to } : null,
      at: seenAt(todo, before.version, after.version),
    };
    const { change, renamedFrom, statusFrom } = diff;
    const isSame = change === 'changed' && renamedFrom === null && statusFrom === null && !isMoved;
    return isSame ? [] : [diff];
  });
}

/** TODOs of one plan, the main one or a sub-agent's, are moved among themselves. */
function movedTodos(before: BuildState, after: BuildState): ReadonlySet<string> {
  const scopes = new Set(after.todos.map(({ scope }) => scope));
  const standing = ({ todos }: BuildState, scope: string | null) =>
    todos.filter((todo) => todo.scope === scope && todo.droppedIn === null).map(({ key }) => key);
  return new Set(
    [...scopes].flatMap((scope) => movedIn(standing(before, scope), standing(after, scope))),
  );
}

function placesOf({ todos }: BuildState): Map<string, number> {
  const counts = new Map<string | null, number>();
  const places = new Map<string, number>();
  for (const { key, scope, droppedIn } of todos) {
    if (droppedIn !== null) continue;
    const place = (counts.get(scope) ?? 0) + 1;
    counts.set(scope, place);
    places.set(key, place);
  }
  return places;
}

/** The last of its own versions in between, as far as it has any; else the later of the two. */
function seenAt(todo: Todo, from: number, to: number): number {
  const span = todo.spans.at(-1);
  const own = [todo.addedIn, todo.droppedIn, todo.renamed?.in, span?.from, span?.to];
  const between = own.filter((version) => typeof version === 'number' && version > from);
  return between.length > 0 ? Math.max(...between.map(Number)) : to;
}
