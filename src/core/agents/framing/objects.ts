const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/** A stretch of bytes: from `start` up to, not including, `end`. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the JSON objects that stand side by side in a line (writers that share a file now and then
 * lose the newline between two records). Works on bytes, because the bytes of `{`, `}`, `"` and `\`
 * never occur inside another UTF-8 character.
 *
 * @returns the balanced objects in order; what lies between and after them is the caller's to judge.
 */
export function balancedObjects(bytes: Uint8Array): Stretch[] {
  const found: Stretch[] = [];
  let depth = 0;
  let start = 0;
  let inString = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (inString) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) {
      // Outside of an object a quote is junk, and must not hide the object after it.
      inString = depth > 0;
    } else if (byte === OPEN) {
      if (depth === 0) start = at;
      depth += 1;
    } else if (byte === CLOSE && depth > 0) {
      depth -= 1;
      if (depth === 0) found.push({ start, end: at + 1 });
    }
  }
  return found;
}

/** Bytes after which an object is a part of another: `:` `[` `,`. */
const inside = new Set([0x3a, 0x5b, 0x2c]);

/**
 * Places where a record may begin after one that was cut off, at most `limit` of them: `{"` where it
 * cannot be a member of the record before.
 */
export function objectStarts(bytes: Uint8Array, from: number, limit: number): number[] {
  const found: number[] = [];
  let at = bytes.indexOf(OPEN, from);
  while (at !== -1 && found.length < limit) {
    const before = bytes[at - 1];
    if (bytes[at + 1] === QUOTE && before !== undefined && !inside.has(before)) found.push(at);
    at = bytes.indexOf(OPEN, at + 1);
  }
  return found;
}
