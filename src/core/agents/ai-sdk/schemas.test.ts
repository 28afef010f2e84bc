import { type UIMessageChunk, uiMessageChunkSchema } from 'ai';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import type { Json } from '../../build/content.ts';
import { type Chunk, chunkSchema, chunkTypes, type dataChunkSchema } from './schemas.ts';

describe('the schemas', () => {
  type Official = Exclude<UIMessageChunk, { type: `data-${string}` }>;

  it('know the types of the official union, and take each official chunk', () => {
    expectTypeOf<Chunk['type']>().toEqualTypeOf<Official['type']>();
    // Values typed `unknown` there are JSON here, as they come off the wire.
    expectTypeOf<Official['type']>().toExtend<z.input<typeof chunkSchema>['type']>();
    expectTypeOf<`data-${string}`>().toExtend<z.input<typeof dataChunkSchema>['type']>();
  });

  it('agree with the official schema about a chunk of each type', async () => {
    const call = { toolCallId: 'c' };
    const named = { ...call, toolName: 't' };
    const part = { id: '1' };
    const samples: { [type: string]: { [key: string]: Json } } = {
      'text-start': part,
      'text-delta': { ...part, delta: 'x' },
      'text-end': part,
      'reasoning-start': part,
      'reasoning-delta': { ...part, delta: 'x' },
      'reasoning-end': part,
      'tool-input-start': named,
      'tool-input-delta': { ...call, inputTextDelta: 'x' },
      'tool-input-available': { ...named, input: {} },
      'tool-input-error': { ...named, input: {}, errorText: 'e' },
      'tool-approval-request': { ...call, approvalId: 'a' },
      'tool-output-available': { ...call, output: 1 },
      'tool-output-error': { ...call, errorText: 'e' },
      'tool-output-denied': call,
      'source-url': { sourceId: 's', url: 'u' },
      'source-document': { sourceId: 's', mediaType: 'm', title: 't' },
      file: { url: 'u', mediaType: 'm' },
      error: { errorText: 'e' },
      'message-metadata': { messageMetadata: {} },
    };
    const { validate } = uiMessageChunkSchema();
    for (const type of chunkTypes) {
      const sample = { type, ...samples[type] };
      const official = await validate?.(sample);
      expect([type, official?.success]).toEqual([type, true]);
      expect([type, chunkSchema.safeParse(sample).success]).toEqual([type, true]);
    }
  });
});
