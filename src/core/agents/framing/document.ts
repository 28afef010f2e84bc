import { isObject, jsonIn } from '../json.ts';
import { clip } from '../text.ts';
import {
  type Framed,
  type Framer,
  type FramerOptions,
  LINE_LIMIT,
  PREVIEW_LENGTH,
} from './framed.ts';
import { Held } from './held.ts';
import { MemberNames } from './member-names.ts';
import { Nesting } from './nesting.ts';
import { decodeUtf8 } from './utf8.ts';

const LF = 0x0a;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const ends = new Set([COMMA, CLOSE_LIST, CLOSE]);
const byteOrderMark = new Set([0xef, 0xbb, 0xbf]);
const isBlank = (byte: number) => byte === 0x20 || byte === LF || byte === 0x0d || byte === 9;

/** Members of a document whose items are its records. */
const recordLists: ReadonlySet<string> = new Set(['messages', 'events']);

/**
 * JSON documents: one a file as a rule. Each item of the document's list of records (`messages`,
 * `events`, or the document itself where it is a list) is a record, and what stands before and after
 * that list is one each, as an object. A document without such a list is one record. Never more than
 * the record being read is held.
 */
export function createDocumentFramer(options: FramerOptions = {}): Framer {
  return new DocumentFramer(options);
}

/** `head`: members of the document itself; `tail`: those after a list; the others are what they say. */
type Piece = 'head' | 'tail' | 'item' | 'scalar' | 'junk';

class DocumentFramer implements Framer {
  offset: number;
  readonly #isResumed: boolean;
  readonly #limit: number;
  readonly #held: Held;
  readonly #nesting = new Nesting();
  readonly #names = new MemberNames();
  #framed: Framed[] = [];
  /** What is being held; null between pieces. */
  #piece: Piece | null = null;
  #pieceStart = 0;
  /** Between pieces: outside of all documents, after a list of one, or in a list. */
  #level: 'top' | 'object' | 'list' = 'top';
  /** Whether the list is a member of an object, of which more may follow. */
  #inObject = false;
  #at: number;

  constructor({ start = 0, limit = LINE_LIMIT }: FramerOptions) {
    this.offset = start;
    this.#at = start;
    this.#isResumed = start > 0;
    this.#limit = limit;
    this.#held = new Held(limit);
  }

  push(chunk: Uint8Array): Framed[] {
    const base = this.#at;
    let from = 0;
    for (let index = 0; index < chunk.length; index += 1) {
      const byte = chunk[index] ?? 0;
      this.#at = base + index;
      if (this.#piece === null) {
        if (!this.#between(byte)) continue;
        from = index;
      }
      const end = this.#within(byte);
      if (end === null) continue;
      this.#held.add(chunk.subarray(from, end - base));
      const again = this.#piece === 'scalar';
      this.#close(end, false);
      // What ends a scalar is no part of it, and is yet to be looked at.
      if (again) index -= 1;
    }
    if (this.#piece !== null) this.#held.add(chunk.subarray(from));
    this.#at = base + chunk.length;
    return this.#take();
  }

  finish(): Framed[] {
    if (this.#piece !== null) this.#close(this.#at, true);
    return this.#take();
  }

  #take(): Framed[] {
    const framed = this.#framed;
    this.#framed = [];
    return framed;
  }

  /** A byte outside of all pieces; tells whether it begins one. */
  #between(byte: number): boolean {
    if (this.#level === 'object') {
      if (byte === COMMA) return this.#begin('tail', 1);
      if (isBlank(byte)) return false;
      this.#level = 'top';
      if (byte === CLOSE) return this.#pass();
    }
    if (this.#level === 'list') {
      if (isBlank(byte) || byte === COMMA) return false;
      if (byte === CLOSE) {
        // No list ends so: whatever this was, it is over.
        this.#level = 'top';
        return this.#pass();
      }
      if (byte !== CLOSE_LIST) return this.#begin(byte === OPEN ? 'item' : 'scalar', 0);
      this.#level = this.#inObject ? 'object' : 'top';
      return this.#inObject ? false : this.#pass();
    }
    if (isBlank(byte) || (this.#at < 3 && byteOrderMark.has(byte))) return this.#pass();
    if (byte === OPEN) return this.#begin('head', 0);
    if (byte === OPEN_LIST) {
      this.#pass();
      return this.#enterList(this.#isResumed);
    }
    // Reading that goes on in the middle meets what separates or ends the items of a list.
    if (this.#isResumed && byte === COMMA) return this.#enterList(true);
    if (this.#isResumed && (byte === CLOSE_LIST || byte === CLOSE)) {
      this.#level = byte === CLOSE_LIST ? 'object' : 'top';
      return false;
    }
    return this.#begin('junk', 0);
  }

  #pass(): false {
    this.offset = this.#at + 1;
    return false;
  }

  #enterList(inObject: boolean): false {
    this.#level = 'list';
    this.#inObject = inObject;
    return false;
  }

  #begin(piece: Piece, depth: number): true {
    this.#piece = piece;
    this.#pieceStart = this.#at;
    this.#nesting.begin(depth);
    this.#names.begin();
    return true;
  }

  /** A byte of the piece; the offset at which the piece ends, if it does so here. */
  #within(byte: number): number | null {
    const nesting = this.#nesting;
    const { depth, inString } = nesting;
    switch (this.#piece) {
      case 'junk':
        return byte === LF ? this.#at + 1 : null;
      case 'scalar':
        if (depth === 0 && !inString && ends.has(byte)) return this.#at;
        nesting.step(byte);
        return null;
      case 'head':
      case 'tail': {
        const names = this.#names;
        const isList = byte === OPEN_LIST && depth === 1 && !inString;
        if (isList && names.current !== null && recordLists.has(names.current)) return this.#at;
        // The comma that begins a tail is no part of its members.
        if (this.#at > this.#pieceStart || this.#piece === 'head') {
          names.step(byte, this.#at, nesting);
        }
        nesting.step(byte);
        break;
      }
      default:
        nesting.step(byte);
    }
    return nesting.depth === 0 ? this.#at + 1 : null;
  }

  /** @param isCut whether the stream ended within the piece */
  #close(end: number, isCut: boolean): void {
    const piece = this.#piece;
    const { size, tooLong } = this.#held;
    const isMembers = piece === 'head' || piece === 'tail';
    const beforeList = isMembers && !isCut && this.#nesting.depth === 1;
    const length = beforeList ? this.#names.start - this.#pieceStart : size;
    const bytes = this.#held.bytes.subarray(0, Math.min(length, this.#limit));
    let text = decodeUtf8(bytes).trim();
    this.#held.clear();
    this.#piece = null;
    this.offset = end;
    if (beforeList) this.#enterList(true);
    else if (isMembers) this.#level = 'top';
    if (tooLong) return this.#bad('record too long', text, size, end);
    if (isCut && piece !== 'junk') {
      if (text !== ',') this.#bad('cut off at the end of the stream', text, size, end);
      return;
    }
    if (piece === 'junk' && (text === '' || text.startsWith('//'))) return;
    if (piece === 'tail') text = `{${text.slice(1)}`;
    if (beforeList) text = `${text.replace(/,\s*$/, '')}}`;
    const value = jsonIn(text);
    if (value === undefined) this.#bad('not JSON', text, length, end);
    else if (!isObject(value)) this.#bad('not a JSON object', text, length, end);
    else if (!beforeList || Object.keys(value).length > 0) {
      this.#framed.push({ kind: 'record', value, end });
    }
  }

  #bad(reason: string, text: string, bytes: number, end: number): void {
    const preview = clip(text, PREVIEW_LENGTH);
    this.#framed.push({ kind: 'bad', reason, preview, bytes, end });
  }
}
