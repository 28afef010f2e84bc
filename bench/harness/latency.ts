import { build, type Histogram } from 'hdr-histogram-js';

/** Times in milliseconds; kept in microseconds with three digits, up to ten minutes. */
export class Latency {
  readonly #histogram: Histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: 600_000_000,
    numberOfSignificantValueDigits: 3,
  });

  record(milliseconds: number): void {
    this.#histogram.recordValue(Math.max(0, Math.round(milliseconds * 1000)));
  }

  get count(): number {
    return this.#histogram.totalCount;
  }

  get max(): number {
    return this.#histogram.maxValue / 1000;
  }

  at(percentile: number): number {
    return this.#histogram.getValueAtPercentile(percentile) / 1000;
  }

  /** Forgets what was recorded. */
  reset(): void {
    this.#histogram.reset();
  }
}

/** Milliseconds of some work. */
export function timed(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

export async function timedAsync(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
