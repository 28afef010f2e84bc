import type { BuildEvent, BuildEventOf } from '../core/build/event.ts';
import { startsWork } from '../core/build/reduce.ts';

type Ended = BuildEventOf<'build.ended'>;

interface ReplayedBuild {
  readonly id: string;
  /** Time of its last event. */
  at: number;
  isEnded: boolean;
}

/** The builds that a replay becomes: one for each session in the recording. */
export class ReplayedBuilds {
  readonly #first: string;
  readonly #bySession = new Map<string | null, ReplayedBuild>();

  /** @param first id of the first build; those of the others are made of it */
  constructor(first: string) {
    this.#first = first;
  }

  get ids(): string[] {
    return [...this.#bySession.values()].map(({ id }) => id);
  }

  /** @returns the build that these events belong to */
  take(session: string | null, events: readonly BuildEvent[]): string {
    const build = this.#bySession.get(session) ?? this.#newBuild(session);
    for (const { kind, at } of events) {
      build.at = at;
      if (kind === 'build.ended') build.isEnded = true;
      else if (startsWork.has(kind)) build.isEnded = false;
    }
    return build.id;
  }

  /** The ends of those that their own records did not end: nothing more will come of any. */
  ends(how: Pick<Ended, 'outcome' | 'reason'>): [build: string, ended: Ended][] {
    return [...this.#bySession.values()]
      .filter(({ isEnded }) => !isEnded)
      .map(({ id, at }) => [id, { kind: 'build.ended', at, ...how }]);
  }

  #newBuild(session: string | null): ReplayedBuild {
    const count = this.#bySession.size;
    const id = count === 0 ? this.#first : `${this.#first}~${count + 1}`;
    const build = { id, at: 0, isEnded: false };
    this.#bySession.set(session, build);
    return build;
  }
}
