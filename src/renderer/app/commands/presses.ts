import { lastPart } from '../../../core/commands/keys.ts';

/** A key of the registry as tinykeys reads it. What has to be held for a sign is the keyboard's affair. */
export function pressesOf(key: string): string[] {
  // Where digits need Shift, Ctrl and the key of a digit is still meant.
  if (/^Mod\+\d$/.test(key)) return [`$mod+Digit${lastPart(key)}`];
  if (/^\w/.test(key)) return [key.replace('Mod+', '$mod+')];
  // Shift here, Alt on a Mac, AltGr elsewhere: Windows takes that for Ctrl and Alt.
  return [key, `Shift+${key}`, `Alt+${key}`, `Control+Alt+${key}`];
}
