import { z } from 'zod';

/**
 * What reading OpenCode rests on; everything else passes through and is read leniently. Types: those
 * of @opencode-ai/sdk (its first API and `v2`), and what recordings of older versions show. A record
 * that fails its schema becomes `unrecognised`.
 */

const id = z.string().min(1);

/** `GET /event`; `GET /global/event` wraps it with the directory. */
export const eventSchema = z.looseObject({
  id: id.optional(),
  type: z.string(),
  properties: z.looseObject({}),
});
export type OpenCodeEvent = z.infer<typeof eventSchema>;

/** `opencode run --format json`. */
export const runSchema = z.looseObject({ type: z.string(), sessionID: id });

export const sessionInfoSchema = z.looseObject({ id });
export const messageInfoSchema = z.looseObject({ id, role: z.enum(['user', 'assistant']) });
export type MessageInfo = z.infer<typeof messageInfoSchema>;

export const partSchema = z.looseObject({ id, messageID: id, type: z.string() });
export type Part = z.infer<typeof partSchema>;
export const textPartSchema = z.looseObject({ text: z.string() });
export const toolPartSchema = z.looseObject({
  tool: z.string(),
  callID: id.optional(),
  state: z.looseObject({ status: z.enum(['pending', 'running', 'completed', 'error']) }),
});
export type ToolPart = z.infer<typeof toolPartSchema>;

export const deltaSchema = z.looseObject({
  messageID: id,
  partID: id,
  field: z.string(),
  delta: z.string(),
});

/** Why a value does not fit a schema, in one line. */
export function reasonOf(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.join('.') || 'record'}: ${issue.message}` : 'invalid';
}
