import type { Stream } from './messages.ts';

/** How the connection of a client stands. */
export interface Link {
  readonly phase: 'connecting' | 'live' | 'waiting' | 'closed' | 'refused';
  /** Attempts since the link was last live. */
  readonly attempt: number;
  readonly retryAt: number | null;
  readonly reconnects: number;
  /** When the link was lost; null while it is live. */
  readonly downSince: number | null;
  readonly lastMessageAt: number | null;
  /** The last word of the host, where it refused or failed something. */
  readonly error: {
    readonly code: string;
    readonly message: string;
    /** What it was said of; absent where of the link as a whole. */
    readonly stream?: Stream;
  } | null;
  readonly heartbeat: number;
  /** How often the host's settings have changed, as it last said; null until it has. */
  readonly settings: number | null;
}

/** A link that was never opened. */
export const closedLink: Link = {
  phase: 'closed',
  attempt: 0,
  retryAt: null,
  reconnects: 0,
  downSince: null,
  lastMessageAt: null,
  error: null,
  heartbeat: 2000,
  settings: null,
};
