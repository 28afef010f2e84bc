import { setTimeout as wait } from 'node:timers/promises';
import type { SessionReading } from '../core/agents/sessions.ts';
import type { BuildEvent } from '../core/build/event.ts';
import { newPace } from './pace.ts';
import type { ProducerClient } from './producer-client.ts';
import type { ReplayedBuilds } from './replayed-builds.ts';

/** Waits shorter than this are saved up: timers are no finer. Milliseconds. */
const SHORTEST_WAIT = 4;

/** Plays readings at their pace. */
export class Player {
  readonly #client: ProducerClient;
  readonly #builds: ReplayedBuilds;
  readonly #speed: number;
  readonly #pace: (at: number | null) => number;
  readonly #signal: AbortSignal;
  #owed = 0;
  #lastAt: number | null = null;

  constructor(client: ProducerClient, builds: ReplayedBuilds, speed: number, signal: AbortSignal) {
    this.#client = client;
    this.#builds = builds;
    this.#speed = speed;
    this.#pace = newPace(speed);
    this.#signal = signal;
  }

  /** When the recording has ended that was played until here. */
  get end(): number {
    return this.#speed === 0 ? (this.#lastAt ?? Date.now()) : Date.now();
  }

  /** Settles when these are played, or at once where it is stopped. @throws RatchetError where nothing more is taken */
  async play(readings: readonly SessionReading[]): Promise<void> {
    for (const { session, events, at } of readings) {
      this.#owed += this.#pace(at);
      this.#lastAt = at ?? this.#lastAt;
      if (this.#owed >= SHORTEST_WAIT) {
        await wait(this.#owed, undefined, { signal: this.#signal }).catch(() => {});
        this.#owed = 0;
      }
      if (this.#signal.aborted) return;
      this.#client.add(this.#builds.take(session, events), this.timed(events));
      await this.#client.room();
      if (this.#client.failure) throw this.#client.failure;
    }
  }

  /** What is played at a pace happens now. */
  timed(events: readonly BuildEvent[]): BuildEvent[] {
    return this.#speed === 0 ? [...events] : events.map((event) => ({ ...event, at: Date.now() }));
  }
}
