/** What the preload script gives the page in the desktop window; a browser has none of it. */
export interface Bridge {
  /** Asks for a line to the host; a MessagePort then arrives as a window message `ratchet:port`. */
  connect(): Promise<void>;
  copyText(text: string): Promise<void>;
  watchFiles(): Promise<string[]>;
  /** Plays the demo build; answers its id. */
  playDemo(): Promise<string>;
}

declare global {
  interface Window {
    readonly ratchet?: Bridge;
  }
}

export const bridge: Bridge | null = window.ratchet ?? null;
