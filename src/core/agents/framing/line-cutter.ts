import { PREVIEW_LENGTH } from './framed.ts';

const LF = 10;
const CR = 13;
/** A buffer that grew larger than this for one line is let go after it. */
const KEEP = 1024 * 1024;

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
  #held = new Uint8Array(0);
  #heldLength = 0;
  /** Bytes of the present line so far, those dropped included. */
  #size = 0;
  #offset: number;
  #afterCr = false;

  /** @param anyEnd whether a carriage return alone ends a line too, as in server-sent events. */
  constructor(limit: number, start: number, anyEnd = false) {
    this.#limit = limit;
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
    this.#hold(chunk.subarray(from));
    this.#offset += chunk.length;
  }

  /** The line that has no end yet, if there is one. */
  finish(onLine: (line: CutLine) => void): void {
    if (this.#size > 0) this.#line(new Uint8Array(0), this.#offset, onLine);
  }

  #line(rest: Uint8Array, end: number, onLine: (line: CutLine) => void): void {
    const size = this.#size + rest.length;
    const tooLong = size > this.#limit;
    if (this.#size === 0) {
      onLine({ bytes: tooLong ? rest.subarray(0, PREVIEW_LENGTH) : rest, size, tooLong, end });
      return;
    }
    this.#hold(rest);
    onLine({ bytes: this.#held.subarray(0, this.#heldLength), size, tooLong, end });
    if (this.#held.length > KEEP) this.#held = new Uint8Array(0);
    this.#heldLength = 0;
    this.#size = 0;
  }

  #hold(part: Uint8Array): void {
    const wasTooLong = this.#size > this.#limit;
    this.#size += part.length;
    if (this.#size > this.#limit) {
      if (wasTooLong) return;
      // Only the beginning is kept, to show it; it may lie in what is held, in the part, or in both.
      const begin = new Uint8Array(PREVIEW_LENGTH);
      const held = Math.min(this.#heldLength, PREVIEW_LENGTH);
      begin.set(this.#held.subarray(0, held));
      const more = part.subarray(0, PREVIEW_LENGTH - held);
      begin.set(more, held);
      this.#held = begin;
      this.#heldLength = held + more.length;
      return;
    }
    const length = this.#heldLength + part.length;
    if (length > this.#held.length) {
      const grown = new Uint8Array(Math.min(this.#limit, Math.max(length, this.#held.length * 2)));
      grown.set(this.#held.subarray(0, this.#heldLength));
      this.#held = grown;
    }
    this.#held.set(part, this.#heldLength);
    this.#heldLength = length;
  }
}
