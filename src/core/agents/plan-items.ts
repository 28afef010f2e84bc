import type { PlanItem, TodoStatus } from '../build/event.ts';
import type { Json } from '../build/content.ts';
import { isObject, textOf } from './json.ts';
import { clip } from './text.ts';

/** A map, because the words are an agent's: `constructor` is none of them. */
const statuses: ReadonlyMap<string, TodoStatus> = new Map<string, TodoStatus>([
  ['pending', 'pending'],
  ['todo', 'pending'],
  ['open', 'pending'],
  ['not_started', 'pending'],
  ['in_progress', 'active'],
  ['inprogress', 'active'],
  ['in-progress', 'active'],
  ['active', 'active'],
  ['running', 'active'],
  ['completed', 'done'],
  ['complete', 'done'],
  ['done', 'done'],
  ['failed', 'failed'],
  ['error', 'failed'],
  ['cancelled', 'cancelled'],
  ['canceled', 'cancelled'],
  ['skipped', 'cancelled'],
]);

/** A status in an agent's words; what is unknown or missing has not begun. */
export function todoStatus(value: unknown): TodoStatus {
  return (typeof value === 'string' ? statuses.get(value.toLowerCase()) : undefined) ?? 'pending';
}

const wordings = ['content', 'text', 'title', 'step', 'subject', 'description', 'task', 'name'];

/**
 * Items of a plan as agents write them: `{content | text | title | step …, status | completed, id?,
 * activeForm?}`, or plain strings. Null when this is no plan: not a list, or an item without words.
 */
export function planItems(value: unknown): PlanItem[] | null {
  if (!Array.isArray(value)) return null;
  const items: PlanItem[] = [];
  for (const entry of value as Json[]) {
    const item = planItem(entry);
    if (!item) return null;
    items.push(item);
  }
  return items;
}

function planItem(entry: Json): PlanItem | null {
  if (typeof entry === 'string') return entry === '' ? null : makeItem(entry, 'pending');
  if (!isObject(entry)) return null;
  const words = wordings.map((field) => textOf(entry[field])).find((text) => text !== undefined);
  const active = textOf(entry['activeForm']) ?? textOf(entry['activeText']);
  const text = words ?? active;
  if (text === undefined) return null;
  const done = entry['completed'] === true || entry['done'] === true;
  const { id } = entry;
  return makeItem(
    text,
    entry['status'] === undefined && done ? 'done' : todoStatus(entry['status']),
    typeof id === 'number' ? String(id) : textOf(id),
    active,
  );
}

/** An item within the limits of the event's schema. */
export function makeItem(
  text: string,
  status: TodoStatus,
  id?: string,
  activeText?: string,
): PlanItem {
  return {
    ...(id === undefined ? {} : { id: clip(id, 512) }),
    text: clip(text, 4096),
    ...(activeText === undefined ? {} : { activeText: clip(activeText, 4096) }),
    status,
  };
}
