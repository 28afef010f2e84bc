import type { Json } from '../../build/content.ts';
import { objectOf, textOf } from '../json.ts';
import { planItems } from '../plan-items.ts';
import { firstLine } from '../text.ts';
import { keepNewest } from '../memory.ts';
import { type AcpReading, emit } from './state.ts';
import { ensureTurn } from './turns.ts';

const MOST_PLANS = 50;

/**
 * The whole plan. Later versions keep several, each under an id: together they are the plan.
 * @returns false where this is no list of entries
 */
export function readPlan(reading: AcpReading, entries: Json | undefined, parent?: string, id = '') {
  const items = planItems(entries);
  if (!items) return false;
  const { plans } = reading.state;
  plans.set(`${parent ?? ''} ${id}`, items);
  keepNewest(plans, MOST_PLANS);
  ensureTurn(reading);
  tellPlan(reading, parent);
  return true;
}

/** `plan_update`: `{plan: {type: 'items' | 'file' | 'markdown', planId, …}}`. */
export function readPlanUpdate(reading: AcpReading, value: Json | undefined, parent?: string) {
  const plan = objectOf(value);
  const id = textOf(plan['planId']) ?? '';
  if (plan['type'] === 'items') return readPlan(reading, plan['entries'], parent, id);
  const words = textOf(plan['content']) ?? textOf(plan['uri']);
  if (words === undefined) return false;
  emit(reading, { kind: 'notice', text: `Plan: ${firstLine(words, 1000)}`, parent });
  return true;
}

export function removePlan(reading: AcpReading, id: string, parent?: string): void {
  if (reading.state.plans.delete(`${parent ?? ''} ${id}`)) tellPlan(reading, parent);
}

function tellPlan(reading: AcpReading, parent: string | undefined): void {
  const own = [...reading.state.plans].filter(([key]) => key.startsWith(`${parent ?? ''} `));
  emit(reading, { kind: 'plan.updated', todos: own.flatMap(([, items]) => items), parent });
}
