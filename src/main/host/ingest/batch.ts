import type { SessionReading } from '../../../core/agents/sessions.ts';

/** Events after which a batch is full, however few bytes they came of: a commit holds up everything else. */
const EVENTS = 1000;

/** What was read of a long file and waits to be recorded: a commit for each piece would wait for the disk each time. */
export class Batch {
  readonly #limit: number;
  #readings: SessionReading[] = [];
  #bytes = 0;
  #events = 0;

  /** @param limit bytes of the file after which a batch is full */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get isFull(): boolean {
    return this.#bytes >= this.#limit || this.#events >= EVENTS;
  }

  /** @param bytes of the file that the readings came of */
  add(bytes: number, readings: readonly SessionReading[]): void {
    this.#bytes += bytes;
    for (const reading of readings) {
      this.#readings.push(reading);
      this.#events += reading.events.length;
    }
  }

  /** Empties it. */
  take(): SessionReading[] {
    const readings = this.#readings;
    this.#readings = [];
    this.#bytes = 0;
    this.#events = 0;
    return readings;
  }
}
