import type { Framed, Framer } from '../core/agents/framing/framed.ts';
import { createFramer } from '../core/agents/framing/framer.ts';
import { type SessionReading, Sessions } from '../core/agents/sessions.ts';
import type { Json } from '../core/build/content.ts';
import { badRecord } from '../main/host/ingest/agent-reader.ts';
import { chooseFormat } from '../main/host/ingest/format-choice.ts';
import type { Formats } from '../main/host/ingest/formats.ts';
import { unknownFormat } from '../main/host/ingest/unknown-format.ts';

export type Side = 'client' | 'agent';

/** Lines that are no messages, after which none are expected. */
const MOST_UNREAD = 100;

type Told = { readonly side: Side; readonly at: number; readonly framed: Framed };

/**
 * Reads both directions of a protocol that is spoken in lines. Each side has lines of its own, which may come in
 * pieces; a message counts when its line is whole, so that the order is that of the messages.
 */
export class BothReader {
  readonly #formats: Formats;
  readonly #framers: Readonly<Record<Side, Framer>>;
  #sessions: Sessions | null;
  /** Messages that came before the format was clear. */
  #pending: Told[] = [];

  /** @throws RatchetError `unknown-format` */
  constructor(formats: Formats, format: string | undefined) {
    this.#formats = formats;
    this.#framers = { client: createFramer('lines', {}), agent: createFramer('lines', {}) };
    this.#sessions = format === undefined ? null : new Sessions(formats.named(format));
  }

  push(side: Side, bytes: Uint8Array, at: number): SessionReading[] {
    return this.#take(side, this.#framers[side].push(bytes), at, false);
  }

  /** The connection is closed. What is owed at its end comes last. */
  end(at: number): SessionReading[] {
    const readings = (['client', 'agent'] as const).flatMap((side) =>
      this.#take(side, this.#framers[side].finish(), at, true),
    );
    const sessions = this.#sessions;
    return sessions ? [...readings, ...sessions.settle(), ...sessions.end(0, at)] : readings;
  }

  #take(side: Side, framed: readonly Framed[], at: number, isLast: boolean): SessionReading[] {
    this.#pending.push(...framed.map((one) => ({ side, at, framed: one })));
    const sessions = (this.#sessions ??= this.#choose(isLast));
    if (!sessions) return [];
    return this.#pending.splice(0).flatMap((told) => read(sessions, told));
  }

  #choose(isLast: boolean): Sessions | null {
    const values = this.#pending.flatMap(valueOf);
    const isNone = values.length === 0 && this.#pending.length > MOST_UNREAD;
    const choice = isNone ? 'none' : chooseFormat(this.#formats, values, isLast);
    if (choice === 'undecided') return null;
    return new Sessions(choice === 'none' ? unknownFormat : choice);
  }
}

const valueOf = ({ framed }: Told): Json[] => (framed.kind === 'record' ? [framed.value] : []);

function read(sessions: Sessions, { side, at, framed }: Told): SessionReading[] {
  if (framed.kind === 'bad') return sessions.add([badRecord(sessions.format, framed, at)], 0);
  if (framed.kind !== 'record') return [];
  // As recorders write messages down; who sent one tells which request an answer belongs to.
  return sessions.read({ direction: side, ts: at, message: framed.value }, 0, at);
}
