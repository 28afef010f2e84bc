import { emit } from '../reading.ts';
import { keepNewest } from '../memory.ts';
import { type Reading, type Source } from './state.ts';
import { ensureTurn } from './turns.ts';

/** Facts of which it is remembered who told them: the tellings of one stand close together. */
const FACTS = 512;
/** Blocks that can still be told again. */
const SETTLED = 4096;
const LIVE = 64;

export type TextKind = 'text' | 'reasoning';

/**
 * Whether a fact is news: the same one may be told once by each source, and as often as the source
 * that tells it most often does.
 */
export function isNews(reading: Reading, kind: string, source: Source, text: string): boolean {
  const { told } = reading.state;
  const key = `${kind} ${markOf(text)}`;
  const counts = told.get(key) ?? {};
  const most = Math.max(0, ...Object.values(counts));
  const own = (counts[source] ?? 0) + 1;
  told.delete(key);
  told.set(key, { ...counts, [source]: own });
  keepNewest(told, FACTS);
  return own > most;
}

/** A piece of a block. Pieces of a block that is complete are a copy. */
export function appendText(reading: Reading, kind: TextKind, block: string, delta: string): void {
  const { live, settled } = reading.state;
  if (delta === '' || settled.has(block)) return;
  ensureTurn(reading);
  live.set(block, (live.get(block) ?? '') + delta);
  keepNewest(live, LIVE);
  emit(reading, { kind: `${kind}.appended`, block, text: delta });
}

/** A complete block: only what its pieces did not tell is told. */
export function settleText(
  reading: Reading,
  kind: TextKind,
  source: Source,
  block: string,
  text: string,
): void {
  const { live, settled } = reading.state;
  if (settled.has(block)) return;
  settled.add(block);
  keepNewest(settled, SETTLED);
  const before = live.get(block) ?? '';
  live.delete(block);
  if (text === '') return;
  // What streamed under this name stands: the same words from another source are the copy.
  if (!isNews(reading, kind, source, text) && before === '') return;
  if (before === text) return;
  ensureTurn(reading);
  if (text.startsWith(before)) {
    emit(reading, { kind: `${kind}.appended`, block, text: text.slice(before.length) });
  } else emit(reading, { kind: `${kind}.appended`, block, text, replace: true });
}

/** The text of a block that grows and is told whole each time. */
export function growText(reading: Reading, kind: TextKind, block: string, text: string): void {
  const before = reading.state.live.get(block) ?? '';
  if (text.startsWith(before)) appendText(reading, kind, block, text.slice(before.length));
}

/** A name for a block or call that has none. */
export function freshName(reading: Reading, kind: string): string {
  reading.state.names += 1;
  return `${kind}-${reading.state.names}`;
}

const isAnonymous = (kind: TextKind) => (block: string) => block.startsWith(`${kind}-`);

/** A piece of a text without an id: it goes on with the block of its kind that is open. */
export function appendAnonymous(reading: Reading, kind: TextKind, delta: string): void {
  const open = [...reading.state.live.keys()].findLast(isAnonymous(kind));
  const isOpen = open !== undefined && !reading.state.settled.has(`closed ${open}`);
  appendText(reading, kind, isOpen ? open : freshName(reading, kind), delta);
}

/** The next piece begins a block of its own; the text of this one is still to come whole. */
export function closeAnonymous(reading: Reading, kind: TextKind): void {
  const open = [...reading.state.live.keys()].findLast(isAnonymous(kind));
  if (open !== undefined) reading.state.settled.add(`closed ${open}`);
}

/** A complete text without an id: that of the open block which it completes, else a new one. */
export function settleAnonymous(
  reading: Reading,
  kind: TextKind,
  source: Source,
  text: string,
): void {
  const open = [...reading.state.live].filter(([block]) => isAnonymous(kind)(block));
  const [block] = open.find(([, before]) => text.startsWith(before)) ?? open[0] ?? [];
  settleText(reading, kind, source, block ?? freshName(reading, kind), text);
}

/** Two FNV-1a hashes over the UTF-16 units as one number below 2^53. */
export function markOf(text: string): number {
  let high = 0x811c9dc5;
  let low = 0x01000193;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 0x01000193);
    low = Math.imul(low ^ unit, 0x85ebca6b) + unit;
  }
  return (high >>> 11) * 0x1_0000_0000 + (low >>> 0);
}
