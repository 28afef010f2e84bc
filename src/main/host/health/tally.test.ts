import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Counters } from '../../../core/sync/messages.ts';
import type { Told } from '../feed/observer.ts';
import { noCounters, Tally } from './tally.ts';

const told = (gaps: number, more: Partial<Told> = {}): Told => ({
  watcher: 'a',
  stream: 'build/1',
  counters: { ...noCounters, received: gaps * 10, gaps, resyncs: gaps },
  before: null,
  fresh: false,
  ...more,
});

describe('a tally of what watchers count', () => {
  it('adds what is new since the last report, over reconnects', () => {
    const tally = new Tally();
    tally.take(told(0, { fresh: true }));
    expect(tally.take(told(2, { before: told(0).counters }))).toEqual({ gaps: 2, resyncs: 2 });
    // Another connection of the same watcher.
    expect(tally.take(told(3))).toEqual({ gaps: 1, resyncs: 1 });
    expect(tally.take(told(3, { stream: 'build/2', fresh: true }))).toMatchObject({ gaps: 3 });
    expect(tally.gaps).toBe(6);
  });

  it('begins at nothing with a watcher that began anew', () => {
    const tally = new Tally();
    tally.take(told(5, { fresh: true }));
    // A page that was loaded again has its old name, and comes with nothing …
    expect(tally.take(told(7, { fresh: true }))).toMatchObject({ gaps: 7 });
    // … or shows it by counting less.
    expect(tally.take(told(1))).toMatchObject({ gaps: 1 });
  });

  it('does not take what was counted before it met a watcher for its own', () => {
    const tally = new Tally();
    expect(tally.take(told(40))).toMatchObject({ gaps: 0 });
    expect(tally.take(told(41))).toMatchObject({ gaps: 1 });
    expect(tally.take(told(9, { watcher: '' }))).toMatchObject({ gaps: 0 });
    expect(tally.take(told(10, { watcher: '', before: told(9).counters }))).toMatchObject({
      gaps: 1,
    });
  });

  it('is right with any watchers, reports and reconnects in any order', () => {
    const report = fc.record({
      watcher: fc.constantFrom('a', 'b', 'c'),
      gaps: fc.nat(5),
      reconnects: fc.boolean(),
      reloads: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(report), (reports) => {
        const tally = new Tally();
        const at = new Map<
          string,
          { counters: Counters; before: Counters | null; fresh: boolean }
        >();
        let sum = 0;
        for (const { watcher, gaps, reconnects, reloads } of reports) {
          const known = reloads ? undefined : at.get(watcher);
          const counters = { ...noCounters, gaps: (known?.counters.gaps ?? 0) + gaps };
          const before = reconnects ? null : (known?.before ?? null);
          const fresh = known ? known.fresh && !reconnects : true;
          tally.take({ watcher, stream: 'builds', counters, before, fresh });
          at.set(watcher, { counters, before: counters, fresh });
          sum += gaps;
        }
        expect(tally.gaps).toBe(sum);
      }),
    );
  });

  it('remembers a bounded number of watchers, the latest', () => {
    const tally = new Tally();
    for (let at = 0; at < 3000; at += 1) tally.take(told(1, { watcher: `w${at}` }));
    expect(tally.take(told(2, { watcher: 'w2999' }))).toMatchObject({ gaps: 1 });
    expect(tally.take(told(2, { watcher: 'w0' }))).toMatchObject({ gaps: 0 });
  });
});
