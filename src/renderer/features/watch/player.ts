import { reduce } from '../../../core/build/reduce.ts';
import type { BuildState } from '../../../core/build/state.ts';
import type { LoggedEvent } from '../../transport/rest.ts';
import { type FoldedTime, foldTime } from '../timeline/idle.ts';
import { Reel } from './reel.ts';

export const speeds = [0.5, 1, 2, 4, 8] as const;
export type Speed = (typeof speeds)[number];

/** A frame that comes later than this is a page that stood still: the play stood still with it. */
const LONGEST_FRAME = 250;
/** The screen is not given more states than one in so many milliseconds: a flood is seen no better in each frame. */
const BETWEEN = 100;
/** Events that are folded in one frame at most, so that a flood does not hold the page. */
const MOST_EVENTS = 2000;

export interface PlayerWorld {
  now(): number;
  /** Calls back at the next frame; answers how to call that off. */
  frame(callback: () => void): () => void;
  state(version: number): Promise<BuildState>;
  events(from: number, to: number): Promise<readonly LoggedEvent[]>;
  live(): BuildState;
  speed(): number;
  show(state: BuildState): void;
  /** The last version is reached. */
  arrive(): void;
  fail(error: unknown): void;
}

/**
 * Plays a build on from a version, in the time of its events with the idle stretches as short as the
 * timeline draws them. The events are folded here: the host is asked for one state.
 */
export class Player {
  readonly #world: PlayerWorld;
  #run: Run | null = null;

  constructor(world: PlayerWorld) {
    this.#world = world;
  }

  start(version: number): void {
    this.stop();
    const world = this.#world;
    const run = new Run(world, (error) => {
      if (this.#run !== run) return;
      this.stop();
      if (error === null) world.arrive();
      else world.fail(error);
    });
    this.#run = run;
    world.state(version).then(
      (state) => this.#run === run && run.begin(state),
      (error: unknown) => this.#run === run && run.end(error),
    );
  }

  stop(): void {
    this.#run?.cancel();
    this.#run = null;
  }
}

/** What is played: where it stands, what comes next, and the time that it is played in. */
interface Film {
  state: BuildState;
  /** What is on the screen, and since when. */
  shown: { readonly state: BuildState; readonly at: number };
  readonly reel: Reel;
  time: FoldedTime;
}

class Run {
  readonly #world: PlayerWorld;
  readonly #done: (error: unknown) => void;
  #film: Film | null = null;
  /** How far the play is, and when the last event was due; in milliseconds of folded time. */
  #head = 0;
  #due = 0;
  #last = 0;
  #off: (() => void) | null = null;

  constructor(world: PlayerWorld, done: (error: unknown) => void) {
    this.#world = world;
    this.#done = done;
  }

  begin(state: BuildState): void {
    const world = this.#world;
    const reel = new Reel(state.version, {
      events: (from, to) => world.events(from, to),
      head: () => world.live().version,
      came: () => {
        // A build that goes on has other idle stretches than before.
        if (this.#film) this.#film.time = foldTime(world.live());
      },
      fail: (error) => this.end(error),
    });
    this.#last = world.now();
    const shown = { state, at: this.#last };
    this.#film = { state, shown, reel, time: foldTime(world.live()) };
    world.show(state);
    this.#tick();
  }

  cancel(): void {
    this.#off?.();
    this.#film = null;
  }

  end(error: unknown): void {
    this.cancel();
    this.#done(error);
  }

  #tick(): void {
    const world = this.#world;
    const film = this.#film;
    if (!film) return;
    const now = world.now();
    const passed = Math.min(LONGEST_FRAME, Math.max(0, now - this.#last));
    this.#last = now;
    film.reel.fill();
    if (film.reel.next) this.#advance(film, passed * world.speed());
    else this.#head = this.#due;
    const { state, shown } = film;
    const arrived = !film.reel.next && state.version >= world.live().version;
    if (state !== shown.state && (arrived || now - shown.at >= BETWEEN)) {
      film.shown = { state, at: now };
      world.show(state);
    }
    if (arrived) return this.end(null);
    this.#off = world.frame(() => this.#tick());
  }

  #advance(film: Film, by: number): void {
    const { reel, time } = film;
    const end = this.#world.live().lastEventAt ?? 0;
    // A clock that jumped ahead must not hold the play longer than the build is long.
    const place = (at: number | null) => time.place(Math.min(at ?? 0, end));
    this.#head += by;
    let { state } = film;
    for (let count = 0; count < MOST_EVENTS && reel.next; count += 1) {
      const { event } = reel.next;
      const due = this.#due + Math.max(0, place(event.at) - place(state.lastEventAt));
      if (due > this.#head) break;
      this.#due = due;
      state = reduce(state, event);
      reel.take();
    }
    film.state = state;
  }
}
