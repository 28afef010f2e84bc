import { PREVIEW_LENGTH } from './framed.ts';
import { Held } from './held.ts';

const LF = 10;
const CR = 13;

export interface CutLine {
  /** The line without its end; of a line over the limit only how it begins. Valid until the callback returns. */
  readonly bytes: Uint8Array;
  /** Size of the whole line, without its end. */
  readonly size: number;
  readonly tooLong: boolean;
  /** Offset just after the line's end. */
  readonly end: number;
}

/**
 * Cuts bytes into lines, whatever the split into chunks. It holds at most `limit` bytes; a longer
 * line is counted and dropped as it arrives.
 */
export class LineCutter {
  readonly #limit: number;
  readonly #anyEnd: boolean;
  /** The present line so far. */
  readonly #held: Held;
  #offset: number;
  #afterCr = false;

  /** @param anyEnd whether a carriage return alone ends a line too, as in server-sent events. */
  constructor(limit: number, start: number, anyEnd = false) {
    this.#limit = limit;
    this.#held = new Held(limit);
    this.#offset = start;
    this.#anyEnd = anyEnd;
  }

  push(chunk: Uint8Array, onLine: (line: CutLine) => void): void {
    let from = this.#afterCr && chunk[0] === LF ? 1 : 0;
    if (chunk.length > 0) this.#afterCr = false;
    let lf = chunk.indexOf(LF, from);
    let cr = this.#anyEnd ? chunk.indexOf(CR, from) : -1;
    while (lf !== -1 || cr !== -1) {
      const at = cr === -1 || (lf !== -1 && lf < cr) ? lf : cr;
      let next = at + 1;
      if (at === cr && chunk[next] === LF) next += 1;
      else if (at === cr && next === chunk.length) this.#afterCr = true;
      this.#line(chunk.subarray(from, at), this.#offset + next, onLine);
      from = next;
      if (lf !== -1 && lf < from) lf = chunk.indexOf(LF, from);
      if (cr !== -1 && cr < from) cr = chunk.indexOf(CR, from);
    }
    this.#held.add(chunk.subarray(from));
    this.#offset += chunk.length;
  }

  /** The line that has no end yet, if there is one. */
  finish(onLine: (line: CutLine) => void): void {
    if (this.#held.size > 0) this.#line(new Uint8Array(0), this.#offset, onLine);
  }

  #line(rest: Uint8Array, end: number, onLine: (line: CutLine) => void): void {
    const held = this.#held;
    if (held.size === 0) {
      const { length: size } = rest;
      const tooLong = size > this.#limit;
      onLine({ bytes: tooLong ? rest.subarray(0, PREVIEW_LENGTH) : rest, size, tooLong, end });
      return;
    }
    held.add(rest);
    const { bytes, size, tooLong } = held;
    onLine({ bytes, size, tooLong, end });
    held.clear();
  }
}
