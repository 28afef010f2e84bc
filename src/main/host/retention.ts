import { messageOf } from '../../core/errors.ts';
import type { Settings } from '../../core/settings/settings.ts';
import type { World } from './world.ts';

/** What is swept. */
export interface Sweepable {
  /** Builds that are neither pinned nor live, in which nothing has happened since a time: whole families. */
  old(before: number): readonly string[];
  /** Deletes them as the user would: that can be undone for a minute. */
  delete(builds: readonly string[]): unknown;
}

export interface RetentionParts {
  readonly builds: Sweepable;
  readonly keepDays: () => Settings['keepDays'];
  readonly world: Pick<World, 'now' | 'after'>;
}

const DAY = 24 * 60 * 60_000;
/** Milliseconds after the start: sessions that went on meanwhile have been read by then, and are not old. */
const FIRST = 60_000;
const EVERY = 60 * 60_000;

/** Removes builds that are older than the user wants to keep them; none unless that was set. */
export class Retention {
  readonly #parts: RetentionParts;
  #cancel: () => void = () => {};

  constructor(parts: RetentionParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#later(FIRST);
  }

  close(): void {
    this.#cancel();
  }

  /** The builds that would go if builds were kept for so many days. */
  candidates(days: number): readonly string[] {
    return this.#parts.builds.old(this.#parts.world.now() - days * DAY);
  }

  /** Removes what is due now. */
  sweep(): void {
    const days = this.#parts.keepDays();
    if (days === null) return;
    try {
      const builds = this.candidates(days);
      if (builds.length > 0) this.#parts.builds.delete(builds);
    } catch (error) {
      // Nothing of it is lost: it is older still the next time.
      process.emitWarning(`Ratchet could not remove old builds: ${messageOf(error)}`);
    }
  }

  #later(wait: number): void {
    this.#cancel = this.#parts.world.after(wait, () => {
      this.sweep();
      this.#later(EVERY);
    });
  }
}
