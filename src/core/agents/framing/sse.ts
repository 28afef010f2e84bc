import { createParser } from 'eventsource-parser';
import { isObject } from '../json.ts';
import { clip } from '../text.ts';
import {
  type Framed,
  type Framer,
  type FramerOptions,
  LINE_LIMIT,
  PREVIEW_LENGTH,
} from './framed.ts';
import { type CutLine, LineCutter } from './line-cutter.ts';
import { decodeUtf8 } from './utf8.ts';

/**
 * `text/event-stream`: one JSON object in the `data` of each frame. Comments and frames without data
 * are passed over, `[DONE]` is `done`. The parser is fed line by line, because only so are the byte
 * offsets of the frames known.
 */
export function createSseFramer(options: FramerOptions = {}): Framer {
  const start = options.start ?? 0;
  const limit = options.limit ?? LINE_LIMIT;
  const cutter = new LineCutter(limit, start, true);
  let data: string | null = null;
  const parser = createParser({
    onEvent: (message) => {
      data = message.data;
    },
  });
  let offset = start;
  let size = 0;
  let tooLong: string | null = null;

  const endFrame = (end: number, atEnd: boolean, framed: Framed[]) => {
    if (tooLong !== null) framed.push(bad('frame too long', tooLong, size, end));
    else if (data !== null) frameData(data, size, end, atEnd, framed);
    data = null;
    tooLong = null;
    size = 0;
    offset = end;
  };
  const onLine = (framed: Framed[]) => (line: CutLine) => {
    const isFirst = offset === 0 && size === 0;
    if (line.size === 0) {
      parser.feed('\n');
      endFrame(line.end, false, framed);
      return;
    }
    size += line.size;
    if (size > limit && tooLong === null) {
      tooLong = decodeUtf8(line.bytes).slice(0, PREVIEW_LENGTH);
      parser.reset();
    }
    if (tooLong !== null) return;
    const text = decodeUtf8(line.bytes);
    parser.feed(`${isFirst && text.startsWith('\uFEFF') ? text.slice(1) : text}\n`);
  };

  return {
    push(chunk) {
      const framed: Framed[] = [];
      cutter.push(chunk, onLine(framed));
      return framed;
    },
    finish() {
      const framed: Framed[] = [];
      let last = offset;
      cutter.finish((line) => {
        onLine(framed)(line);
        last = line.end;
      });
      parser.feed('\n');
      if (size > 0) endFrame(Math.max(last, offset), true, framed);
      return framed;
    },
    get offset() {
      return offset;
    },
  };
}

function frameData(
  data: string,
  size: number,
  end: number,
  atEnd: boolean,
  framed: Framed[],
): void {
  const text = data.trim();
  if (text === '') return;
  if (text === '[DONE]') {
    framed.push({ kind: 'done', end });
    return;
  }
  try {
    const value = JSON.parse(text) as unknown;
    if (isObject(value)) framed.push({ kind: 'record', value, end });
    else framed.push(bad('not a JSON object', text, size, end));
  } catch {
    framed.push(bad(atEnd ? 'cut off at the end of the stream' : 'not JSON', text, size, end));
  }
}

function bad(reason: string, text: string, bytes: number, end: number): Framed {
  return { kind: 'bad', reason, preview: clip(text, PREVIEW_LENGTH), bytes, end };
}
