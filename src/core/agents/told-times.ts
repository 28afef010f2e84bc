import type { BuildEvent } from '../build/event.ts';
import type { SessionReading } from './sessions.ts';

/** What is held until a time is told: so many readings, and of so many bytes of the file. */
const MOST_HELD = 1000;
const MOST_BYTES = 4 * 1024 * 1024;

interface Held {
  readonly reading: SessionReading;
  readonly events: BuildEvent[];
  /** Events that have no time yet. */
  missing: number;
}

/** An event that waits for its time. */
interface Missing {
  readonly held: Held;
  readonly index: number;
}

/**
 * Times for what is read of an old file whose records do not all tell one: what tells none is taken
 * to be of the time of the next record of its session that does, and after the last of them, of that
 * one's. So a session begins at the first time that is told of it. How long a call took whose asking
 * told none is not known, and it says so (`known-time.ts`). Only where nothing tells a time, or none for
 * very long, events keep that of the file.
 */
export class ToldTimes {
  readonly #file: number;
  readonly #last = new Map<string | null, number>();
  readonly #missing = new Map<string | null, Missing[]>();
  /** Calls that were asked for at a time that is not known. */
  readonly #calls = new Set<string>();
  /** In their order: what tells a time waits for what is before it. */
  #held: Held[] = [];

  /** @param file the time that events have whose record tells none */
  constructor(file: number) {
    this.#file = file;
  }

  /** @returns those of these and of earlier ones that wait no longer, in their order */
  take(readings: readonly SessionReading[]): SessionReading[] {
    return readings.flatMap((reading) => {
      this.#hold(reading);
      const [first] = this.#held;
      const isFull =
        this.#held.length > MOST_HELD || (first && reading.end - first.reading.end > MOST_BYTES);
      if (first && first.missing > 0 && isFull) this.#giveUp(first.reading.session);
      return this.#release();
    });
  }

  /** What is held still: no more is to come. */
  rest(): SessionReading[] {
    for (const session of this.#missing.keys()) this.#giveUp(session);
    return this.#release();
  }

  #hold(reading: SessionReading): void {
    const { session } = reading;
    const events = reading.events.map((event) => this.#withoutDuration(event, session));
    const held: Held = { reading, events, missing: 0 };
    this.#held.push(held);
    reading.events.forEach(({ at }, index) => {
      if (at !== this.#file) {
        this.#last.set(session, at);
        this.#date(session, at);
        return;
      }
      held.missing += 1;
      const missing = this.#missing.get(session);
      if (missing) missing.push({ held, index });
      else this.#missing.set(session, [{ held, index }]);
    });
  }

  /** What was not measured has a duration of 0. */
  #withoutDuration(event: BuildEvent, session: string | null): BuildEvent {
    if (event.kind === 'tool.started' && event.at === this.#file) {
      this.#calls.add(`${session} ${event.call}`);
    }
    if (event.kind !== 'tool.ended' || event.durationMs !== undefined) return event;
    return this.#calls.delete(`${session} ${event.call}`) ? { ...event, durationMs: 0 } : event;
  }

  #giveUp(session: string | null): void {
    this.#date(session, this.#last.get(session) ?? this.#file);
  }

  #date(session: string | null, at: number): void {
    for (const { held, index } of this.#missing.get(session) ?? []) {
      const event = held.events[index];
      if (event) held.events[index] = { ...event, at };
      held.missing -= 1;
    }
    this.#missing.delete(session);
  }

  #release(): SessionReading[] {
    const waits = this.#held.findIndex(({ missing }) => missing > 0);
    const free = this.#held.splice(0, waits === -1 ? this.#held.length : waits);
    return free.map(({ reading, events }) => ({ ...reading, events }));
  }
}
