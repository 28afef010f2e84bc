import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textEvent } from '../../../../test/support/events.ts';
import { MemoryStore } from '../../../../test/support/memory-store.ts';
import { PublishedMutex } from '../../../../test/support/published-mutex.ts';
import { VirtualTime } from '../../../../test/support/world.ts';
import { emptyState } from '../../../core/build/state.ts';
import { summarise } from '../../../core/build/summary.ts';
import { GENESIS, nextDigest } from '../../../core/sync/digest.ts';
import type { Commit } from '../store/types.ts';
import { Processor } from './processor.ts';

/** A store whose commits take effect, and are answered, when the scheduler says so. */
const storeOf = (scheduler: fc.Scheduler) =>
  new MemoryStore({
    before: () => scheduler.schedule(Promise.resolve(), 'a commit takes effect'),
    after: () => scheduler.schedule(Promise.resolve(), 'a commit is answered'),
  });

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('in any order of callers, turns, commits and their answers', () => {
  it('versions are announced as 1, 2, 3 …, one refresh at a time, and all callers are answered (R1, R2)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 12 }),
        fc.constantFrom(1, 2, 5, 128),
        async (scheduler, builds, roundEvents) => {
          const store = storeOf(scheduler);
          const time = new VirtualTime();
          const announced = new Map<string, number[]>();
          const processor = new Processor(
            { sink: store, reads: store },
            {
              now: () => time.now,
              random: () => 0.5,
              turn: () => scheduler.schedule(Promise.resolve(), 'a turn'),
              after: time.after,
            },
            ({ build, base, head }) => {
              expect(store.head(build)?.version).toBeGreaterThanOrEqual(head.version);
              const steps = upTo(head.version - base.version).map((step) => base.version + step);
              announced.set(build, [...(announced.get(build) ?? []), ...steps]);
            },
            { roundEvents },
          );
          const answers = builds.map((build, caller) =>
            scheduler
              .schedule(Promise.resolve(), `caller ${caller}`)
              .then(() => processor.publish(build, [textEvent(`${caller}`)])),
          );
          await scheduler.waitFor(Promise.all(answers));
          for (const build of new Set(builds)) {
            const times = builds.filter((other) => other === build).length;
            expect(announced.get(build)).toEqual(upTo(times));
          }
          expect(store.mostRunning).toBe(1);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('the control, the published mutex, does not hold', async () => {
    const commitAt = (version: number): Commit => {
      const body = `${version}`;
      const head = { version, digest: nextDigest(GENESIS, body) };
      const nothing = { payloads: [], marks: [], receipts: [], checkpoint: null };
      const base = { version: version - 1, digest: GENESIS };
      const summary = summarise('a', emptyState);
      return { build: 'a', base, head, events: [], summary, ...nothing };
    };
    const property = fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const versions: number[] = [];
      const commit = () => scheduler.schedule(Promise.resolve(), 'a commit');
      const mutex = new PublishedMutex({ commit }, (version) => versions.push(version));
      await scheduler.waitFor(Promise.all(upTo(3).map(() => mutex.refresh(commitAt))));
      return versions.every((version, index) => version === index + 1);
    });
    expect(await fc.check(property)).toMatchObject({ failed: true });
  });
});
