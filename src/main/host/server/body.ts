import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { RatchetError } from '../../../core/errors.ts';
import type { ServerLimits } from './limits.ts';

/**
 * The body, whole.
 * @throws RatchetError `too-large`, `too-slow`, `bad-request` when the line broke
 */
export async function readBody(
  request: IncomingMessage,
  limits: Pick<ServerLimits, 'bodyBytes' | 'bodyMs'>,
): Promise<Buffer> {
  const tooLarge = new RatchetError(
    'too-large',
    `The body is over the limit of ${limits.bodyBytes} bytes. Nothing of it was recorded: send it in parts.`,
  );
  if (Number(request.headers['content-length'] ?? 0) > limits.bodyBytes) throw tooLarge;
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of timed(request, limits.bodyMs, 'total')) {
    bytes += part.byteLength;
    if (bytes > limits.bodyBytes) throw tooLarge;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/**
 * The body as it comes. The reader sets the pace: what it does not take stays in the socket.
 * @param milliseconds that the whole body may take (`total`), or that may pass between two parts (`idle`)
 * @throws RatchetError `too-slow`, `bad-request` when the line broke
 */
export async function* timed(
  request: IncomingMessage,
  milliseconds: number,
  measure: 'total' | 'idle',
): AsyncGenerator<Buffer> {
  const parts = request.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
  let deadline = performance.now() + milliseconds;
  for (;;) {
    // Only the other end's silence counts, not the time that we take to record what it sent.
    if (measure === 'idle') deadline = performance.now() + milliseconds;
    const part = await within(nextOf(parts), deadline - performance.now(), milliseconds);
    if (part.done) return;
    yield part.value;
  }
}

async function nextOf(parts: AsyncIterator<Buffer>): Promise<IteratorResult<Buffer>> {
  try {
    return await parts.next();
  } catch (cause) {
    throw new RatchetError('bad-request', 'The connection broke in the middle of the body.', {
      cause,
      retryable: true,
    });
  }
}

async function within<T>(promise: Promise<T>, left: number, whole: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const error = new RatchetError('too-slow', `The body did not come within ${whole} ms.`);
    timer = setTimeout(() => reject(error), Math.max(0, left));
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
    promise.catch(() => {});
  }
}

/** @throws RatchetError `bad-json` */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new RatchetError('bad-json', 'The body is not JSON. Nothing of it was recorded.');
  }
}

/** @throws RatchetError `bad-request` where the schema refuses it */
export function fitting<Shape extends z.ZodType>(schema: Shape, value: unknown): z.infer<Shape> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new RatchetError(
    'bad-request',
    `The body is not what this address takes. Nothing of it was recorded. ${z.prettifyError(parsed.error).slice(0, 500)}`,
  );
}
