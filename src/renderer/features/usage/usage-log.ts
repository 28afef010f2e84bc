import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Usage } from '../../../core/build/state.ts';
import type { LoggedEvent } from '../../transport/rest.ts';
import { whyFailed } from '../../transport/why-failed.ts';
import { extend, type UsagePoint } from './points.ts';

/** A build that goes on is asked for more no more often than this. Milliseconds. */
const PAUSE = 1000;
/** Versions that are asked for at once. */
const MANY = 100_000;

export interface UsageLogWorld {
  /** What the state says now. */
  live(): { readonly version: number; readonly usage: Usage };
  /** The events that tell of tokens, after one version up to another. */
  events(from: number, to: number): Promise<readonly LoggedEvent[]>;
  /** Calls back after some milliseconds; returns what calls it off. */
  after(milliseconds: number, callback: () => void): () => void;
}

export interface UsageView {
  readonly points: readonly UsagePoint[];
  /** The log has answered. */
  readonly ready: boolean;
  readonly error: string | null;
}

interface Known {
  readonly points: readonly UsagePoint[];
  /** Up to where the log was read. */
  readonly to: number;
  /** What the state said when it was. */
  readonly usage: Usage | null;
}

const nothing: Known = { points: [], to: 0, usage: null };

/** What a build has used, from its log, for as long as somebody looks. */
export class UsageLog {
  readonly store: StoreApi<UsageView> = createStore<UsageView>(() => ({
    points: [],
    ready: false,
    error: null,
  }));
  readonly #world: UsageLogWorld;
  #known = nothing;
  /** Calls off the next question; null while none is to come. */
  #callOff: (() => void) | null = null;
  /** The question that is on its way. */
  #flight: object | null = null;

  constructor(world: UsageLogWorld) {
    this.#world = world;
  }

  /** Asks where there is more than is known: at once for the first time. */
  look(): void {
    this.#askAfter(this.#known.to === 0 ? 0 : PAUSE);
  }

  /** Asks no more, until it is looked again. */
  stop(): void {
    this.#callOff?.();
    this.#callOff = null;
    this.#flight = null;
  }

  #askAfter(wait: number): void {
    const { version, usage } = this.#world.live();
    // Another history, in which what was read need not be.
    if (version < this.#known.to) this.#known = nothing;
    if (this.#callOff || this.#flight) return;
    if (version <= this.#known.to || usage === this.#known.usage) return;
    this.#callOff = this.#world.after(wait, () => {
      this.#callOff = null;
      this.#ask();
    });
  }

  #ask(): void {
    const flight = {};
    this.#flight = flight;
    const known = this.#known;
    const { version, usage } = this.#world.live();
    const to = Math.min(version, known.to + MANY);
    this.#world.events(known.to, to).then(
      (events) => {
        if (this.#flight !== flight) return;
        this.#flight = null;
        if (this.#known === known) {
          const points = extend(known.points, events);
          this.#known = { points, to, usage: to === version ? usage : known.usage };
          this.store.setState({ points, ready: true, error: null });
        }
        this.#askAfter(PAUSE);
      },
      (error: unknown) => {
        if (this.#flight !== flight) return;
        this.#flight = null;
        this.store.setState({ error: whyFailed(error) });
        this.#askAfter(PAUSE);
      },
    );
  }
}
