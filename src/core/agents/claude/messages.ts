import { emit } from '../reading.ts';
import type { MessageTrack, PartialBlock, Reading } from './state.ts';

/** Messages of which details are kept; their lines and partial events stand close together. */
const RECENT = 64;

export function trackOf(reading: Reading, id: string): MessageTrack {
  const { messages } = reading.state;
  const known = messages.get(id);
  if (known) return known;
  const track: MessageTrack = { partial: new Map(), request: null, usage: '' };
  messages.set(id, track);
  if (messages.size > RECENT) {
    const [oldest] = messages.keys();
    if (oldest !== undefined) messages.delete(oldest);
  }
  return track;
}

/** Name of a block for good: the message and the block's place in it. */
export const blockKey = (message: string, index: number): string => `${message}/${index}`;

/**
 * Which place in its message a finished block has: that of the partial block it completes, else the
 * next. (A line holds one block; the place is in none of the lines.)
 */
export function claimPlace(
  reading: Reading,
  message: string,
  matches: (partial: PartialBlock) => boolean,
): { index: number; partial: PartialBlock | null } {
  const { blocks } = reading.state;
  const track = trackOf(reading, message);
  const next = blocks.get(message) ?? 0;
  for (const [index, partial] of track.partial) {
    if (partial.settled || !matches(partial)) continue;
    partial.settled = true;
    blocks.set(message, Math.max(next, index + 1));
    return { index, partial };
  }
  const open = [...track.partial.keys()].filter((index) => index >= next);
  const index = open.length === 0 ? next : Math.max(...open) + 1;
  blocks.set(message, index + 1);
  return { index, partial: null };
}

/** A finished block of text or reasoning: only what its deltas did not tell is told. */
export function readTextBlock(
  reading: Reading,
  message: string,
  kind: 'text' | 'reasoning',
  text: string,
): void {
  if (text === '') return;
  // A message never says the same twice: a line that does is a copy under another uuid.
  const told = reading.state.texts.get(message) ?? [];
  const mark = fingerprint(text);
  if (told.includes(mark)) return;
  reading.state.texts.set(message, [...told, mark]);
  const { index, partial } = claimPlace(reading, message, (block) => block.kind === kind);
  const block = blockKey(message, index);
  const before = partial?.text ?? '';
  noteLine(reading, `${kind} ${block}`);
  if (before === text) return;
  const { parent } = reading;
  const event = { kind: `${kind}.appended`, parent, block } as const;
  if (text.startsWith(before)) emit(reading, { ...event, text: text.slice(before.length) });
  else emit(reading, { ...event, text, replace: true });
}

/** Remembers what a line told, as long as its turn lasts. */
export function noteLine(reading: Reading, what: string): void {
  if (reading.uuid === undefined) return;
  const { lines } = reading.state.turn;
  const told = lines.get(reading.uuid);
  if (told) told.push(what);
  else lines.set(reading.uuid, [what]);
}

/** Takes back what superseded lines told: their texts become empty, their open calls end. */
export function supersede(reading: Reading, uuids: readonly unknown[]): void {
  const { state, parent } = reading;
  for (const uuid of uuids) {
    if (typeof uuid !== 'string') continue;
    for (const what of state.turn.lines.get(uuid) ?? []) {
      const space = what.indexOf(' ');
      const [kind, name] = [what.slice(0, space), what.slice(space + 1)];
      if (kind === 'call') {
        if (state.calls.delete(name)) {
          state.endedCalls.add(name);
          emit(reading, { kind: 'tool.ended', call: name, outcome: 'interrupted' });
        }
      } else {
        const appended = kind === 'text' ? 'text.appended' : 'reasoning.appended';
        emit(reading, { kind: appended, parent, block: name, text: '', replace: true });
      }
    }
    state.turn.lines.delete(uuid);
  }
}

/** FNV-1a over the UTF-16 units: enough to tell the few texts of one message apart. */
function fingerprint(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}
