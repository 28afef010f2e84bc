import type { Bridge } from '../../src/core/bridge/bridge.ts';
import type { Counters } from '../../src/core/sync/messages.ts';

declare global {
  interface Window {
    readonly ratchet?: Bridge;
    /** See `src/renderer/app/test-hook.ts`. */
    readonly __ratchet: {
      readonly build: string | null;
      readonly version: number;
      readonly digest: string | null;
      readonly hash: string | null;
      readonly counters: Counters | null;
      readonly bands: readonly { from: number; to: number; ms: number }[];
    };
  }
}
