import { answeredRequests, waitsByHook } from '../../../../core/agents/claude-hooks/answered.ts';
import { besideTranscript } from '../../../../core/agents/claude-hooks/beside.ts';
import { keepNewest } from '../../../../core/agents/memory.ts';
import type { BuildEvent, BuildEventOf, Outcome } from '../../../../core/build/event.ts';
import { type BuildState, emptyState } from '../../../../core/build/state.ts';
import type { Publisher } from '../../processor/publisher.ts';
import type { Hook } from './session.ts';

type End = BuildEventOf<'build.ended'>;

export interface TranscriptBuildsOptions {
  readonly publish: (build: string, events: readonly BuildEvent[]) => Promise<void>;
  /** A build as it stands; null where there is none. */
  readonly stateOf: (build: string) => BuildState | null;
  readonly now: () => number;
  readonly warn: (error: unknown) => void;
}

const MOST_ENDS = 2000;

/**
 * Builds that are read from a transcript, with what hooks add. Hooks and lines come in any order: each
 * side looks, after it has told something, at what follows from both. Nothing is remembered that the
 * builds do not hold themselves, so that a restart forgets nothing.
 */
export class TranscriptBuilds {
  readonly #options: TranscriptBuildsOptions;
  /** What is told of a build rests on how it stands: one after the other. */
  readonly #turns = new Map<string, Promise<void>>();
  /** How builds ended, which lines from before the end do not undo. */
  readonly #ends = new Map<string, End>();

  constructor(options: TranscriptBuildsOptions) {
    this.#options = options;
  }

  /** Tells what a hook adds to the build of its session. */
  tell(build: string, hook: Hook, stopped: Outcome | null): Promise<void> {
    return this.#inTurn(build, async () => {
      const { publish, stateOf } = this.#options;
      const events = besideTranscript({ ...hook, state: stateOf(build) ?? emptyState, stopped });
      const end = events.find((event) => event.kind === 'build.ended');
      if (end) this.#noteEnd(build, end);
      await publish(build, events);
      await this.#settle(build);
    });
  }

  /** The publisher that transcripts are read into. */
  around(publisher: Publisher): Publisher {
    return {
      drained: (build) => publisher.drained(build),
      publish: async (build, events, options) => {
        if (events.length > 0) this.#look(build);
        const receipt = await publisher.publish(build, events, options);
        if (events.length > 0) this.#told(build);
        return receipt;
      },
    };
  }

  /** Settles when everything that follows is told. */
  async idle(): Promise<void> {
    while (this.#turns.size > 0) await Promise.all(this.#turns.values());
  }

  /** Notes how a build has ended: only hooks tell that of one that is read from a transcript. */
  #look(build: string): void {
    const state = this.#options.stateOf(build);
    if (state?.ended && state.agent === 'Claude Code') {
      const { at, outcome, reason } = state.ended;
      this.#noteEnd(build, { kind: 'build.ended', at, outcome, ...(reason ? { reason } : {}) });
    }
  }

  #noteEnd(build: string, end: End): void {
    this.#ends.set(build, end);
    keepNewest(this.#ends, MOST_ENDS);
  }

  #told(build: string): void {
    const state = this.#options.stateOf(build);
    if (!state || (!waitsByHook(state) && !this.#ends.has(build))) return;
    void this.#inTurn(build, () => this.#settle(build));
  }

  #inTurn(build: string, work: () => Promise<void>): Promise<void> {
    const turn = (this.#turns.get(build) ?? Promise.resolve())
      .then(work)
      .catch((error: unknown) => this.#options.warn(error))
      .finally(() => {
        if (this.#turns.get(build) === turn) this.#turns.delete(build);
      });
    this.#turns.set(build, turn);
    return turn;
  }

  /** Tells what follows from both, the hooks and the transcript. */
  async #settle(build: string): Promise<void> {
    const { now, publish, stateOf } = this.#options;
    const state = stateOf(build);
    if (!state) return;
    await publish(build, answeredRequests(state, now()));
    const end = this.#ends.get(build);
    if (!end || state.ended) return;
    // Lines that were written before the end and read after it do not re-open the build.
    if ((state.lastEventAt ?? 0) > end.at) this.#ends.delete(build);
    else await publish(build, [end]);
  }
}
