import { type Json, jsonContent } from '../build/content.ts';
import type { BuildEvent } from '../build/event.ts';
import { clip } from './text.ts';

type WithoutAt<Event> = Event extends BuildEvent ? Omit<Event, 'at'> : never;
/** An event as an adapter writes it down: without its time, and with fields that may be undefined. */
export type NewEvent = WithoutAt<BuildEvent>;

const ID_LIMIT = 512;
const SHORT_LIMIT = 4096;
const PLAN_LIMIT = 1000;
const REASON_LIMIT = 400;

const ids = words('id call block parent parentCall turn key');
const shorts = words(
  'title agent agentVersion model cwd session parentSession childSession name target path reason message code error format',
);

/**
 * Makes an event of what an adapter wrote: stamped with `at` (milliseconds since the epoch), without
 * undefined fields, and cut to the limits of `buildEventSchema`. A long id is cut the same way
 * wherever it occurs, so that it still names the same thing; a number that no count can be is left out.
 */
export function fitEvent(at: number, event: NewEvent): BuildEvent {
  const fitted: Record<string, unknown> = { kind: event.kind, at: Math.max(0, Math.floor(at)) };
  for (const [field, value] of Object.entries(event)) {
    if (value === undefined || (typeof value === 'number' && !isFigure(field, value))) continue;
    fitted[field] = fit(event.kind, field, value);
  }
  return fitted as unknown as BuildEvent;
}

/** What an adapter makes of a record, or a part of one, that it does not understand: nothing is dropped. */
export const unrecognised = (format: string, value: Json, reason: string) => ({
  kind: 'unrecognised' as const,
  format,
  reason: clip(reason, REASON_LIMIT),
  raw: jsonContent(value),
});

/** Everything that is counted is whole; JSON has numbers that are beyond all counting, and beyond all numbers. */
const isFigure = (field: string, value: number): boolean =>
  field === 'costUsd' ? Number.isFinite(value) && value >= 0 : Number.isSafeInteger(value);

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

function fit(kind: string, field: string, value: unknown): unknown {
  if (typeof value === 'string') {
    if (ids.has(field)) return clip(value, ID_LIMIT);
    const isShort = field === 'text' && (kind === 'notice' || kind === 'attention.requested');
    return isShort || shorts.has(field) ? clip(value, SHORT_LIMIT) : value;
  }
  return field === 'todos' && Array.isArray(value) ? value.slice(0, PLAN_LIMIT) : value;
}
