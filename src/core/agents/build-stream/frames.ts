import type { Json } from '../../build/content.ts';
import { jsonIn } from '../json.ts';

/** A frame that never ends must not be kept for ever. */
const LONGEST = 8 * 1024 * 1024;

export interface Frames {
  readonly chunks: readonly Json[];
  /** Frames that are no JSON. */
  readonly bad: readonly string[];
  readonly rest: string;
}

/**
 * The frames of an event stream that comes in pieces: `data: {json}`, and a blank line. A piece may
 * hold several, or a part of one.
 */
export function takeFrames(text: string): Frames {
  const frames = text.split(/\r?\n\r?\n/);
  let rest = frames.pop() ?? '';
  // The last frame is whole where its object is, whatever follows.
  if (rest !== '' && isWhole(rest)) {
    frames.push(rest);
    rest = '';
  }
  const bad: string[] = [];
  if (rest.length > LONGEST) {
    bad.push(rest);
    rest = '';
  }
  const chunks = frames.flatMap((frame) => {
    const data = dataOf(frame);
    if (data === '' || data === '[DONE]') return [];
    const value = jsonIn(data);
    if (value === undefined) bad.push(frame);
    return value === undefined ? [] : [value];
  });
  return { chunks, bad, rest };
}

function dataOf(frame: string): string {
  const lines = frame.split(/\r?\n/);
  const data = lines.flatMap((line) =>
    line.startsWith('data:') ? [line.slice(5).replace(/^ /, '')] : [],
  );
  // What is no event stream at all may be the object itself.
  return data.length > 0 || lines.every((line) => /^(?::|event:|id:|retry:|$)/.test(line))
    ? data.join('\n').trim()
    : frame.trim();
}

const isWhole = (frame: string) => /\}\s*$/.test(frame) && jsonIn(dataOf(frame)) !== undefined;
