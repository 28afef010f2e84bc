import type { Payload } from '../store/types.ts';

/** An event as it leaves this machine. */
export interface OutgoingEvent {
  readonly version: number;
  /** JSON, as it will be hashed. */
  readonly body: string;
  /** The bodies that were set apart from it, as far as they are there. */
  readonly payloads: readonly Payload[];
}
