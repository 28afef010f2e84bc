import { withoutRows } from '../../../core/build/tables.ts';
import type { BuildState } from '../../../core/build/state.ts';
import { PART_LENGTH, type LongFrame } from './build-stream.ts';
import { KeptPieces } from './kept-pieces.ts';
import { firstRow, type Piece, pieceAt, type Place } from './pieces.ts';

export interface SenderWorld {
  /** Settles when others have had their turn of the event loop. */
  turn(): Promise<void>;
  after(milliseconds: number, callback: () => void): () => void;
}

/** To whom a long snapshot goes. */
export interface Receiver {
  /** Whether it reads what it is sent. */
  hasRoom(): boolean;
  send(text: string): void;
  /** The last message has been sent. */
  sent(): void;
  /** It could not be written; no more of it comes. */
  failed(error: unknown): void;
}

/** One snapshot on its way to one watcher. */
interface Sending {
  readonly frame: LongFrame;
  readonly to: Receiver;
  place: Place | null;
  parts: number;
}

/** After so many milliseconds it is looked again whether a watcher has read. */
const LOOK_AGAIN = 10;

/**
 * Writes and sends long snapshots in parts: one part, to one watcher after the other, in a turn of the
 * event loop, so that none of them holds up the host. What several watchers are being sent is written
 * once, and kept while one of them is taking it, up to a bound; for one that does not read nothing is
 * kept but its place.
 */
export class Sender {
  readonly #world: SenderWorld;
  readonly #partLength: number;
  /** In the order in which they have their turns. */
  readonly #moving = new Set<Sending>();
  readonly #waiting = new Set<Sending>();
  readonly #written: KeptPieces;
  #isGoing = false;
  #cancelLook: (() => void) | null = null;

  /** @param keptLength characters that are kept for those who are being sent them */
  constructor(world: SenderWorld, partLength = PART_LENGTH, keptLength?: number) {
    this.#world = world;
    this.#partLength = partLength;
    this.#written = new KeptPieces(keptLength);
  }

  /** Texts that are kept for those who are being sent them. */
  get kept(): number {
    return this.#written.count;
  }

  /** @returns what drops the parts that have not been sent */
  begin(frame: LongFrame, to: Receiver): () => void {
    const sending: Sending = { frame, to, place: firstRow(frame.state), parts: 0 };
    this.#moving.add(sending);
    void this.#go();
    return () => this.#end(sending);
  }

  async #go(): Promise<void> {
    if (this.#isGoing) return;
    this.#isGoing = true;
    while (this.#moving.size > 0) {
      await this.#world.turn();
      const [next] = this.#moving;
      if (next) this.#try(next);
    }
    this.#isGoing = false;
  }

  /** What fails costs its own watcher: thrown on, it would end the parts of all of them, for good. */
  #try(sending: Sending): void {
    try {
      this.#sendOne(sending);
    } catch (error) {
      this.#end(sending);
      sending.to.failed(error);
    }
  }

  #sendOne(sending: Sending): void {
    const { frame, to, place, parts } = sending;
    this.#moving.delete(sending);
    if (!to.hasRoom()) {
      this.#waiting.add(sending);
      this.#lookLater();
    } else if (place === null) {
      to.send(lastOf(frame, parts));
      to.sent();
    } else {
      const piece = this.#pieceAt(sending, place);
      sending.place = piece.next;
      sending.parts += 1;
      // Before it is sent: who is sent something may end this.
      this.#moving.add(sending);
      to.send(partOf(frame, piece, parts));
    }
    this.#forget(frame.state);
  }

  #pieceAt({ frame: { state }, parts }: Sending, place: Place): Piece {
    const known = this.#written.find(state, parts);
    if (known) return known;
    const piece = pieceAt(state, place, this.#partLength);
    this.#written.keep(state, parts, piece);
    return piece;
  }

  /** Lets go of what was written of a state, once nobody is taking it. */
  #forget(state: BuildState): void {
    for (const { frame } of this.#moving) if (frame.state === state) return;
    this.#written.forget(state);
  }

  #end(sending: Sending): void {
    this.#moving.delete(sending);
    this.#waiting.delete(sending);
    this.#forget(sending.frame.state);
    if (this.#waiting.size > 0) return;
    this.#cancelLook?.();
    this.#cancelLook = null;
  }

  #lookLater(): void {
    this.#cancelLook ??= this.#world.after(LOOK_AGAIN, () => {
      this.#cancelLook = null;
      for (const sending of this.#waiting) {
        if (!sending.to.hasRoom()) continue;
        this.#waiting.delete(sending);
        this.#moving.add(sending);
      }
      if (this.#waiting.size > 0) this.#lookLater();
      void this.#go();
    });
  }
}

function partOf({ stream, head, ask }: LongFrame, { table, rows }: Piece, part: number): string {
  const rest = JSON.stringify({ table, stream, ...head, part, ask }).slice(1);
  return `{"type":"part","rows":${rows},${rest}`;
}

function lastOf({ stream, head, state, reason, ask }: LongFrame, parts: number): string {
  const rest = { state: withoutRows(state), stream, ...head, reason, parts, ask };
  return JSON.stringify({ type: 'snapshot', ...rest });
}
