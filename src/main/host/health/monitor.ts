import {
  type Health,
  type Outcomes,
  type WatchOutcome,
  watchOutcomes,
} from '../../../core/health.ts';
import type { Stream } from '../../../core/sync/messages.ts';
import type { FeedObserver, Told } from '../feed/observer.ts';
import type { ProcessorObserver, Refreshed } from '../processor/observer.ts';
import { type Incidents, untold } from './incidents.ts';
import { Meter } from './meter.ts';
import { Tally } from './tally.ts';

type Reading = Pick<
  Health,
  | 'gaps'
  | 'resyncs'
  | 'reconnects'
  | 'repeats'
  | 'cut'
  | 'unreadable'
  | 'refreshTime'
  | 'commitTime'
  | 'queueDepth'
  | 'eventToWatcher'
> & { readonly abandoned: number };

/** Watches processor and feed: counts, measures, and passes on what is worth telling outside. */
export class Monitor implements ProcessorObserver, FeedObserver {
  readonly elapsed: () => number;
  readonly #incidents: Incidents;
  readonly #refreshTime = new Meter();
  readonly #commitTime = new Meter();
  readonly #queueDepth = new Meter();
  readonly #eventToWatcher = new Meter();
  readonly #told = new Tally();
  readonly #reconnects = noOutcomes();
  readonly #repeats = noOutcomes();
  #abandoned = 0;
  #cut = 0;
  #unreadable = 0;

  /** @param elapsed milliseconds of a clock that never goes back */
  constructor(elapsed: () => number, incidents: Incidents = untold) {
    this.elapsed = elapsed;
    this.#incidents = incidents;
  }

  took(events: number): void {
    this.#queueDepth.record(events, this.elapsed());
  }

  committed(milliseconds: number): void {
    this.#commitTime.record(milliseconds, this.elapsed());
  }

  refreshed(refreshed: Refreshed): void {
    const now = this.elapsed();
    const milliseconds = now - refreshed.takenAt;
    this.#refreshTime.record(milliseconds, now);
    if (!refreshed.inOrder || refreshed.traces.length > 0) {
      this.#incidents.refreshed(refreshed, milliseconds);
    }
  }

  failed(build: string, attempts: number, error: unknown): void {
    if (attempts === 1) this.#incidents.failed(build, error);
  }

  delivered(milliseconds: number): void {
    this.#eventToWatcher.record(milliseconds, this.elapsed());
  }

  abandoned(announcements: number): void {
    this.#abandoned += announcements;
  }

  answered(first: boolean, outcome: WatchOutcome): void {
    (first ? this.#reconnects : this.#repeats)[outcome] += 1;
  }

  told(told: Told): void {
    const missed = this.#told.take(told);
    if (missed.gaps > 0 || missed.resyncs > 0) this.#incidents.missed(missed);
  }

  cut(): void {
    this.#cut += 1;
    this.#incidents.cut();
  }

  unreadable(stream: Stream, error: unknown): void {
    this.#unreadable += 1;
    this.#incidents.unreadable(stream, error);
  }

  read(): Reading {
    const now = this.elapsed();
    return {
      gaps: this.#told.gaps,
      resyncs: this.#told.resyncs,
      reconnects: { ...this.#reconnects },
      repeats: { ...this.#repeats },
      cut: this.#cut,
      unreadable: this.#unreadable,
      refreshTime: this.#refreshTime.read(now),
      commitTime: this.#commitTime.read(now),
      queueDepth: this.#queueDepth.read(now),
      eventToWatcher: this.#eventToWatcher.read(now),
      abandoned: this.#abandoned,
    };
  }
}

const noOutcomes = () =>
  Object.fromEntries(watchOutcomes.map((outcome) => [outcome, 0])) as Outcomes;
