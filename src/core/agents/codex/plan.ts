import type { PlanItem } from '../../build/event.ts';
import { listOf, objectOf } from '../json.ts';
import { planItems } from '../plan-items.ts';
import { emit } from '../reading.ts';
import { type OpenCall, type Reading } from './state.ts';

/** The tool whose calls are updates of the plan. */
export const todoTools: ReadonlySet<string> = new Set(['update_plan']);

/** `update_plan` gives the whole list and takes effect when it is called; a failed call is taken back. */
export function planCalled(reading: Reading, call: OpenCall, input: unknown): void {
  const items = planItems(objectOf(input)['plan']);
  if (!items) return;
  call.undo = reading.state.plan;
  setPlan(reading, items);
}

export function planAnswered(reading: Reading, call: OpenCall, succeeded: boolean): void {
  if (!succeeded && call.undo) setPlan(reading, call.undo);
}

/** The list as it now stands; told again, it says nothing new. */
export function setPlan(reading: Reading, items: readonly PlanItem[]): void {
  if (JSON.stringify(items) === JSON.stringify(reading.state.plan)) return;
  tellPlan(reading, items);
}

function tellPlan(reading: Reading, items: readonly PlanItem[]): void {
  reading.state.plan = items;
  emit(reading, { kind: 'plan.updated', todos: [...items] });
}

/**
 * The list of `codex exec`: it says of an item only whether it is done. The first that is not is taken
 * for the active one, as long as the turn goes on: Codex works in order, but this is a guess.
 */
export function readTodoList(reading: Reading, value: unknown, isOver: boolean): boolean {
  const items = planItems(value);
  if (!items) return false;
  const known = listOf(value).map((item) => objectOf(item)['status'] !== undefined);
  const next = items.findIndex(({ status }) => status !== 'done');
  const guessed = items.map((item, index) =>
    index === next && known[index] !== true && !isOver
      ? { ...item, status: 'active' as const }
      : item,
  );
  tellPlan(reading, guessed);
  return true;
}
