import { describe, expect, it } from 'vitest';
import type { BuildEvent } from '../../../core/build/event.ts';
import { summarise } from '../../../core/build/summary.ts';
import { emptyState } from '../../../core/build/state.ts';
import { nextDigest, GENESIS } from '../../../core/sync/digest.ts';
import { textEvent } from '../../../../test/support/events.ts';
import { calm, MemoryStore } from '../../../../test/support/memory-store.ts';
import { PublishedMutex } from '../../../../test/support/published-mutex.ts';
import { seededRandom } from '../../../core/random.ts';
import { settle, VirtualTime } from '../../../../test/support/world.ts';
import type { EventSink } from '../store/types.ts';
import { Processor } from './processor.ts';
import type { Announcement, ProcessorOptions } from './publisher.ts';

const CALLERS = [2, 3, 5, 10, 100];
const SEEDS = 40;

function setUp(store = new MemoryStore(), options: Partial<ProcessorOptions> = {}) {
  const announced: Announcement[] = [];
  const time = new VirtualTime();
  const processor = new Processor(
    { sink: store, reads: store },
    {
      now: () => time.now,
      random: () => 0.5,
      turn: () => new Promise((resolve) => setImmediate(resolve)),
      after: time.after,
    },
    (announcement) => announced.push(announcement),
    options,
  );
  return { store, announced, processor, time };
}

/** A commit that takes 0 to 3 turns of the event loop before and after it becomes durable. */
function randomDelays(seed: number) {
  const random = seededRandom(seed);
  const delay = () => settle(Math.floor(random() * 4));
  return { before: delay, after: delay };
}

/** Versions as watchers hear of them: every announcement is the way from its base to its head. */
function heard(announced: readonly Announcement[]): number[] {
  return announced.flatMap(({ base, head }) =>
    Array.from({ length: head.version - base.version }, (_, index) => base.version + index + 1),
  );
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe.each(CALLERS)(
  '%i simultaneous refreshes against a store with random delays',
  (callers) => {
    it('announces versions 1, 2, 3 … one refresh at a time (R1, R2)', async () => {
      for (let seed = 1; seed <= SEEDS; seed += 1) {
        const { processor, store, announced } = setUp(new MemoryStore(randomDelays(seed)));
        const random = seededRandom(seed);
        const receipts = await Promise.all(
          upTo(callers).map(async (caller) => {
            await settle(Math.floor(random() * 6));
            return processor.publish('a', [textEvent(`${caller}`)]);
          }),
        );
        expect(heard(announced)).toEqual(upTo(callers));
        expect(store.mostRunning).toBe(1);
        expect(receipts.map(({ version }) => version).sort((a, b) => a - b)).toEqual(upTo(callers));
        expect(processor.health.outOfOrder).toBe(0);
        expect(processor.view('a').head).toEqual(store.head('a'));
      }
    });
  },
);

describe('the control: the published mutex, against the same store', () => {
  const outOfOrderRuns = async (callers: number) => {
    let runs = 0;
    let mostRunning = 0;
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const versions: number[] = [];
      const delays = randomDelays(seed);
      const sink: EventSink = {
        commit: async () => {
          await delays.before();
          await delays.after();
        },
      };
      const mutex = new PublishedMutex(sink, (version) => versions.push(version));
      await Promise.all(upTo(callers).map(() => mutex.refresh(commitAt)));
      mostRunning = Math.max(mostRunning, mutex.mostRunning);
      if (versions.some((version, index) => version !== index + 1)) runs += 1;
    }
    return { runs, mostRunning };
  };

  it('holds with 2 callers', async () => {
    expect(await outOfOrderRuns(2)).toEqual({ runs: 0, mostRunning: 1 });
  });

  it.each([3, 5, 10, 100])('fails with %i callers', async (callers) => {
    const { runs, mostRunning } = await outOfOrderRuns(callers);
    expect(runs).toBeGreaterThan(0);
    expect(mostRunning).toBe(callers - 1);
  });
});

describe('one refresh', () => {
  it('takes everything that waits, and a trigger during it causes a later one', async () => {
    const { processor, store } = setUp();
    const order: string[] = [];
    store.weather = {
      ...calm,
      before: async () => {
        if (store.commits === 0) void processor.publish('a', [textEvent('late')]);
        order.push(`commit ${store.commits + 1}`);
      },
    };
    const first = [
      processor.publish('a', [textEvent('1'), textEvent('2')]),
      processor.publish('b', [textEvent('3')]),
    ];
    await Promise.all(first);
    await settle();
    expect(order).toEqual(['commit 1', 'commit 2']);
    expect(processor.view('a').head.version).toBe(3);
    expect(processor.view('b').head.version).toBe(1);
  });

  it('holds the loop for so many events and no more; who is left comes first in the next, and no call is parted', async () => {
    const { processor, announced } = setUp(new MemoryStore(), { roundEvents: 3 });
    const texts = (count: number) => upTo(count).map((no) => textEvent(`${no}`));
    const calls = [
      ...upTo(4).map(() => processor.publish('a', texts(1))),
      processor.publish('b', texts(5)),
      processor.publish('b', texts(1)),
      processor.publish('c', texts(1)),
    ];
    await Promise.all(calls);
    expect(announced.map(({ build, head }) => `${build}${head.version}`)).toEqual([
      'a3',
      'b5',
      'c1',
      'a4',
      'b6',
    ]);
  });

  it('announces only what is durable', async () => {
    const { processor, store, announced } = setUp();
    let durable = 0;
    store.weather = { ...calm, after: async () => void (durable += announced.length) };
    await processor.publish('a', [textEvent('1')]);
    expect(durable).toBe(0);
    expect(announced).toHaveLength(1);
  });

  it('chains the digest over the events as stored', async () => {
    const { processor, store } = setUp();
    await processor.publish('a', [textEvent('1'), textEvent('2')]);
    const [first, second] = store.bodies('a', 0, 2);
    const digest = nextDigest(nextDigest(GENESIS, first ?? ''), second ?? '');
    expect(processor.view('a').head).toEqual({ version: 2, digest });
  });

  it('turns what does not pass the schema into one unrecognised event, and keeps its neighbours', async () => {
    const { processor } = setUp();
    const bad = { ...textEvent('x'), at: 'yesterday' } as unknown as ReturnType<typeof textEvent>;
    await processor.publish('a', [textEvent('1'), bad, textEvent('2')]);
    const { state } = processor.view('a');
    expect(state.version).toBe(3);
    expect(state.counts.unrecognised).toBe(1);
    expect(state.nodes.chunks.flat()[0]).toMatchObject({ kind: 'text', text: '12' });
  });

  it('keeps the neighbours of a body that is nested deeper than any stack', async () => {
    const { processor, store } = setUp();
    for (const depth of [250, 2500, 100_000]) {
      const json: unknown = JSON.parse('['.repeat(depth) + ']'.repeat(depth));
      const deep = {
        kind: 'tool.started',
        at: 1,
        call: 'c',
        name: 'n',
        input: { as: 'json', json },
      };
      await processor.publish('a', [textEvent('1'), deep as BuildEvent, textEvent('2')]);
    }
    const kinds = (store.logs.get('a') ?? []).map(({ kind }) => kind);
    const each = ['text.appended', 'unrecognised', 'text.appended'];
    expect(kinds).toEqual([...each, ...each, ...each]);
  });

  it('does not take the word of a clock that is a day ahead', async () => {
    const { processor, time } = setUp();
    const days = 24 * 60 * 60_000;
    const slightly = time.now + 60_000;
    await processor.publish('a', [
      textEvent('1', 'b', time.now + 9 * days),
      textEvent('2', 'b', slightly),
    ]);
    const { state } = processor.view('a');
    expect([state.startedAt, state.lastEventAt]).toEqual([time.now, slightly]);
  });

  it('takes a key once, in one refresh and over several', async () => {
    const { processor } = setUp();
    const send = () => processor.publish('a', [textEvent('1')], { key: 'k' });
    const together = await Promise.all([send(), send()]);
    const later = await send();
    expect([...together, later].map(({ version, duplicate }) => [version, duplicate])).toEqual([
      [1, false],
      [1, true],
      [1, true],
    ]);
  });

  it('is of one mailbox a build, also where more builds have something waiting than are kept warm', async () => {
    const { processor, store } = setUp(new MemoryStore(), { warmBuilds: 2 });
    const builds = ['a', 'b', 'c', 'd'];
    const publish = (text: string) =>
      builds.map((build) => processor.publish(build, [textEvent(`${build}${text}`)]));
    const receipts = await Promise.all([...publish('1'), ...publish('2')]);
    expect(receipts.map(({ version }) => version)).toEqual([1, 1, 1, 1, 2, 2, 2, 2]);
    expect(processor.health).toMatchObject({ failedCommits: 0, outOfOrder: 0 });
    for (const build of builds) {
      const texts = store.bodies(build, 0, 2).map((body) => JSON.parse(body) as unknown);
      expect(texts).toMatchObject([{ text: `${build}1` }, { text: `${build}2` }]);
    }
  });

  it('takes two keys for one that the log could not tell apart', async () => {
    const { processor } = setUp();
    const keys = ['\ud800', '\udc00', '\ufffd'];
    const receipts = await Promise.all(
      keys.map((key) => processor.publish('a', [textEvent(key)], { key })),
    );
    expect(receipts.map(({ duplicate }) => duplicate)).toEqual([false, true, true]);
  });
});

describe('a commit that fails', () => {
  it('changes no version, announces nothing, and is tried again as it was', async () => {
    const { processor, store, announced, time } = setUp();
    let failures = 2;
    store.weather = {
      ...calm,
      before: async () => {
        failures -= 1;
        if (failures >= 0) throw new Error('disk full');
      },
    };
    const first = processor.publish('a', [textEvent('1')]);
    await settle();
    const second = processor.publish('a', [textEvent('2')]);
    await settle();
    expect(announced).toHaveLength(0);
    expect(processor.view('a').head.version).toBe(0);
    expect(processor.health.notDurable).toBe(1);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      time.advance(10_000);
      await settle();
    }
    expect((await first).version).toBe(1);
    expect((await second).version).toBe(2);
    expect(heard(announced)).toEqual([1, 2]);
    expect(processor.health.notDurable).toBe(0);
  });

  it('does no harm where it was written but said to have failed', async () => {
    const { processor, store, announced, time } = setUp();
    store.weather = {
      ...calm,
      after: async () => {
        if (store.commits === 1) throw new Error('the answer was lost');
      },
    };
    const published = processor.publish('a', [textEvent('1')]);
    await settle();
    time.advance(10_000);
    expect((await published).version).toBe(1);
    expect(heard(announced)).toEqual([1]);
    expect(store.logs.get('a')).toHaveLength(1);
  });

  it('costs no other build anything', async () => {
    const { processor, store, time } = setUp();
    const commit = store.commit.bind(store);
    store.commit = async (batch) => {
      if (batch.some(({ build }) => build === 'bad')) throw new Error('constraint');
      await commit(batch);
    };
    const bad = processor.publish('bad', [textEvent('1')]);
    const good = await processor.publish('good', [textEvent('1')]);
    expect(good.version).toBe(1);
    store.commit = commit;
    time.advance(10_000);
    expect((await bad).version).toBe(1);
  });

  it('refuses more than fits, with a retryable error, and tells when there is room', async () => {
    const { processor, store, time } = setUp(new MemoryStore(), { mailboxBytes: 2000 });
    let broken = true;
    store.weather = {
      ...calm,
      before: async () => {
        if (broken) throw new Error('disk full');
      },
    };
    const first = processor.publish('a', [textEvent('x'.repeat(900))]);
    await expect(processor.publish('a', [textEvent('x'.repeat(900))])).rejects.toMatchObject({
      code: 'mailbox-full',
      retryable: true,
    });
    let room = false;
    const drained = processor.drained('a').then(() => (room = true));
    await settle();
    expect(room).toBe(false);
    broken = false;
    time.advance(10_000);
    await first;
    await drained;
    expect(room).toBe(true);
  });

  it('is said to the publisher when Ratchet closes before it can be written', async () => {
    const { processor, store } = setUp();
    store.weather = { ...calm, before: () => Promise.reject(new Error('disk full')) };
    const published = processor.publish('a', [textEvent('1')]);
    const outcome = published.catch((error: unknown) => error);
    await settle();
    await processor.close();
    expect(await outcome).toMatchObject({ code: 'not-durable' });
    await expect(processor.publish('a', [textEvent('2')])).rejects.toMatchObject({
      code: 'closing',
    });
  });
});

function commitAt(version: number) {
  const head = { version, digest: GENESIS };
  const summary = summarise('a', emptyState);
  const nothing = { events: [], payloads: [], marks: [], receipts: [], checkpoint: null };
  return { build: 'a', base: head, head, summary, ...nothing };
}
