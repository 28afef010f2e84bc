import { type Fingerprint, HEAD_BYTES, hashOf, TAIL_BYTES } from './fingerprint.ts';

/** Remembers the first and the latest bytes of what was read, for fingerprints at any recent offset. */
export class ReadWindow {
  #head = Buffer.alloc(0);
  #headHash: string | null = null;
  /** The latest bytes; they end at `offset`. */
  #recent = Buffer.alloc(0);
  /** Bytes read so far. */
  offset = 0;

  /** @param chunk is kept until the next one comes */
  add(chunk: Buffer): void {
    if (this.#head.length < HEAD_BYTES) {
      this.#head = Buffer.concat([this.#head, chunk]).subarray(0, HEAD_BYTES);
    }
    this.#recent = Buffer.concat([this.#recent.subarray(-TAIL_BYTES), chunk]);
    this.offset += chunk.length;
  }

  /** Lets go of what no later fingerprint needs. */
  trim(): void {
    this.#recent = Buffer.from(this.#recent.subarray(-TAIL_BYTES));
  }

  fingerprint(offset: number, format: string, open: boolean): Fingerprint {
    const end = this.#recent.length - (this.offset - offset);
    const tail = this.#recent.subarray(Math.max(0, end - TAIL_BYTES), Math.max(0, end));
    const headHash =
      offset < HEAD_BYTES
        ? hashOf(this.#head.subarray(0, offset))
        : (this.#headHash ??= hashOf(this.#head));
    return { format, headHash, tailBytes: tail.length, tailHash: hashOf(tail), open };
  }
}
