import type { JsonObject } from '../json.ts';

/**
 * What a framer makes of a stream of bytes. `end` is the byte offset after which reading can go on
 * as if everything up to this one, and it included, had been read: a tail commits it with the events.
 */
export type Framed =
  | { readonly kind: 'record'; readonly value: JsonObject; readonly end: number }
  /** Something that is no record: why, how it begins, and its size in bytes. */
  | {
      readonly kind: 'bad';
      readonly reason: string;
      readonly preview: string;
      readonly bytes: number;
      readonly end: number;
    }
  /** The producer said that the stream is complete (`[DONE]`). */
  | { readonly kind: 'done'; readonly end: number };

/** How a stream of bytes is cut into records. */
export type Framing = 'lines' | 'sse' | 'document';

/** Cuts bytes into records. Chunks may be split anywhere, and are free again when `push` returns. */
export interface Framer {
  push(chunk: Uint8Array): Framed[];
  /** The stream has surely ended: what is left over is all there will be. */
  finish(): Framed[];
  /** The offset after the last line or frame that was dealt with, skipped ones included. */
  readonly offset: number;
}

export interface FramerOptions {
  /** Offset of the first byte that will be pushed; a byte order mark is looked for at 0 only. */
  readonly start?: number | undefined;
  /** A longer line or frame is skipped: the most bytes that are ever held. 32 MiB unless told. */
  readonly limit?: number | undefined;
}

export const LINE_LIMIT = 32 * 1024 * 1024;
export const PREVIEW_LENGTH = 160;
