import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Meter } from './meter.ts';

const MINUTE = 60_000;

/** By the nearest rank, as histograms of this kind have it. */
const nearest = (values: readonly number[], percent: number) =>
  values.toSorted((a, b) => a - b)[Math.max(1, Math.round((values.length * percent) / 100)) - 1] ??
  0;

describe('a meter', () => {
  it('has nothing to say before anything was measured', () => {
    const nothing = { count: 0, p50: 0, p90: 0, p99: 0, max: 0 };
    expect(new Meter().read(0)).toEqual({ recent: nothing, total: nothing });
  });

  it('agrees with the sorted values to 1 %, from microseconds to minutes', () => {
    const value = fc.double({ min: 0.001, max: 100_000, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 300 }), (values) => {
        const meter = new Meter();
        for (const one of values) meter.record(one, 0);
        const { recent, total } = meter.read(0);
        expect(recent).toEqual(total);
        expect(total.count).toBe(values.length);
        for (const [name, percent] of [
          ['p50', 50],
          ['p90', 90],
          ['p99', 99],
          ['max', 100],
        ] as const) {
          const exact = nearest(values, percent);
          expect(Math.abs(total[name] - exact)).toBeLessThanOrEqual(exact * 0.01 + 0.001);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('keeps fractions of a millisecond, and takes what is out of its range for its ends', () => {
    const meter = new Meter();
    meter.record(0.125, 0);
    expect(meter.read(0).total.p50).toBe(0.125);
    for (const odd of [0, -5, 1e12]) meter.record(odd, 0);
    expect(meter.read(0).total).toMatchObject({ count: 4, p50: 0.001 });
    expect(meter.read(0).total.max / 3_600_000).toBeCloseTo(1, 1);
  });

  it('forgets lately what is more than five minutes old, and never what is less than two and a half', () => {
    const age = fc.integer({ min: 0, max: 20 * MINUTE });
    fc.assert(
      fc.property(fc.array(age, { minLength: 1, maxLength: 30 }), fc.nat(MINUTE), (times, more) => {
        const meter = new Meter();
        const sorted = times.toSorted((a, b) => a - b);
        for (const at of sorted) meter.record(1, at);
        const now = (sorted.at(-1) ?? 0) + more;
        const within = (limit: number) => sorted.filter((at) => now - at < limit).length;
        const { recent, total } = meter.read(now);
        expect(total.count).toBe(times.length);
        expect(recent.count).toBeGreaterThanOrEqual(within(2.5 * MINUTE));
        expect(recent.count).toBeLessThanOrEqual(within(5 * MINUTE));
      }),
    );
  });
});
