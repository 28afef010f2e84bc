import { type BuildEvent, buildEventSchema } from './event.ts';

export type CheckedEvent =
  | { readonly ok: true; readonly event: BuildEvent }
  | { readonly ok: false; readonly reason: string };

/** Events that the schema has made. They are handed on and never changed, so that one check is enough. */
const made = new WeakSet<object>();

/**
 * Checks an event, and makes it anew with its keys in the schema's order. What was made here before is
 * given back as it is: an event is checked where it comes from and where it goes to the log, and costs
 * one check.
 */
export function checkEvent(input: unknown): CheckedEvent {
  if (typeof input === 'object' && input !== null && made.has(input)) {
    return { ok: true, event: input as BuildEvent };
  }
  const parsed = buildEventSchema.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { ok: false, reason: `${issue?.path.join('.')}: ${issue?.message}` };
  }
  made.add(parsed.data);
  return { ok: true, event: parsed.data };
}
