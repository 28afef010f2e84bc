import { RatchetError } from '../../../core/errors.ts';

export const closing = () =>
  new RatchetError(
    'closing',
    'Ratchet is closing and took none of these events. Send them again when it runs.',
    { retryable: true },
  );

export const full = (build: string) =>
  new RatchetError(
    'mailbox-full',
    `Build ${build} has more waiting than fits, because its events are not being written fast enough. None of these events was taken: send them again later.`,
    { retryable: true },
  );

export const notDurable = (cause: unknown) =>
  new RatchetError(
    'not-durable',
    'These events could not be written before Ratchet closed. They are not in the log: send them again.',
    { retryable: true, cause },
  );
