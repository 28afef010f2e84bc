import type { VirtualItem } from '@tanstack/react-virtual';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { earlierOutline, emptyOutline, extendOutline } from '../../../core/build/outline.ts';
import type { BuildState } from '../../../core/build/state.ts';
import type { Client } from '../../../core/sync/client.ts';
import type { Replica } from '../../../core/sync/replica.ts';
import { pageWorld } from '../../ui/page-world.ts';
import type { Rest } from '../../transport/rest.ts';
import { recallFolds, rememberFolds } from './fold-memory.ts';
import { recallLook, rememberLook } from './look-memory.ts';
import type { Focus } from '../timeline/focus.ts';
import { newLight } from '../timeline/light.ts';
import { cameLive, clockAfter } from './build-clock.ts';
import { type Band, type BuildView, newView, shownVersion } from './build-view.ts';
import { Comparing } from './comparing.ts';
import { frameFlush } from './flush.ts';
import { Past } from './past.ts';
import { Player, type Speed } from './player.ts';
import { Rate } from './rate.ts';
import { whyFailed } from '../../transport/why-failed.ts';

/** Where a list of rows stands, and how high the rows were: without that, the place means nothing. */
export interface Scroll {
  readonly offset: number;
  readonly rows: VirtualItem[];
  /** What was chosen then: another choice must be brought into sight. */
  readonly chosen: string | null;
}

/**
 * One build, outside React: its replica, what of it is looked at, and what is chosen. It is watched
 * from `watch` to `rest`; what was looked at stays, so that one comes back to it as it was.
 * The replica moves with every message; the store that the screen reads moves once a frame.
 */
export class WatchedBuild {
  readonly id: string;
  readonly store: StoreApi<BuildView>;
  readonly rate = new Rate();
  readonly light = newLight();
  /** Where the plan was scrolled to when it was last on the screen. */
  scroll: Scroll | null = null;
  readonly #client: Client;
  readonly #past: Past;
  readonly #player: Player;
  readonly #comparing: Comparing;
  #latest: Replica<BuildState>;
  #lost: { version: number; at: number } | null = null;
  #stop: (() => void) | null = null;

  constructor(id: string, client: Client, rest: Rest) {
    this.id = id;
    this.#client = client;
    this.store = createStore(() => ({
      ...newView(id),
      ...recallLook(id),
      folds: recallFolds(id),
    }));
    this.#latest = this.store.getState().live;
    // Of what is fetched, all that did not change since is in the live state already.
    const fetch = (version: number, signal: AbortSignal) => {
      const { state, digest } = this.store.getState().live;
      return rest.stateAt(id, version, signal, { state, digest });
    };
    this.#past = new Past({
      fetch,
      after: (...call) => pageWorld.after(...call),
      show: (version, state) => this.#showPast(version, state),
      fail: (version, error) => this.#failPast(version, error),
    });
    this.#player = new Player({
      now: () => performance.now(),
      frame(callback) {
        const frame = requestAnimationFrame(callback);
        return () => cancelAnimationFrame(frame);
      },
      state: async (version) =>
        this.#known(version) ?? (await fetch(version, new AbortController().signal)),
      events: (from, to) => rest.events(id, from, to),
      live: () => this.store.getState().live.state,
      speed: () => this.store.getState().speed,
      show: (state) => this.#showPlayed(state),
      // Where the plan stands, and whether it follows, is the reader's.
      arrive: () => this.store.setState({ past: null, playing: false }),
      fail: (error) => {
        this.pause();
        this.#failPast(shownVersion(this.store.getState()), whyFailed(error));
      },
    });
    this.#comparing = new Comparing({
      known: (version) => this.#known(version),
      fetch,
      show: (comparison) => this.store.setState({ comparison }),
    });
  }

  /** Whether its state is on the screen, and no answer with a later one is on its way. */
  get isThere(): boolean {
    const { version, phase } = this.#latest;
    return version > 0 && phase !== 'asking' && this.store.getState().live === this.#latest;
  }

  /** Keeps it current from now on; what it holds already is not asked for again. */
  watch(): void {
    this.#stop ??= this.#follow();
    // What was on its way when it was let go.
    const { past } = this.store.getState();
    if (past && past.state.version !== past.wanted) this.#past.want(past.wanted);
  }

  #follow(): () => void {
    const flush = frameFlush(() => this.#flush());
    const take = (replica: Replica<BuildState>) => {
      this.#noteGap(replica);
      this.#latest = replica;
      flush.changed();
    };
    const unwatch = this.#client.watchBuild(this.id, take, this.#latest);
    return () => {
      unwatch();
      flush.stop();
    };
  }

  /** Is not kept current any more, and costs nothing but the memory of what it holds. */
  rest(): void {
    this.pause();
    this.#past.forget();
    this.#stop?.();
    this.#stop = null;
    // Whoever is not watched misses nothing.
    this.#lost = null;
    this.#flush();
  }

  /** Lets go of the state as well: only what was chosen and folded is kept. */
  empty(): void {
    this.rest();
    this.#comparing.close();
    const { chosen, folds, follow, mark, focus, speed, bands } = this.store.getState();
    const kept = { chosen, folds, follow, mark, focus, speed, bands };
    this.store.setState({ ...newView(this.id), ...kept });
    this.#latest = this.store.getState().live;
  }

  /** Looks at a version; at the head or beyond it, returns to live. */
  viewVersion(version: number): void {
    this.pause();
    const { live, past } = this.store.getState();
    const wanted = Math.max(1, Math.round(version));
    if (wanted >= live.version) return this.returnToLive();
    const shown = past ?? { state: live.state, outline: this.store.getState().outline };
    this.store.setState({
      past: { state: shown.state, outline: shown.outline, wanted, error: null },
    });
    this.#past.want(wanted);
  }

  returnToLive(): void {
    this.pause();
    this.#past.leave();
    if (this.store.getState().past) this.store.setState({ past: null, follow: true });
  }

  /** Plays on from the version that is looked at; from the first where that is the live one. */
  play(): void {
    const { past, live } = this.store.getState();
    if (!past && live.version <= 1) return;
    if (!past) this.viewVersion(1);
    this.#past.leave();
    this.store.setState({ playing: true });
    this.#player.start(shownVersion(this.store.getState()));
  }

  pause(): void {
    this.#player.stop();
    const { playing, past } = this.store.getState();
    if (!playing) return;
    this.store.setState({ playing: false });
    // Before the first state has come, what is on the screen is not yet what was asked for.
    if (past && past.state.version !== past.wanted) this.#past.want(past.wanted);
  }

  setSpeed(speed: Speed): void {
    this.#look({ speed });
  }

  /** Marks the version that is looked at; where it is marked, takes the mark away. */
  toggleMark(): void {
    const version = shownVersion(this.store.getState());
    if (version === 0) return;
    const { mark } = this.store.getState();
    this.#look({ mark: mark === version ? null : version });
  }

  /** Compares the mark with the version that is looked at; without a mark, the beginning. */
  compare(): void {
    const view = this.store.getState();
    this.#comparing.open(view.mark ?? 0, shownVersion(view));
  }

  closeComparison(): void {
    this.#comparing.close();
  }

  setFocus(focus: Focus | null): void {
    this.#look({ focus });
  }

  #look(change: Partial<Pick<BuildView, 'mark' | 'focus' | 'speed'>>): void {
    this.store.setState(change);
    rememberLook(this.id, this.store.getState());
  }

  choose(key: string | null): void {
    this.store.setState({ chosen: key });
  }

  follow(follow: boolean): void {
    if (this.store.getState().follow !== follow) this.store.setState({ follow });
  }

  fold(changes: Iterable<readonly [string, boolean]>): void {
    const folds = new Map(this.store.getState().folds);
    for (const [key, open] of changes) folds.set(key, open);
    this.store.setState({ folds });
    rememberFolds(this.id, folds);
  }

  #flush(): void {
    const before = this.store.getState();
    const live = this.#latest;
    if (live === before.live) return;
    // A snapshot may lead to another history: only events surely continue the outline.
    const exchanged = live.counters.refreshed !== before.live.counters.refreshed;
    if (exchanged) {
      this.#past.forget();
      this.pause();
    }
    const outline = extendOutline(exchanged ? emptyOutline() : before.outline, live.state.nodes);
    const now = Date.now();
    const moved = live.version !== before.live.version;
    if (moved) this.rate.add(now, live.version);
    const cameNow = cameLive(before.live.counters, live.counters);
    const clock = moved
      ? clockAfter(before.clock, live.state.lastEventAt, now, cameNow)
      : before.clock;
    const past = before.past && before.past.wanted < live.version ? before.past : null;
    // What is remembered is older than the first state.
    const isThere = (at: number) => live.version === 0 || at <= live.version;
    const mark = before.mark !== null && isThere(before.mark) ? before.mark : null;
    const focus = before.focus && isThere(before.focus.to) ? before.focus : null;
    this.store.setState({ live, outline, clock, past, mark, focus });
    // What is shown may be of the other history, and what was on its way comes no more.
    if (exchanged && past) this.#past.want(past.wanted);
  }

  /** Remembers what was missed while the link was down, for the timeline. */
  #noteGap(replica: Replica<BuildState>): void {
    if (replica.phase === 'offline' && replica.version > 0) {
      this.#lost ??= { version: replica.version, at: Date.now() };
    } else if (replica.phase === 'live' && this.#lost) {
      const { version, at } = this.#lost;
      this.#lost = null;
      if (replica.version <= version) return;
      const band: Band = { from: version, to: replica.version, ms: Date.now() - at };
      this.store.setState({ bands: [...this.store.getState().bands, band].slice(-50) });
    }
  }

  #showPast(version: number, state: BuildState): void {
    const { past, outline: live } = this.store.getState();
    if (!past) return;
    const outline = earlierOutline(live, state.nodes);
    const error = version === past.wanted ? null : past.error;
    this.store.setState({ past: { ...past, state, outline, error } });
  }

  #showPlayed(state: BuildState): void {
    const { past } = this.store.getState();
    if (!past) return;
    const outline = extendOutline(past.outline, state.nodes);
    this.store.setState({ past: { wanted: state.version, state, outline, error: null } });
  }

  /** A state that is at hand. */
  #known(version: number): BuildState | null {
    const { live, past } = this.store.getState();
    return [live.state, past?.state].find((state) => state?.version === version) ?? null;
  }

  #failPast(version: number, error: string): void {
    const { past } = this.store.getState();
    if (past?.wanted === version) this.store.setState({ past: { ...past, error } });
  }
}
