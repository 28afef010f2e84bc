import { bridge } from '../transport/bridge.ts';

/** Copies a text; in the desktop window the page itself may not touch the clipboard. */
export async function copyText(text: string): Promise<void> {
  if (bridge) await bridge.copyText(text);
  else await navigator.clipboard.writeText(text);
}
