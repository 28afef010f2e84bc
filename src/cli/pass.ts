import type { Readable, Writable } from 'node:stream';

export interface PassOptions {
  readonly from: Readable;
  readonly to: Writable;
  readonly onBytes: (bytes: Buffer) => void;
  /** Waited for after each part, where the recording may set the pace. */
  readonly room?: () => Promise<void>;
}

/**
 * Hands bytes on as they are, and then to the recording. Who reads may leave (`| head`): who writes then
 * notices at its own next write.
 */
export async function pass({ from, to, onBytes, room }: PassOptions): Promise<void> {
  let isOpen = true;
  const gone = () => {
    isOpen = false;
    from.destroy();
  };
  to.on('error', gone);
  try {
    for await (const part of from) {
      const bytes = part as Buffer;
      const hasRoom = to.write(bytes);
      onBytes(bytes);
      if (!hasRoom) await drained(to);
      await room?.();
    }
  } catch (error) {
    if (isOpen) throw error;
  } finally {
    to.off('error', gone);
  }
}

/** Settles when there is room again, or nobody to read any more. */
function drained(to: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      to.off('drain', done).off('close', done).off('error', done);
      resolve();
    };
    to.on('drain', done).on('close', done).on('error', done);
  });
}
