import { PREVIEW_LENGTH } from './framed.ts';

/** A buffer that grew larger than this for one piece is let go after it. */
const KEEP = 1024 * 1024;

/** Bytes of one piece of a stream as they come: at most `limit`, and of a longer piece only how it begins. */
export class Held {
  readonly #limit: number;
  #buffer = new Uint8Array(0);
  #length = 0;
  /** Bytes of the piece so far, those dropped included. */
  size = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get tooLong(): boolean {
    return this.size > this.#limit;
  }

  /** What is held; valid until the next call. */
  get bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  add(part: Uint8Array): void {
    const wasTooLong = this.tooLong;
    this.size += part.length;
    if (this.tooLong) {
      if (!wasTooLong) this.#keepBeginning(part);
      return;
    }
    const length = this.#length + part.length;
    if (length > this.#buffer.length) {
      const grown = new Uint8Array(
        Math.min(this.#limit, Math.max(length, this.#buffer.length * 2)),
      );
      grown.set(this.bytes);
      this.#buffer = grown;
    }
    this.#buffer.set(part, this.#length);
    this.#length = length;
  }

  clear(): void {
    if (this.#buffer.length > KEEP) this.#buffer = new Uint8Array(0);
    this.#length = 0;
    this.size = 0;
  }

  /** Only the beginning is kept, to show it; it may lie in what is held, in the part, or in both. */
  #keepBeginning(part: Uint8Array): void {
    const begin = new Uint8Array(PREVIEW_LENGTH);
    const held = Math.min(this.#length, PREVIEW_LENGTH);
    begin.set(this.#buffer.subarray(0, held));
    const more = part.subarray(0, PREVIEW_LENGTH - held);
    begin.set(more, held);
    this.#buffer = begin;
    this.#length = held + more.length;
  }
}
