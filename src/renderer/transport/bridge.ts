import type { Bridge } from '../../core/bridge/bridge.ts';

declare global {
  interface Window {
    readonly ratchet?: Bridge;
  }
}

/** What the preload script gives the page in the desktop window; null in a browser. */
export const bridge: Bridge | null = window.ratchet ?? null;
