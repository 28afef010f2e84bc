import type { Json } from '../../build/content.ts';
import type { PlanItem } from '../../build/event.ts';
import { planIn } from '../ai-sdk/plan.ts';
import { isObject, listOf, textOf } from '../json.ts';
import { clip } from '../text.ts';
import { keepNewest } from '../memory.ts';
import { patched } from './json-patch.ts';
import { type AgUiReading, emit } from './state.ts';

/** A larger state is not kept: its later changes are then not understood. */
const LARGEST = 2 * 1024 * 1024;
const isPlanName = (name: string) => /plan|todo|task/i.test(name);

/**
 * `STATE_SNAPSHOT`, `STATE_DELTA`: the application's own state. Only a plan in it is told: a list of items
 * with a status, at the top or one level below.
 */
export function readState(reading: AgUiReading, snapshot: Json | undefined): boolean {
  const { state, event } = reading;
  if (snapshot === undefined) {
    const next = patched(state.shared, listOf(event['delta']));
    if (!next) return false;
    state.shared = kept(next.value);
  } else state.shared = kept(snapshot);
  const plan = planWithin(state.shared);
  if (plan) tellPlan(reading, plan, true);
  return true;
}

function planWithin(value: Json): PlanItem[] | null {
  const own = planIn(value);
  if (own || !isObject(value)) return own;
  return (
    Object.values(value)
      .map((inner) => planIn(inner))
      .find((plan) => plan !== null) ?? null
  );
}

const kept = (value: Json) => (JSON.stringify(value).length > LARGEST ? null : value);

/** @param ifNew only where it is another than the last: a state holds its plan all the time */
export function tellPlan(reading: AgUiReading, items: readonly PlanItem[], ifNew = false): void {
  const { state, parent } = reading;
  const told = JSON.stringify([parent ?? null, items]);
  if (ifNew && told === state.plan) return;
  state.plan = told;
  emit(reading, { kind: 'plan.updated', todos: [...items], parent });
}

/** `ACTIVITY_SNAPSHOT`, `ACTIVITY_DELTA`: what goes on beside the messages; a plan by its name or shape. */
export function readActivity(reading: AgUiReading, id: string, content: Json | undefined): boolean {
  const { state, event, parent } = reading;
  const type = textOf(event['activityType']) ?? 'activity';
  const known = state.activities.get(id);
  if (content === undefined) {
    const next = patched(known ?? {}, listOf(event['patch']));
    if (!next) return false;
    state.activities.set(id, kept(next.value));
  } else if (known === undefined || event['replace'] !== false) {
    state.activities.set(id, kept(content));
  }
  keepNewest(state.activities, 500);
  const value = state.activities.get(id) ?? null;
  const plan = planWithin(value) ?? planIn(value, isPlanName(type));
  if (plan) tellPlan(reading, plan, true);
  else if (content !== undefined && known === undefined) {
    emit(reading, {
      kind: 'notice',
      text: clip(`${type}: ${JSON.stringify(content)}`, 1000),
      parent,
    });
  }
  return true;
}

/** `CUSTOM`: a plan if it looks like one, else a notice of what it says. */
export function readCustom(reading: AgUiReading): void {
  const { event, state, parent } = reading;
  const name = textOf(event['name']) ?? 'custom';
  const value = event['value'];
  const plan = planIn(value, isPlanName(name));
  if (plan) {
    tellPlan(reading, plan);
    return;
  }
  const words = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  if (name === 'on_interrupt') {
    // What a framework said before the protocol had interruptions of its own.
    state.attention.add(name);
    const text = clip(words, 1000);
    emit(reading, { kind: 'attention.requested', id: name, reason: 'question', text });
  } else emit(reading, { kind: 'notice', text: clip(`${name}: ${words}`, 1000), parent });
}
