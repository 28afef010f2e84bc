import { createHash } from 'node:crypto';
import { type Content, contentText, type SingleContent } from '../../../core/build/content.ts';
import { checkEvent } from '../../../core/build/check.ts';
import type { BuildEvent } from '../../../core/build/event.ts';
import { messageOf } from '../../../core/errors.ts';
import type { Payload } from '../store/types.ts';

/** An event ready for the log: checked, large bodies set apart, written as it will be hashed. */
export interface PreparedEvent {
  readonly event: BuildEvent;
  readonly body: string;
  readonly payloads: readonly Payload[];
  /** What it costs to keep it waiting, in bytes, roughly. */
  readonly cost: number;
}

const DAY = 24 * 60 * 60_000;

/** Bodies up to this many UTF-16 units stay in the event. */
export const INLINE_LIMIT = 16 * 1024;
/** What an event keeps of a larger body, and of one that is a part of another. */
const PREVIEW_LIMIT = 4 * 1024;
const PART_PREVIEW_LIMIT = 512;

/**
 * Makes an event ready. The schema writes the keys in its own order, so that the same fact has the
 * same text, and with it the same digest, at both ends. What does not pass it becomes an
 * `unrecognised` event with all that was sent: nothing that arrives is lost.
 */
export function prepareEvent(input: BuildEvent, now: number): PreparedEvent {
  const checked = checkEvent(input);
  if (!checked.ok) return prepareEvent(unrecognised(input, now, checked.reason), now);
  // A clock that is a day ahead is broken: no event is of tomorrow.
  const dated = checked.event.at > now + DAY ? { ...checked.event, at: now } : checked.event;
  const whole = JSON.stringify(dated);
  // Nothing in an event is longer than all of it: as a rule that answers for its bodies.
  if (whole.length <= INLINE_LIMIT) {
    return { event: dated, body: whole, payloads: [], cost: whole.length * 2 };
  }
  const payloads: Payload[] = [];
  const event = cutBodies(dated, payloads);
  const body = JSON.stringify(event);
  const kept = payloads.reduce((sum, payload) => sum + payload.body.length, 0);
  return { event, body, payloads, cost: body.length * 2 + kept };
}

/** The event that stands for one which could not be used. */
export function unrecognised(input: unknown, now: number, reason: string): BuildEvent {
  let text: string;
  try {
    text = JSON.stringify(input) ?? String(input);
  } catch (error) {
    text = `[not JSON: ${messageOf(error)}]`;
  }
  return {
    kind: 'unrecognised',
    at: now,
    format: 'event',
    reason: reason.slice(0, 1000),
    raw: { as: 'text', text },
  };
}

function cutBodies(event: BuildEvent, payloads: Payload[]): BuildEvent {
  const cut = (content: Content) => cutContent(content, payloads);
  switch (event.kind) {
    case 'tool.started':
    case 'tool.input':
      return event.input ? { ...event, input: cut(event.input) } : event;
    case 'tool.output':
    case 'tool.ended':
      return event.output ? { ...event, output: cut(event.output) } : event;
    case 'file.changed':
      return event.diff ? { ...event, diff: cut(event.diff) } : event;
    case 'user.message':
      return event.attachments
        ? { ...event, attachments: cutAll(event.attachments, payloads) }
        : event;
    case 'attachment.added':
      return { ...event, content: cut(event.content) };
    case 'unrecognised':
      return { ...event, raw: cut(event.raw) };
    default:
      return event;
  }
}

function cutContent(content: Content, payloads: Payload[]): Content {
  if (content.as === 'parts') return cutAll([content], payloads)[0] ?? content;
  return cutSingle(content, payloads, INLINE_LIMIT, PREVIEW_LIMIT);
}

/** Parts of one event share what may stay in it: many small pictures are as large as a big one. */
function cutAll(contents: readonly Content[], payloads: Payload[]): Content[] {
  let room = INLINE_LIMIT;
  const cutPart = (part: SingleContent) => {
    const cut = cutSingle(part, payloads, room, PART_PREVIEW_LIMIT);
    if (cut === part) room -= sizeOf(part);
    return cut;
  };
  return contents.map((content) =>
    content.as === 'parts' ? { as: 'parts', parts: content.parts.map(cutPart) } : cutPart(content),
  );
}

function cutSingle(
  content: SingleContent,
  payloads: Payload[],
  room: number,
  preview: number,
): SingleContent {
  if (content.as === 'cut' || sizeOf(content) <= room) return content;
  if (content.as === 'image') {
    return setApart(content.mime, Buffer.from(content.base64, 'base64'), '', 0, payloads);
  }
  const text = contentText(content);
  const mime = content.as === 'text' ? 'text/plain' : 'application/json';
  return setApart(mime, Buffer.from(text), text, preview, payloads);
}

/** UTF-16 units that it takes up in an event. */
function sizeOf(content: SingleContent): number {
  switch (content.as) {
    case 'text':
      return content.text.length;
    case 'json':
      return JSON.stringify(content.json).length;
    case 'image':
      return content.base64.length;
    case 'cut':
      return content.preview.length;
  }
}

/** The key of a payload: what it holds names it. */
export const payloadKey = (mime: string, body: Uint8Array): string =>
  createHash('sha256').update(mime).update('\0').update(body).digest('hex').slice(0, 32);

/** Sets a body apart. @returns what the event keeps of it */
export function setApart(
  mime: string,
  body: Buffer,
  text: string,
  limit: number,
  payloads: Payload[],
): Extract<Content, { as: 'cut' }> {
  const key = payloadKey(mime, body);
  payloads.push({ key, mime, body });
  // Half a surrogate pair at the end of a preview would not survive the way through UTF-8. By way of
  // bytes, because a slice of a string keeps all of it in memory, for as long as the state is.
  const head = text.slice(0, limit).replace(/[\uD800-\uDBFF]$/, '');
  const preview = Buffer.from(head).toString();
  const lines = text === '' ? 0 : text.split('\n').length;
  return { as: 'cut', mime, bytes: body.length, lines, preview, payload: key };
}
