import type { BrowserWindow } from 'electron';
import { openBuildType } from '../../core/bridge/bridge.ts';

/** Tells the page to open a build; one that is still being loaded, when it can hear it. */
export function openInWindow({ webContents }: BrowserWindow, build: string): void {
  const send = (): void => webContents.send(openBuildType, build);
  if (webContents.isLoading()) webContents.once('did-finish-load', send);
  else send();
}
