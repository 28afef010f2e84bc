import type { BuildEvent } from '../../../core/build/event.ts';
import { RatchetError } from '../../../core/errors.ts';
import type { PublishOptions, Publisher, Receipt } from '../processor/publisher.ts';

/**
 * Publishes, and waits for room where the build's mailbox is full: how a reader of a file or of a
 * socket slows down to the pace of the disk instead of losing or hoarding anything.
 * @param signal stops the waiting; what was handed over by then may still become durable
 * @throws RatchetError of the publisher, but for `mailbox-full`; the signal's reason
 */
export async function publishPatiently(
  publisher: Publisher,
  build: string,
  events: readonly BuildEvent[],
  options: PublishOptions,
  signal?: AbortSignal,
): Promise<Receipt> {
  for (;;) {
    signal?.throwIfAborted();
    try {
      return await unlessAborted(publisher.publish(build, events, options), signal);
    } catch (error) {
      if (!(error instanceof RatchetError) || error.code !== 'mailbox-full') throw error;
      await unlessAborted(publisher.drained(build), signal);
      // Room for something need not be room for this: other work goes first, or we would spin here.
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

/** Waits for a promise, but not past the signal. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(new Error('aborted', { cause: signal.reason }));
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
