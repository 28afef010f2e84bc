import type { Bridge } from '../../src/core/bridge/bridge.ts';

declare global {
  interface Window {
    readonly ratchet?: Bridge;
  }
}
