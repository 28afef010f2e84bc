import type { Framing } from './framed.ts';
import { decodeUtf8 } from './utf8.ts';

/** Bytes that are looked at. */
const HEAD = 4096;

/**
 * Tells from the first bytes how a stream is cut into records; null while they do not say yet
 * (nothing but blanks so far). Where so many say nothing it is lines: who asks keeps them meanwhile.
 */
export function sniffFraming(head: Uint8Array): Framing | null {
  const text = decodeUtf8(head.subarray(0, HEAD)).replace('\uFEFF', '').trimStart();
  if (text === '') return head.length < HEAD ? null : 'lines';
  if (/^(?:data|event|id|retry)(?::|[ \t]*\r?\n)/.test(text)) return 'sse';
  // A comment of an event stream is one colon; lines never begin with one.
  if (text.startsWith(':')) return 'sse';
  // A record on a line of its own goes on after its brace; a document that is a list, or is indented,
  // does not. The list may as well be a line that is no record.
  if (text.startsWith('{') || text.startsWith('[')) {
    const rest = text.slice(1).trimStart();
    if (rest === '' && head.length < HEAD) return null;
    if (text.startsWith('{')) return /^\{[ \t]*\r?\n/.test(text) ? 'document' : 'lines';
    return rest.startsWith('{') ? 'document' : 'lines';
  }
  // The beginning of a field name, cut by the chunk: more bytes will say.
  return text.length < 6 &&
    /^(?:d|da|dat|data|e|ev|eve|even|event|i|id|r|re|ret|retr|retry)$/.test(text)
    ? null
    : 'lines';
}
