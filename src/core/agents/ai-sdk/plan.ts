import type { Json } from '../../build/content.ts';
import type { PlanItem } from '../../build/event.ts';
import { isObject } from '../json.ts';
import { planItems } from '../plan-items.ts';
import { type AiSdkReading, emit } from './state.ts';

/**
 * The stream has no word for a plan. Two customs are understood, by their shape and not by a name:
 * a list under `todos`, or a list of items with a status under another telling field, as the input
 * of a tool or as a `data-…` part.
 */
export function planIn(value: Json | undefined, isPlanPart = false): PlanItem[] | null {
  if (Array.isArray(value)) return isPlanPart && hasStatus(value) ? planItems(value) : null;
  if (!isObject(value)) return null;
  if (Array.isArray(value['todos'])) return planItems(value['todos']);
  for (const field of ['plan', 'tasks', 'steps', 'items', 'entries']) {
    const list = value[field];
    if (Array.isArray(list) && hasStatus(list)) return planItems(list);
  }
  return null;
}

/** Lists are common; what makes one a plan is that each item stands somewhere. */
function hasStatus(list: readonly Json[]): boolean {
  return (
    list.length > 0 &&
    list.every(
      (item) =>
        isObject(item) &&
        (typeof item['status'] === 'string' || typeof item['completed'] === 'boolean'),
    )
  );
}

export function setPlan(reading: AiSdkReading, items: readonly PlanItem[]): void {
  reading.state.plan = items;
  emit(reading, { kind: 'plan.updated', todos: [...items] });
}
