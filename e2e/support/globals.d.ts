import type { Bridge } from '../../src/core/bridge/bridge.ts';

declare global {
  interface Window {
    readonly ratchet?: Bridge;
    /** See `src/renderer/app/test-hook.ts`. */
    readonly __ratchet: {
      readonly build: string | null;
      readonly version: number;
      readonly digest: string | null;
      readonly hash: string | null;
    };
  }
}
