import { decodeUtf8 } from '../framing/utf8.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The text of bytes that come as base64, or as the bytes themselves; what is no base64 is left out. */
export function decodeBase64(given: string | readonly number[]): string {
  if (typeof given !== 'string') return decodeUtf8(Uint8Array.from(given));
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const character of given) {
    const value = alphabet.indexOf(character);
    if (value === -1) continue;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return decodeUtf8(Uint8Array.from(bytes));
}
