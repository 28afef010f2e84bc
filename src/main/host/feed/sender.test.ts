import { describe, expect, it } from 'vitest';
import { textEvent } from '../../../../test/support/events.ts';
import { VirtualTime } from '../../../../test/support/world.ts';
import { reduceAll } from '../../../core/build/reduce.ts';
import { emptyState } from '../../../core/build/state.ts';
import { parseFeedMessage } from '../../../core/sync/messages.ts';
import type { LongFrame } from './build-stream.ts';
import { Sender } from './sender.ts';

const ROWS = 12;
/** A row is longer: so there is a part for each. */
const PART = 10;

/** A sender whose turns come when a test says so, and a state that says how often its rows were written. */
function scene(keptLength?: number) {
  const time = new VirtualTime();
  const turns: (() => void)[] = [];
  const turn = () => new Promise<void>((resolve) => turns.push(resolve));
  const sender = new Sender({ turn, after: time.after }, PART, keptLength);
  let written = 0;
  const state = reduceAll(
    emptyState,
    Array.from({ length: ROWS }, (_, at) => textEvent(`${at}`, `b${at}`)),
  );
  const [first, ...others] = state.nodes.chunks[0] ?? [];
  let isWritable = true;
  const counting = {
    ...first,
    toJSON: () => {
      if (!isWritable) throw new RangeError('Invalid string length');
      written += 1;
      return first;
    },
  };
  const nodes = { size: ROWS, chunks: [[counting, ...others] as typeof others] };
  const head = { version: ROWS, digest: 'a'.repeat(16) };
  const frame: LongFrame = {
    head,
    state: { ...state, nodes },
    stream: 'build/a',
    reason: 'initial',
    ask: 1,
  };
  return {
    time,
    sender,
    written: () => written,
    makeWritable: (is: boolean) => (isWritable = is),
    /** Lets so many turns pass. */
    pass: async (count: number) => {
      for (let at = 0; at < count && turns.length > 0; at += 1) {
        turns.shift()?.();
        await time.turn();
      }
    },
    /** @param ofItsOwn as long a state that no other watcher is sent */
    begin: (ofItsOwn = false) => {
      const receiver = { room: true, got: [] as string[], ends: 0, failures: 0, stop: () => {} };
      const sent = ofItsOwn ? { ...frame, state: { ...frame.state } } : frame;
      receiver.stop = sender.begin(sent, {
        hasRoom: () => receiver.room,
        send: (text) => receiver.got.push(parseFeedMessage(text)?.type ?? 'nothing'),
        sent: () => (receiver.ends += 1),
        failed: () => (receiver.failures += 1),
      });
      return receiver;
    },
  };
}

const all = [...Array.from({ length: ROWS }, () => 'part'), 'snapshot'];

describe('a long snapshot', () => {
  it('goes in parts, one in a turn, and then it has been sent', async () => {
    const { begin, pass, sender } = scene();
    const one = begin();
    expect(one.got).toEqual([]);
    for (let at = 1; at <= all.length; at += 1) {
      expect(one.ends).toBe(0);
      await pass(1);
      expect(one.got).toEqual(all.slice(0, at));
    }
    expect(one.ends).toBe(1);
    expect(sender.kept).toBe(0);
    await pass(10);
    expect(one.got).toEqual(all);
  });

  it('is written once for all who are sent it at the same time, and forgotten when they have it', async () => {
    const { begin, pass, sender, written } = scene();
    const watchers = [begin(), begin(), begin()];
    await pass(3);
    expect(watchers.map(({ got }) => got.length)).toEqual([1, 1, 1]);
    await pass(100);
    for (const { got } of watchers) expect(got).toEqual(all);
    expect(written()).toBe(1);
    expect(sender.kept).toBe(0);
  });

  it('is kept up to a bound, however many states are sent: the rest is written again', async () => {
    const { begin, pass, sender, written } = scene(1000);
    const watchers = Array.from({ length: 40 }, () => begin(true));
    let most = 0;
    for (let at = 0; at < 40 * all.length; at += 1) {
      await pass(1);
      most = Math.max(most, sender.kept);
    }
    for (const { got, ends } of watchers) expect([got, ends]).toEqual([all, 1]);
    // All of one state is about as much as that.
    expect(most).toBeGreaterThan(2);
    expect(most).toBeLessThan(2 * ROWS);
    expect(written()).toBe(40);
    expect(sender.kept).toBe(0);

    const [reads, late] = [begin(), begin(true)];
    for (let at = 0; at < 20; at += 1) begin(true);
    await pass(22 * 3);
    const again = begin();
    await pass(1000);
    for (const { got } of [reads, late, again]) expect(got).toEqual(all);
    // Its first part had gone, for the second time.
    expect(written()).toBe(40 + 22 + 1);
    expect(sender.kept).toBe(0);
  });

  it('waits for a watcher that does not read, which holds up nobody and keeps no text', async () => {
    const { begin, pass, sender, time } = scene();
    const [reads, stalls] = [begin(), begin()];
    await pass(6);
    stalls.room = false;
    await pass(100);
    expect(reads.got).toEqual(all);
    expect(stalls.got).toEqual(all.slice(0, 3));
    expect(sender.kept).toBe(0);
    time.advance(60_000);
    await pass(100);
    expect(stalls.got).toEqual(all.slice(0, 3));
    stalls.room = true;
    time.advance(1000);
    await pass(100);
    expect(stalls.got).toEqual(all);
    expect(time.pending).toBe(0);
  });

  it('that is not wanted any more ends there, moving or waiting', async () => {
    const { begin, pass, sender, time } = scene();
    const [moving, waiting] = [begin(), begin()];
    waiting.room = false;
    await pass(4);
    moving.stop();
    waiting.stop();
    waiting.room = true;
    time.advance(1000);
    await pass(100);
    expect([moving.got.length, waiting.got.length]).toEqual([3, 0]);
    expect([moving.ends, waiting.ends, sender.kept, time.pending]).toEqual([0, 0, 0, 0]);
  });

  it('that cannot be written ends there, and holds up no other', async () => {
    const { begin, pass, sender, makeWritable } = scene();
    makeWritable(false);
    const [fails] = [begin(), begin()];
    await pass(1);
    makeWritable(true);
    await pass(100);
    const later = begin();
    await pass(100);
    expect([fails.got, fails.failures, fails.ends]).toEqual([[], 1, 0]);
    expect([later.got, later.failures, sender.kept]).toEqual([all, 0, 0]);
  });
});
