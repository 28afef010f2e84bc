import type { BuildEvent } from '../build/event.ts';
import type { Found, Redactor } from './redact-text.ts';

/** Text that is collected before it is searched, and what is kept of it for the next search. In UTF-16 units. */
const SEARCH_AT = 32 * 1024;
const KEEP = 12 * 1024;
/** What all texts that may still go on may take. */
const HELD = 32 * 1024 * 1024;

/** The piece of a text that an event adds: the text's name, and the field that has the piece. */
export interface Piece {
  readonly of: string;
  readonly field: 'text' | 'delta';
  readonly text: string;
  /** Begins the text anew. */
  readonly anew: boolean;
}

/** The texts that end with an event: a tool that has ended says nothing more. */
export const endedBy = (event: BuildEvent): string[] =>
  event.kind === 'tool.ended' ? [`tool.input:${event.call}`, `tool.output:${event.call}`] : [];

/** A text that came in pieces, and may be cut anywhere: also in the middle of a secret. */
export function pieceOf(event: BuildEvent): Piece | null {
  switch (event.kind) {
    case 'text.appended':
    case 'reasoning.appended': {
      const anew = event.replace === true;
      return { of: `${event.kind}:${event.block}`, field: 'text', text: event.text, anew };
    }
    case 'tool.input':
    case 'tool.output': {
      const anew = (event.kind === 'tool.input' ? event.input : event.output) !== undefined;
      if (event.delta === undefined && !anew) return null;
      return { of: `${event.kind}:${event.call}`, field: 'delta', text: event.delta ?? '', anew };
    }
    default:
      return null;
  }
}

interface OpenText {
  /** What was not searched for good yet. */
  text: string;
  /** The pieces that it is made of; `skipped` is what was searched of the first one. */
  pieces: { readonly version: number; readonly length: number; readonly skipped: number }[];
  searchAt: number;
  readonly field: Piece['field'];
}

/**
 * Finds secrets in the texts as they are when their pieces are put together, in one pass and with
 * bounded memory: what was found is told by version, as places within that version's piece.
 */
export class SplitTexts {
  readonly #redactor: Redactor;
  readonly #tell: (version: number, found: Found, field: Piece['field']) => void;
  readonly #open = new Map<string, OpenText>();
  #held = 0;

  constructor(
    redactor: Redactor,
    tell: (version: number, found: Found, field: Piece['field']) => void,
  ) {
    this.#redactor = redactor;
    this.#tell = tell;
  }

  add(version: number, { of, field, text, anew }: Piece): void {
    if (anew) this.close(of);
    const open = this.#open.get(of) ?? { text: '', pieces: [], searchAt: SEARCH_AT, field };
    // Moved to the end: the map is in order of use.
    this.#open.delete(of);
    this.#open.set(of, open);
    open.text += text;
    open.pieces.push({ version, length: text.length, skipped: 0 });
    this.#held += text.length;
    if (open.text.length >= open.searchAt) this.#search(open, false);
    while (this.#held > HELD) this.close(this.#open.keys().next().value ?? of);
  }

  /** The names of the texts that may still go on. */
  open(): string[] {
    return [...this.#open.keys()];
  }

  /** Nothing is to come any more. */
  end(): void {
    for (const of of this.open()) this.close(of);
  }

  /** Nothing is to come of this text: what was found in it is told. */
  close(of: string): void {
    const open = this.#open.get(of);
    if (!open) return;
    this.#search(open, true);
    this.#held -= open.text.length;
    this.#open.delete(of);
  }

  /** Tells what was found, but not what might go on with the next piece: that is searched again. */
  #search(open: OpenText, isLast: boolean): void {
    const found = this.#redactor.find(open.text);
    const tail = Math.max(0, open.text.length - KEEP);
    const crossing = found.find(({ start, end }) => start < tail && end > tail);
    const settled = isLast ? open.text.length : (crossing?.start ?? tail);
    for (const one of found) if (one.end <= settled) this.#place(open, one);
    if (isLast) return;
    let dropped = 0;
    while (dropped + (open.pieces[0]?.length ?? Infinity) <= settled) {
      dropped += open.pieces.shift()?.length ?? 0;
    }
    const [first, ...rest] = open.pieces;
    const part = settled - dropped;
    this.#held -= settled;
    open.text = open.text.slice(settled);
    open.pieces = first
      ? [{ ...first, length: first.length - part, skipped: first.skipped + part }, ...rest]
      : [];
    open.searchAt = open.text.length + SEARCH_AT;
  }

  #place(open: OpenText, { kind, start, end, replacement }: Found): void {
    let from = 0;
    let isFirst = true;
    for (const { version, length, skipped } of open.pieces) {
      const to = from + length;
      if (start < to && end > from) {
        const offset = from - skipped;
        const range = { start: Math.max(start, from) - offset, end: Math.min(end, to) - offset };
        this.#tell(
          version,
          { kind, ...range, replacement: isFirst ? replacement : '' },
          open.field,
        );
        isFirst = false;
      }
      from = to;
    }
  }
}
