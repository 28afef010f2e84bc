import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import type { Meter as Reading, Spread } from '../../../core/health.ts';

/** Half of what `recent` covers, in milliseconds. */
const HALF = 150_000;
/** Counts a unit has, so that fractions are kept: a histogram counts whole numbers. */
const PARTS = 1000;
/** An hour of milliseconds, or so many events; what is above is counted as this. */
const HIGHEST = 3_600_000 * PARTS;

/**
 * How a quantity is spread, since the start and lately, in a memory that does not grow (about 100 KB).
 * Lately is two halves of 150 s of which the older is dropped when the newer is full: what is read
 * covers the last two and a half to five minutes.
 */
export class Meter {
  readonly #total = empty();
  /** What is read is summed here: to make a histogram costs more than all the rest. */
  readonly #sum = empty();
  #older = empty();
  #newer = empty();
  #half = -Infinity;

  /** @param at time of a clock that never goes back, in milliseconds */
  record(value: number, at: number): void {
    this.#turn(at);
    // A histogram has no zero; a thousandth stands for it.
    this.#newer.record(Math.min(Math.max(1, Math.round(value * PARTS)), HIGHEST));
  }

  read(at: number): Reading {
    this.#turn(at);
    this.#sum.reset();
    this.#sum.add(this.#older);
    this.#sum.add(this.#newer);
    const recent = spreadOf(this.#sum);
    this.#sum.add(this.#total);
    return { recent, total: spreadOf(this.#sum) };
  }

  #turn(at: number): void {
    const half = Math.floor(at / HALF);
    if (half === this.#half) return;
    const drop = half === this.#half + 1 ? [this.#older] : [this.#older, this.#newer];
    for (const histogram of drop) {
      this.#total.add(histogram);
      histogram.reset();
    }
    if (drop.length === 1) [this.#older, this.#newer] = [this.#newer, this.#older];
    this.#half = half;
  }
}

const empty = (): RecordableHistogram =>
  createHistogram({ lowest: 1, highest: HIGHEST, figures: 2 });

function spreadOf(histogram: RecordableHistogram): Spread {
  const { count } = histogram;
  if (count === 0) return { count, p50: 0, p90: 0, p99: 0, max: 0 };
  const at = (percent: number) => histogram.percentile(percent) / PARTS;
  return { count, p50: at(50), p90: at(90), p99: at(99), max: histogram.max / PARTS };
}
