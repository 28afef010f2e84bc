import { z } from 'zod';

/**
 * Chunks of the UI message stream, version 1 (package `ai`, header `x-vercel-ai-ui-message-stream: v1`),
 * as far as they are read; what else they carry passes. A test holds them against the official type
 * and schema.
 */
const id = z.string().min(1);
const chunk = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.looseObject({ type: z.literal(type), ...shape });

const call = { toolCallId: id };
const named = { ...call, toolName: z.string(), title: z.string().optional() };
const metadata = { messageMetadata: z.unknown().optional() };
const part = { id: z.string() };
const delta = { ...part, delta: z.string() };

export const chunkSchema = z.discriminatedUnion('type', [
  chunk('start', { messageId: z.string().optional(), ...metadata }),
  chunk('start-step', {}),
  chunk('text-start', part),
  chunk('text-delta', delta),
  chunk('text-end', part),
  chunk('reasoning-start', part),
  chunk('reasoning-delta', delta),
  chunk('reasoning-end', part),
  chunk('tool-input-start', named),
  chunk('tool-input-delta', { ...call, inputTextDelta: z.string() }),
  chunk('tool-input-available', { ...named, input: z.json().optional() }),
  chunk('tool-input-error', { ...named, input: z.json().optional(), errorText: z.string() }),
  chunk('tool-approval-request', { ...call, approvalId: id }),
  chunk('tool-output-available', {
    ...call,
    output: z.json().optional(),
    preliminary: z.boolean().optional(),
  }),
  chunk('tool-output-error', { ...call, errorText: z.string() }),
  chunk('tool-output-denied', call),
  chunk('source-url', { url: z.string(), title: z.string().optional() }),
  chunk('source-document', { title: z.string(), mediaType: z.string() }),
  chunk('file', { url: z.string(), mediaType: z.string() }),
  chunk('message-metadata', metadata),
  chunk('finish-step', {}),
  chunk('finish', { finishReason: z.string().optional(), ...metadata }),
  chunk('abort', { reason: z.string().optional() }),
  chunk('error', { errorText: z.string() }),
]);

export type Chunk = z.infer<typeof chunkSchema>;
export type ChunkOf<Type extends Chunk['type']> = Extract<Chunk, { type: Type }>;

/** `data-<name>`: a part that an application defines. */
export const dataChunkSchema = z.looseObject({
  type: z.templateLiteral(['data-', z.string()]),
  id: z.string().optional(),
  data: z.json().optional(),
  transient: z.boolean().optional(),
});

export const chunkTypes: ReadonlySet<string> = new Set(
  chunkSchema.options.map((option) => option.shape.type.value),
);
