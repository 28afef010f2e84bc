import { type Fingerprint, HEAD_BYTES, hashOf, TAIL_BYTES } from './fingerprint.ts';

/** Remembers the first and the latest bytes of what was read, for fingerprints at any recent offset. */
export class ReadWindow {
  #head = Buffer.alloc(0);
  #headHash: string | null = null;
  /** Holds the latest bytes; as large as the largest piece, and used again for each. */
  #buffer = Buffer.alloc(0);
  /** How many they are; they end at `offset`. */
  #length = 0;
  /** Bytes read so far. */
  offset = 0;

  /** @param chunk is copied */
  add(chunk: Buffer): void {
    if (this.#head.length < HEAD_BYTES) {
      this.#head = Buffer.concat([this.#head, chunk]).subarray(0, HEAD_BYTES);
    }
    const before = this.#recent.subarray(-TAIL_BYTES);
    const length = before.length + chunk.length;
    if (length <= this.#buffer.length) this.#buffer.set(before);
    else this.#buffer = Buffer.concat([before], TAIL_BYTES + chunk.length);
    this.#buffer.set(chunk, before.length);
    this.#length = length;
    this.offset += chunk.length;
  }

  /** Lets go of what no later fingerprint needs. */
  trim(): void {
    this.#buffer = Buffer.from(this.#recent.subarray(-TAIL_BYTES));
    this.#length = this.#buffer.length;
  }

  fingerprint(offset: number, format: string, open: boolean): Fingerprint {
    const recent = this.#recent;
    const end = recent.length - (this.offset - offset);
    const tail = recent.subarray(Math.max(0, end - TAIL_BYTES), Math.max(0, end));
    const headHash =
      offset < HEAD_BYTES
        ? hashOf(this.#head.subarray(0, offset))
        : (this.#headHash ??= hashOf(this.#head));
    return { format, headHash, tailBytes: tail.length, tailHash: hashOf(tail), open };
  }

  get #recent(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }
}
