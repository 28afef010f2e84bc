import { z } from 'zod';

/**
 * The parts of Claude Code's records that reading rests on; everything else passes through and is
 * read leniently. Types: the SDKMessage union of @anthropic-ai/claude-agent-sdk and what recordings
 * of versions 1.0 to 2.1 show. A record that fails its schema becomes `unrecognised`.
 */

const id = z.string().min(1);

const block = z.looseObject({ type: z.string() });
export type Block = z.infer<typeof block>;

/** Id, model, stop reason and usage are read leniently: without them a message is still a message. */
const message = z.looseObject({ content: z.union([z.string(), z.array(block)]) });

export const messageRecordSchema = z.looseObject({ message });

export const textBlockSchema = z.looseObject({ text: z.string() });
export const thinkingBlockSchema = z.looseObject({ thinking: z.string() });
export const toolUseSchema = z.looseObject({ id, name: z.string(), input: z.json().optional() });
export const toolResultSchema = z.looseObject({
  tool_use_id: id,
  content: z.union([z.string(), z.array(z.json()), z.looseObject({})]).nullish(),
  is_error: z.boolean().nullish(),
});
export type ToolResult = z.infer<typeof toolResultSchema>;

/** `stream_event`: the events of the Messages API as they stream, with `--include-partial-messages`. */
export const streamEventSchema = z.looseObject({ event: z.looseObject({ type: z.string() }) });
export const messageStartSchema = z.looseObject({ message: z.looseObject({ id }) });
export const blockStartSchema = z.looseObject({ index: z.number(), content_block: block });
export const blockDeltaSchema = z.looseObject({
  index: z.number(),
  delta: z.looseObject({ type: z.string() }),
});

export const resultSchema = z.looseObject({
  subtype: z.string(),
  is_error: z.boolean().nullish(),
  result: z.string().nullish(),
});

export const progressSchema = z.looseObject({ data: z.looseObject({ type: z.string() }) });
export const agentProgressSchema = z.looseObject({
  message: z.looseObject({ type: z.string(), message }),
});
export const attachmentSchema = z.looseObject({ attachment: z.looseObject({ type: z.string() }) });
export const systemSchema = z.looseObject({ subtype: z.string() });

/** Why a value does not fit a schema, in one line. */
export function reasonOf(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.join('.') || 'record'}: ${issue.message}` : 'invalid';
}
