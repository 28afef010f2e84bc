import type { Outcome } from '../../build/event.ts';
import { titleOfWords } from '../../build/title.ts';
import { textOf } from '../json.ts';
import { type Picture, withPictures } from '../pictures.ts';
import { emit } from '../reading.ts';
import { keepNewest } from '../memory.ts';
import { learnFirst, type Reading } from './state.ts';

/** Turns whose ids are remembered. */
const TURNS = 2000;

/** Begins a turn; one that is still open ended without a word. A turn that is known begins once. */
export function startTurn(reading: Reading, id: string | undefined, declared = true): void {
  const { turn, turns } = reading.state;
  if (id !== undefined) {
    if (turns.has(id)) return;
    turns.set(id, 'open');
    keepNewest(turns, TURNS);
  }
  // What the user says, or the work, may be told before the turn that it belongs to.
  if (turn.open && turn.id === null && !turn.declared && (id !== undefined || !turn.busy)) {
    turn.id = id ?? null;
    turn.declared = declared;
    return;
  }
  if (turn.open) close(reading, { outcome: 'unknown', reason: 'the next turn began' });
  Object.assign(turn, { open: true, id: id ?? null, declared, busy: false, error: null });
  emit(reading, { kind: 'turn.started', turn: id });
}

/** Work means that a turn is on, whoever began it. */
export function ensureTurn(reading: Reading): void {
  const { turn } = reading.state;
  if (!turn.open) startTurn(reading, undefined, false);
  turn.busy = true;
  tellHeld(reading);
}

export interface Ending {
  readonly outcome: Outcome;
  readonly reason?: string | undefined;
  readonly durationMs?: number | undefined;
}

export function endTurn(reading: Reading, id: string | undefined, ending: Ending): void {
  const { turn, turns } = reading.state;
  tellHeld(reading);
  if (id !== undefined && turns.get(id) === 'ended') return;
  if (id !== undefined) turns.set(id, 'ended');
  else if (!turn.open) return;
  // The end of a turn that another has taken the place of is no end of that one.
  if (turn.open && id !== undefined && turn.id !== null && turn.id !== id) return;
  close(reading, ending);
}

function close(reading: Reading, ending: Ending): void {
  const { turn, turns, attention } = reading.state;
  for (const id of attention.keys()) emit(reading, { kind: 'attention.cleared', id });
  attention.clear();
  if (turn.id !== null) turns.set(turn.id, 'ended');
  turn.open = false;
  turn.last = ending.outcome;
  emit(reading, { kind: 'turn.ended', ...ending });
}

/** Whether this belongs to a turn that is known to be over: it was told before. */
export function isOver(reading: Reading, id: unknown): boolean {
  return typeof id === 'string' && reading.state.turns.get(id) === 'ended';
}

/** Pictures among the user's words: those that are told, and how many there are. */
interface Shown {
  readonly pictures: readonly Picture[];
  readonly images?: number;
}

/** What the user says. Without declared turns, it begins one; within a turn it steers that. */
export function sayUser(
  reading: Reading,
  text: string,
  { pictures, images = pictures.length }: Shown,
  id?: string,
  at = reading.at,
): void {
  const { turn } = reading.state;
  if (text === '' && images === 0) return;
  if (!turn.open || (!turn.declared && turn.busy)) startTurn(reading, undefined, false);
  learnFirst(reading, 'title', titleOf(text));
  emit(reading, { kind: 'user.message', id, text, ...withPictures(pictures, images) }, at);
}

/** Editors put what is open before the words of the user. */
function titleOf(text: string): string | undefined {
  const own = /^#+ My request for Codex:?\s*$([\s\S]*)/m.exec(text)?.[1];
  return textOf(titleOfWords(own ?? text));
}

/** Tells what was held, as no event has told it before work began. */
function tellHeld(reading: Reading): void {
  const { held } = reading.state;
  for (const one of held.splice(0)) sayUser(reading, one.text, one, undefined, one.at);
}

/** An error; the words of one that the turn has told already are not told again. */
export function tellError(
  reading: Reading,
  message: string,
  more: { code?: string | undefined; recovering?: boolean } = {},
): void {
  const { turn } = reading.state;
  const { code, recovering } = more;
  if (recovering !== true) {
    if (turn.error === message) return;
    turn.error = message;
  }
  emit(reading, { kind: 'error', message, code, ...(recovering === true ? { recovering } : {}) });
}

export function requestAttention(
  reading: Reading,
  id: string,
  request: { reason: 'permission' | 'question'; text: string; call?: string | undefined },
): void {
  const { call } = request;
  if (call !== undefined && reading.state.endedCalls.has(call)) return;
  reading.state.attention.set(id, call ?? '');
  keepNewest(reading.state.attention, 100);
  emit(reading, { kind: 'attention.requested', id, ...request });
}

export function clearAttention(reading: Reading, matches: (id: string, call: string) => boolean) {
  const { attention } = reading.state;
  for (const [id, call] of attention) {
    if (!matches(id, call)) continue;
    attention.delete(id);
    emit(reading, { kind: 'attention.cleared', id });
  }
}
