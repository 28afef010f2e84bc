import type { BuildState } from '../state.ts';
import { vectorValues } from '../vector.ts';

/** What a build came to: the figures by which two are compared. */
export interface Totals {
  /** From its start to its end, or to its last event. Milliseconds; null where nothing is known. */
  readonly ms: number | null;
  readonly todos: number;
  readonly todosDone: number;
  readonly tools: number;
  readonly failedTools: number;
  readonly errors: number;
  readonly messages: number;
  readonly files: number;
  readonly added: number;
  readonly removed: number;
  /** Tokens read, written, and taken from a cache. */
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly costUsd: number | null;
  /** Calls by the tool's name. */
  readonly byTool: ReadonlyMap<string, number>;
}

export function totalsOf(state: BuildState): Totals {
  const { counts, usage, startedAt, lastEventAt } = state;
  const todos = state.todos.filter(({ scope, droppedIn }) => scope === null && droppedIn === null);
  const byTool = new Map<string, number>();
  for (const node of vectorValues(state.nodes)) {
    if (node.kind === 'tool') byTool.set(node.name, (byTool.get(node.name) ?? 0) + 1);
  }
  let [added, removed] = [0, 0];
  for (const file of vectorValues(state.files)) {
    added += file.added;
    removed += file.removed;
  }
  const end = state.ended?.at ?? lastEventAt;
  return {
    ms: startedAt === null || end === null ? null : Math.max(0, end - startedAt),
    todos: todos.length,
    todosDone: todos.filter(({ status }) => status === 'done').length,
    tools: counts.tools,
    failedTools: counts.failedTools,
    errors: counts.errors,
    messages: counts.messages,
    files: state.files.size,
    added,
    removed,
    input: usage.total.input + usage.total.cacheWrite,
    output: usage.total.output,
    cacheRead: usage.total.cacheRead,
    costUsd: usage.costUsd,
    byTool,
  };
}
