import type { z } from 'zod';
import { checkEvent } from '../../../core/build/check.ts';
import { type BuildEvent, buildEventSchema, eventKinds } from '../../../core/build/event.ts';
import { RatchetError } from '../../../core/errors.ts';

/** Events that one message or request may carry. */
const EVENTS_LIMIT = 50_000;

/**
 * Checks what a producer sent, all of it or nothing.
 * @param bytes size of the text that held the events: where it is small, no event can be too large
 * @throws RatchetError `no-events`, `bad-event` with the index and the reason, `too-large`
 */
export function parseEvents(
  events: readonly unknown[],
  bytes: number,
  eventBytes: number,
): BuildEvent[] {
  if (events.length === 0) {
    throw new RatchetError('no-events', 'There is no event in this message. Nothing was recorded.');
  }
  if (events.length > EVENTS_LIMIT) {
    throw new RatchetError(
      'too-large',
      `${events.length} events are over the limit of ${EVENTS_LIMIT} in one message. Nothing of it was recorded: send it in parts.`,
    );
  }
  return events.map((event, index) => parseAt(event, index, bytes, eventBytes));
}

function parseAt(event: unknown, index: number, bytes: number, eventBytes: number): BuildEvent {
  const parsed = parseEvent(event);
  if (!parsed.ok) {
    throw new RatchetError(
      'bad-event',
      `events[${index}] is not an event: ${parsed.reason}. Nothing of this message was recorded.`,
    );
  }
  if (bytes > eventBytes && Buffer.byteLength(JSON.stringify(parsed.event)) > eventBytes) {
    throw new RatchetError(
      'too-large',
      `events[${index}] is over the limit of ${eventBytes} bytes for one event. Nothing of this message was recorded.`,
    );
  }
  return parsed.event;
}

export type ParsedEvent =
  | { readonly ok: true; readonly event: BuildEvent }
  | { readonly ok: false; readonly reason: string };

/** Checks one event; never throws, however deep or odd it is. */
export function parseEvent(value: unknown): ParsedEvent {
  try {
    // The check that the log asks for, so that an event that passed it here passes it only once.
    const checked = checkEvent(value);
    if (checked.ok) return checked;
    const { error } = buildEventSchema.safeParse(value);
    return { ok: false, reason: kindless(value) ?? (error ? reasonOf(error) : checked.reason) };
  } catch {
    // Recursive schemas and JSON.stringify run out of stack on a body that is nested thousands deep.
    return { ok: false, reason: 'it is nested too deeply' };
  }
}

/** A wrong kind in words: what the schema says of it is long, and does not name it. */
function kindless(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const kind = 'kind' in value ? value.kind : undefined;
  if (typeof kind === 'string' && eventKinds.includes(kind)) return null;
  const what =
    kind === undefined
      ? 'there is no "kind" in it'
      : `${JSON.stringify(kind).slice(0, 60)} is no kind of event`;
  return `${what}. Known are: ${eventKinds.join(', ')}`;
}

function reasonOf(error: z.ZodError): string {
  const [issue] = error.issues;
  if (!issue) return 'it does not fit the schema';
  const path = issue.path.map(String).join('.');
  return `${path ? `"${path}": ` : ''}${issue.message}`.slice(0, 300);
}
