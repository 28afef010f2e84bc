import { z } from 'zod';
import { messageOf, RatchetError } from '../../../core/errors.ts';
import type { Channel } from '../../../core/sync/channel.ts';
import { traceSchema } from '../../../core/sync/messages.ts';
import type { Producer } from '../ingest/producer.ts';

const publishSchema = z.object({
  type: z.literal('publish'),
  build: z.string(),
  /** Idempotency key within the build, and the name under which the answer comes. */
  key: z.string().min(1).max(512),
  events: z.array(z.unknown()),
  trace: traceSchema.optional(),
});

/** What every message should have, also one that is wrong in all else: the answer comes under it. */
const keyedSchema = z.object({ key: z.string() });

type PublishMessage = z.infer<typeof publishSchema>;

/** What a producer hears: each message it sent is answered once, in whatever order they settle. */
export type IngestAnswer =
  | {
      readonly type: 'accepted';
      readonly key: string;
      readonly version: number;
      readonly digest: string;
    }
  | {
      readonly type: 'error';
      /** Null where the message did not even have one. */
      readonly key: string | null;
      readonly code: string;
      readonly message: string;
      readonly retryable: boolean;
    };

/** Bytes of answers that may wait in a producer's socket. */
const BACKLOG = 16 * 1024 * 1024;

/**
 * Serves one producer. One that does not read its answers is cut; what it sent can be sent again under
 * its key. Messages are published in the order in which they came, and none waits for
 * the answer to another.
 */
export function serveProducer(channel: Channel, producer: Producer): void {
  const answer = (message: IngestAnswer) => {
    if ((channel.backlog?.() ?? 0) > BACKLOG) channel.close();
    else channel.send(JSON.stringify(message));
  };
  const line = producer.line();
  channel.onClose(() => line.close());
  channel.onMessage((text) => {
    let key: string | null = null;
    const fail = (error: unknown) => answer(failure(key, error));
    try {
      const value = parse(text);
      key = keyOf(value);
      const message = checked(value);
      const { build, events, trace } = message;
      const options = { key: message.key, bytes: text.length, ...(trace ? { trace } : {}) };
      producer.publish(build, events, options).then(({ version, digest }) => {
        line.tells(build);
        answer({ type: 'accepted', key: message.key, version, digest });
      }, fail);
    } catch (error) {
      fail(error);
    }
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RatchetError('bad-json', 'The message is not JSON. It was dropped.', { cause });
  }
}

function checked(value: unknown): PublishMessage {
  const message = publishSchema.safeParse(value);
  if (message.success) return message.data;
  throw new RatchetError(
    'bad-request',
    `This is not a message of a producer, and was dropped: ${z.prettifyError(message.error).slice(0, 500)}`,
  );
}

function keyOf(value: unknown): string | null {
  const holder = keyedSchema.safeParse(value);
  return holder.success ? holder.data.key : null;
}

function failure(key: string | null, error: unknown): IngestAnswer {
  const known = error instanceof RatchetError;
  return {
    type: 'error',
    key,
    code: known ? error.code : 'internal',
    message: messageOf(error),
    retryable: known && error.retryable,
  };
}
