import { type BuildSummary, buildSummarySchema, todosNow } from '../../../core/build/summary.ts';

/** A summary as it was kept. Null where there is none, or none of this version: it is derived, and made again. */
export function readSummary(text: string | null): BuildSummary | null {
  try {
    if (text === null) return null;
    const summary = buildSummarySchema.parse(JSON.parse(text));
    // Before there was a letter for what was left, it was called active.
    return { ...summary, todos: todosNow(summary.todos, summary.status) };
  } catch {
    return null;
  }
}
