import type { PlanItem } from './event.ts';
import type { BuildState, Span, Todo } from './state.ts';

/**
 * Folds a whole new plan into the TODOs of a state.
 *
 * Identity: an item keeps the TODO with the agent's own id; else the first unclaimed TODO with the
 * same text; else, where the plan kept its length, the unclaimed TODO at the same place (it was
 * renamed). What remains is new, and TODOs that nobody claimed are dropped but kept, because tools
 * hang on them.
 */
export function foldPlan(
  state: BuildState,
  items: readonly PlanItem[],
  scope: string | null,
  at: number,
): Pick<BuildState, 'todos' | 'plan'> {
  const version = state.version + 1;
  const mine = state.todos.filter((todo) => todo.scope === scope);
  const others = state.todos.filter((todo) => todo.scope !== scope);
  const standing = mine.filter((todo) => todo.droppedIn === null);
  const claims = claim(items, mine, standing);

  const kept = items.map((item, index) => {
    const todo = claims[index] ?? newTodo(`t${version}.${index}`, scope, item, version);
    return update(todo, item, version, at);
  });
  const claimed = new Set(claims);
  const dropped = mine
    .filter((todo) => !claimed.has(todo))
    .map((todo) =>
      todo.droppedIn === null
        ? { ...todo, droppedIn: version, spans: closeSpan(todo.spans, version, at) }
        : todo,
    );

  const plan =
    scope === null
      ? {
          updates: state.plan.updates + 1,
          first: state.plan.updates === 0 ? items.length : state.plan.first,
          firstIn: state.plan.firstIn ?? version,
          now: items.length,
        }
      : state.plan;
  return { todos: [...kept, ...dropped, ...others], plan };
}

function claim(
  items: readonly PlanItem[],
  mine: readonly Todo[],
  standing: readonly Todo[],
): (Todo | undefined)[] {
  const free = new Set(mine);
  const take = (todo: Todo | undefined) => {
    if (todo) free.delete(todo);
    return todo;
  };
  const byId = new Map(mine.flatMap((todo) => (todo.agentId ? [[todo.agentId, todo]] : [])));
  const claims = items.map((item) => {
    const todo = item.id === undefined ? undefined : byId.get(item.id);
    return todo && free.has(todo) ? take(todo) : undefined;
  });

  const byText = new Map<string, Todo[]>();
  // Standing TODOs before dropped ones: a text that comes back revives a dropped TODO only then.
  for (const todo of [...standing, ...mine.filter((todo) => todo.droppedIn !== null)]) {
    const list = byText.get(todo.text) ?? [];
    list.push(todo);
    byText.set(todo.text, list);
  }
  items.forEach((item, index) => {
    if (claims[index]) return;
    claims[index] = take(
      byText.get(item.text)?.find((todo) => free.has(todo) && sameId(todo, item)),
    );
  });

  if (items.length === standing.length) {
    items.forEach((item, index) => {
      const todo = standing[index];
      if (!claims[index] && todo && free.has(todo) && sameId(todo, item)) {
        claims[index] = take(todo);
      }
    });
  }
  return claims;
}

/** Two different ids of the agent's own are two TODOs, whatever their text says. */
function sameId(todo: Todo, item: PlanItem): boolean {
  return todo.agentId === null || item.id === undefined || todo.agentId === item.id;
}

function newTodo(key: string, scope: string | null, item: PlanItem, version: number): Todo {
  return {
    key,
    agentId: item.id ?? null,
    scope,
    text: item.text,
    activeText: null,
    status: 'pending',
    addedIn: version,
    renamed: null,
    droppedIn: null,
    spans: [],
    tools: 0,
    failedTools: 0,
  };
}

function update(todo: Todo, item: PlanItem, version: number, at: number): Todo {
  const wasActive = todo.status === 'active' && todo.droppedIn === null;
  const isActive = item.status === 'active';
  let spans = todo.spans;
  if (isActive && !wasActive) {
    spans = [...spans, { from: version, fromAt: at, to: null, toAt: null }];
  } else if (!isActive && wasActive) {
    spans = closeSpan(spans, version, at);
  }
  return {
    ...todo,
    agentId: item.id ?? todo.agentId,
    text: item.text,
    activeText: item.activeText ?? null,
    status: item.status,
    renamed: todo.text === item.text ? todo.renamed : { from: todo.text, in: version },
    droppedIn: null,
    spans,
  };
}

function closeSpan(spans: readonly Span[], version: number, at: number): readonly Span[] {
  const last = spans.at(-1);
  if (!last || last.to !== null) return spans;
  return [...spans.slice(0, -1), { ...last, to: version, toAt: at }];
}

/**
 * Key of the TODO that work of this scope belongs to: of those that are active, the one activated
 * last. Null where none is: before the plan, between two TODOs, after the last one. Work that goes on
 * when everything is done is not the last TODO's.
 */
export function activeTodo(todos: readonly Todo[], scope: string | null): string | null {
  let key: string | null = null;
  let latest = -1;
  for (const todo of todos) {
    const span = todo.spans.at(-1);
    if (todo.scope !== scope || span?.to !== null || span.from < latest) continue;
    key = todo.key;
    latest = span.from;
  }
  return key;
}
