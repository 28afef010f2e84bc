import { createStore, type StoreApi } from 'zustand/vanilla';
import { type BuildComparison, compareBuilds } from '../../../core/build/align/compare-builds.ts';
import { shownState } from '../watch/build-view.ts';
import type { WatchedBuild } from '../watch/watched-build.ts';
import { inSlices } from '../../ui/slices.ts';
import { whenThere } from '../watch/when-there.ts';
import { differencesIn } from './lines.ts';

export type Side = 'left' | 'right';

/** Two builds that are compared, and what of that is looked at. */
export interface PairView {
  /** Null while they are compared. */
  readonly comparison: BuildComparison | null;
  /** Other words count as differences as well. */
  readonly words: boolean;
  /** Folds that were opened, and rows of which is shown what differs: by their first row. */
  readonly opened: ReadonlySet<number>;
  readonly detailed: ReadonlySet<number>;
  /** The row and the side that keys speak of. */
  readonly row: number;
  readonly side: Side;
}

const newView: PairView = {
  comparison: null,
  words: false,
  opened: new Set(),
  detailed: new Set(),
  row: 0,
  side: 'left',
};

/** Compares the two builds that are shown. It stays when one goes into a build, and comes back. */
export class Pairing {
  readonly store: StoreApi<PairView> = createStore(() => newView);
  /** Where the list stands; or how the row is to be brought into sight. */
  scroll: number | 'auto' | 'center' = 'center';
  #pair: { readonly left: WatchedBuild; readonly right: WatchedBuild } | null = null;
  #flight = new AbortController();

  /** Compares these, unless they are compared already. */
  show(left: WatchedBuild, right: WatchedBuild): void {
    if (this.#pair?.left === left && this.#pair.right === right) return;
    this.#pair = { left, right };
    this.store.setState(newView, true);
    this.again();
  }

  /** Compares what is shown of them now. */
  again(): void {
    this.#flight.abort();
    const flight = new AbortController();
    this.#flight = flight;
    const pair = this.#pair;
    if (!pair) return;
    const { left, right } = pair;
    whenThere(left, () => whenThere(right, () => void this.#run(left, right, flight.signal)));
  }

  async #run(left: WatchedBuild, right: WatchedBuild, signal: AbortSignal): Promise<void> {
    const [one, other] = [left, right].map(({ store }) => shownState(store.getState()));
    if (!one || !other) return;
    const comparison = await inSlices(compareBuilds(one, other), signal);
    if (comparison === null) return;
    const { divergence } = comparison;
    const row = divergence ?? 0;
    const detailed = new Set(divergence === null ? [] : [divergence]);
    const side = comparison.rows[row]?.left === null ? 'right' : 'left';
    this.scroll = 'center';
    this.store.setState({ comparison, row, side, detailed, opened: new Set() });
  }

  /** Lets go of the states of both. */
  end(): void {
    this.#flight.abort();
    this.#pair = null;
    this.store.setState(newView, true);
  }

  choose(row: number, side: Side, scroll: 'auto' | 'center' = 'auto'): void {
    this.scroll = scroll;
    this.store.setState({ row, side });
  }

  /** To the next difference, or the one before. */
  step(by: 1 | -1): void {
    const { comparison, row, words, side } = this.store.getState();
    if (!comparison) return;
    const all = differencesIn(comparison.rows, words);
    const next = by > 0 ? all.find((start) => start > row) : all.findLast((start) => start < row);
    if (next !== undefined) this.choose(next, side, 'center');
  }

  openFold(row: number): void {
    this.store.setState(({ opened }) => ({ opened: new Set(opened).add(row) }));
  }

  toggleDetail(row: number): void {
    this.store.setState(({ detailed }) => {
      const next = new Set(detailed);
      if (!next.delete(row)) next.add(row);
      return { detailed: next };
    });
  }

  setWords(words: boolean): void {
    this.scroll = 'center';
    this.store.setState({ words, opened: new Set() });
  }
}
