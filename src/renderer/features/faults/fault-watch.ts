import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Link } from '../../../core/sync/link.ts';
import {
  type FaultCommand,
  type FaultReport,
  type FaultRequest,
  type Faults,
  noFaults,
} from '../../../core/sync/faults/faults.ts';
import type { WatcherReport } from '../../../core/sync/messages.ts';
import { whyFailed } from '../../transport/why-failed.ts';
import { activeFaults } from './active.ts';

export interface FaultView {
  /** Null where the host has no faults, or has not answered yet. */
  readonly report: FaultReport | null;
  /** Who watches what, as the host was told with the heartbeats. */
  readonly watchers: readonly WatcherReport[];
  /** Local time of the report; 0 before the first. */
  readonly at: number;
  /** Why the last question or command failed. */
  readonly error: string | null;
}

/** What the faults of a host are asked and told through. */
export interface FaultAddress {
  report(): Promise<FaultReport | null>;
  watchers(): Promise<readonly WatcherReport[]>;
  take(request: FaultRequest): Promise<FaultReport>;
}

/** While somebody looks. Milliseconds. */
const OPEN = 1000;
/** While nobody looks but something is on: the status bar must not say so for longer than it is. */
const ACTIVE = 5000;

/** Keeps what the window knows of the faults of its host. */
export class FaultWatch {
  readonly store: StoreApi<FaultView> = createStore<FaultView>(() => ({
    report: null,
    watchers: [],
    at: 0,
    error: null,
  }));
  readonly #address: FaultAddress;
  #lookers = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** Counts commands and their answers: what was asked for before one is older than what it did. */
  #commands = 0;
  /** The command that is under way: the next goes after it, and is made from what it led to. */
  #underWay: Promise<unknown> = Promise.resolve();

  constructor(address: FaultAddress, link: StoreApi<Link>) {
    this.#address = address;
    link.subscribe((next, before) => {
      if (next.phase === 'live' && before.phase !== 'live') void this.ask();
    });
  }

  /** Asks every second until the returned function is called. */
  look(): () => void {
    this.#lookers += 1;
    void this.ask();
    return () => {
      this.#lookers -= 1;
    };
  }

  async ask(): Promise<void> {
    const commands = this.#commands;
    try {
      const report = await this.#address.report();
      const watchers = report && this.#lookers > 0 ? await this.#address.watchers() : [];
      if (commands === this.#commands) {
        this.store.setState({ report, watchers, at: Date.now(), error: null });
      }
    } catch (error) {
      if (commands === this.#commands) this.store.setState({ error: whyFailed(error) });
    }
    this.#askLater();
  }

  do(command: FaultCommand): Promise<boolean> {
    return this.take({ type: 'command', command });
  }

  /** Changes some of the faults of a watcher (`*`: everyone) and leaves the others as they are. */
  change(watcher: string, change: Partial<Faults>): Promise<boolean> {
    return this.#take(() => {
      const faults = { ...faultsOf(this.store.getState().report, watcher), ...change };
      return { type: 'command', command: { do: 'set', watcher, faults } };
    });
  }

  /** Whether it was done; if not, the view says why. */
  take(request: FaultRequest): Promise<boolean> {
    return this.#take(() => request);
  }

  #take(make: () => FaultRequest): Promise<boolean> {
    this.#commands += 1;
    const done = this.#underWay.then(() => this.#send(make()));
    this.#underWay = done;
    return done;
  }

  async #send(request: FaultRequest): Promise<boolean> {
    try {
      const report = await this.#address.take(request);
      this.#commands += 1;
      this.store.setState({ report, at: Date.now(), error: null });
      this.#askLater();
      return true;
    } catch (error) {
      this.store.setState({ error: whyFailed(error) });
      return false;
    }
  }

  #askLater(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const { report, at } = this.store.getState();
    const looked = this.#lookers > 0;
    if (!looked && !(report && activeFaults(report, Date.now() - at))) return;
    this.#timer = setTimeout(
      () => {
        if (document.hidden) this.#askLater();
        else void this.ask();
      },
      looked ? OPEN : ACTIVE,
    );
  }
}

function faultsOf(report: FaultReport | null, label: string): Faults {
  if (label === '*') return report?.everyone ?? noFaults;
  return report?.watchers.find((watcher) => watcher.label === label)?.faults ?? noFaults;
}
