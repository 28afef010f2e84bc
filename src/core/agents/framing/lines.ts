import { isObject, jsonIn } from '../json.ts';
import { clip } from '../text.ts';
import {
  type Framed,
  type Framer,
  type FramerOptions,
  LINE_LIMIT,
  PREVIEW_LENGTH,
} from './framed.ts';
import { type CutLine, LineCutter } from './line-cutter.ts';
import { balancedObjects, objectStarts } from './objects.ts';
import { decodeUtf8 } from './utf8.ts';

/** After a record that was cut off, how many places are tried as the beginning of the next. */
const RECOVERY_TRIES = 200;
const RECOVERY_LIMIT = 1024 * 1024;

/**
 * One JSON object a line. Blank lines, `//` comments, CR before LF and a byte order mark are passed
 * over; objects glued on one line are taken apart; everything else that is no object is `bad`.
 * A line is looked at when its newline has come, or when the stream has surely ended (`finish`).
 */
export function createLineFramer(options: FramerOptions = {}): Framer {
  const start = options.start ?? 0;
  const cutter = new LineCutter(options.limit ?? LINE_LIMIT, start);
  let offset = start;
  const into = (framed: Framed[], atEnd: boolean) => (line: CutLine) => {
    frameLine(line, offset === 0, atEnd, framed);
    offset = line.end;
  };
  return {
    push(chunk) {
      const framed: Framed[] = [];
      cutter.push(chunk, into(framed, false));
      return framed;
    },
    finish() {
      const framed: Framed[] = [];
      cutter.finish(into(framed, true));
      return framed;
    },
    get offset() {
      return offset;
    },
  };
}

function frameLine(line: CutLine, isFirst: boolean, atEnd: boolean, framed: Framed[]): void {
  const { size, end } = line;
  if (line.tooLong) {
    framed.push(bad('line too long', decodeUtf8(line.bytes), size, end));
    return;
  }
  const hasMark = isFirst && line.bytes[0] === 0xef && line.bytes[1] === 0xbb;
  const bytes = hasMark ? line.bytes.subarray(3) : line.bytes;
  const text = decodeUtf8(bytes).trim();
  if (text === '' || text.startsWith('//')) return;
  const value = jsonIn(text);
  if (isObject(value)) framed.push({ kind: 'record', value, end });
  else if (value !== undefined) framed.push(bad('not a JSON object', text, size, end));
  else if (!text.startsWith('{')) framed.push(bad('not JSON', text, size, end));
  else takeApart(bytes, end, atEnd, framed);
}

/** Saves what can be saved of a line that begins like an object but is not one. */
function takeApart(bytes: Uint8Array, end: number, atEnd: boolean, framed: Framed[]): void {
  const lineStart = end - bytes.length - (atEnd ? 0 : 1);
  let done = 0;
  const junk = (to: number, isRest: boolean) => {
    const text = decodeUtf8(bytes.subarray(done, to)).trim();
    if (text === '') return;
    const reason = isRest && atEnd ? 'cut off at the end of the stream' : 'not JSON';
    framed.push(bad(reason, text, to - done, isRest ? end : lineStart + to));
  };
  const take = (from: number, to: number): boolean => {
    const value = jsonIn(decodeUtf8(bytes.subarray(from, to)));
    if (!isObject(value)) return false;
    junk(from, false);
    const isLast = decodeUtf8(bytes.subarray(to)).trim() === '';
    framed.push({ kind: 'record', value, end: isLast ? end : lineStart + to });
    done = to;
    return true;
  };
  for (const object of balancedObjects(bytes)) take(object.start, object.end);
  const rest = bytes.length - done;
  if (rest <= RECOVERY_LIMIT) {
    // A record that was cut off leaves its quotes open: only the next one's beginning is a foothold.
    const starts = objectStarts(bytes, done + 1, RECOVERY_TRIES);
    starts.some((from) => take(from, bytes.length));
  }
  junk(bytes.length, true);
}

function bad(reason: string, text: string, bytes: number, end: number): Framed {
  return { kind: 'bad', reason, preview: clip(text, PREVIEW_LENGTH), bytes, end };
}
