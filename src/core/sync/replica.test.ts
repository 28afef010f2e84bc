import { describe, expect, it } from 'vitest';
import {
  beat,
  type Build,
  delta,
  head,
  type Input,
  lastOf,
  part,
  parts,
  snapshot,
  stateAt,
} from '../../../test/support/replica-inputs.ts';
import { newReplica, step } from './replica.ts';
import { buildKind } from './streams.ts';

function run(...inputs: Input[]) {
  let replica: Build = newReplica('build/a', buildKind);
  let sent: readonly object[] = [];
  for (const input of inputs) ({ replica, send: sent } = step(buildKind, replica, input));
  return { replica, sent };
}

/** A live replica at version 2, whose first question was number 1. */
const live: Input[] = [{ type: 'connected' }, delta(0, 2, 1)];

describe('a replica', () => {
  it('asks with what it has when it is connected', () => {
    expect(run({ type: 'connected' }).sent).toEqual([
      { type: 'watch', stream: 'build/a', mode: 'deltas', ask: 1, parts: true, since: head(0) },
    ]);
    const again = run(...live, { type: 'disconnected' }, { type: 'connected' });
    expect(again.sent).toMatchObject([{ since: head(2), ask: 2 }]);
  });

  it('asks for all where its state came of another reducer', () => {
    const { sent } = run({ type: 'connected', afresh: true });
    expect(sent[0]).not.toHaveProperty('since');
  });

  it('applies the delta that follows, and acknowledges it', () => {
    const { replica, sent } = run(...live, delta(2, 3));
    expect(replica).toMatchObject({ ...head(3), phase: 'live' });
    expect(sent).toEqual([{ type: 'ack', stream: 'build/a', version: 3 }]);
    expect(replica.counters).toMatchObject({ replayed: 2, received: 1 });
  });

  it('takes an answer as it takes what happens: without what came while it asked (R3, R9)', () => {
    const { replica } = run(...live, delta(3, 4), delta(2, 3), delta(2, 5, 2));
    expect(replica).toMatchObject({ ...head(5), phase: 'live' });
    expect(replica.state).toEqual(stateAt(5));
    expect(replica.counters).toMatchObject({ replayed: 4, received: 1, duplicates: 1 });
  });

  it('ignores what it knows (R3)', () => {
    const { replica } = run(...live, delta(0, 2), delta(1, 2));
    expect(replica).toMatchObject(head(2));
    expect(replica.counters.duplicates).toBe(3);
  });

  it('takes the rest of a delta that begins before its version (R3)', () => {
    const { replica } = run(...live, delta(1, 4));
    expect(replica).toMatchObject({ ...head(4), counters: { received: 2, duplicates: 1 } });
    expect(replica.state).toEqual(stateAt(4));
  });

  it('asks again at a gap, once (R3)', () => {
    const first = run(...live, delta(3, 4));
    expect(first.sent).toMatchObject([{ type: 'watch', since: head(2), ask: 2 }]);
    expect(first.replica).toMatchObject({ ...head(2), phase: 'asking', counters: { gaps: 1 } });
    expect(run(...live, delta(3, 4), delta(4, 5)).sent).toEqual([]);
  });

  it('asks again where the digest does not follow (R3)', () => {
    const forged = { ...delta(2, 3), digest: 'ffffffffffffffff' } as Input;
    const { replica, sent } = run(...live, forged);
    expect(replica).toMatchObject({ ...head(2), phase: 'asking' });
    expect(sent).toMatchObject([{ type: 'watch' }]);
  });

  it('takes a snapshot back to an earlier version only as the answer to its question (R2)', () => {
    expect(run(...live, snapshot(1)).replica).toMatchObject(head(2));
    expect(run(...live, snapshot(1, 1)).replica).toMatchObject(head(2));
    const asked = [...live, delta(3, 4)];
    expect(run(...asked, snapshot(1, 1)).replica).toMatchObject({ ...head(2), phase: 'asking' });
    expect(run(...asked, snapshot(1, 2)).replica).toMatchObject({ ...head(1), phase: 'live' });
  });

  it('asks again when two heads show it behind without progress (R6)', () => {
    expect(run(...live, beat(5)).sent).toEqual([]);
    expect(run(...live, beat(5), beat(5)).sent).toMatchObject([{ type: 'watch', since: head(2) }]);
    expect(run(...live, beat(4), delta(2, 3), beat(5)).sent).toEqual([]);
  });

  it('asks again when the feed stands behind it, or does not serve it (R6)', () => {
    expect(run(...live, beat(1)).sent).toMatchObject([{ type: 'watch' }]);
    expect(run(...live, beat(null)).sent).toMatchObject([{ type: 'watch' }]);
  });

  it('asks again when two heads have come and no answer (R6)', () => {
    expect(run({ type: 'connected' }, beat(3)).sent).toEqual([]);
    expect(run({ type: 'connected' }, beat(3), beat(3)).sent).toMatchObject([{ ask: 2 }]);
  });

  it('asks for all, and then stops, where questions lead nowhere (R9)', () => {
    let replica = run(...live).replica;
    const questions: object[] = [];
    for (let round = 0; round < 40; round += 1) {
      const next = step(buildKind, replica, beat(6));
      questions.push(...next.send);
      replica = next.replica;
    }
    expect(replica.phase).toBe('broken');
    expect(questions).toHaveLength(6);
    expect(questions[0]).toHaveProperty('since');
    expect(questions.at(-1)).not.toHaveProperty('since');
  });

  it('takes the parts of the later answer where a question is answered twice (R2)', () => {
    const asked: Input = { type: 'connected' };
    const { replica } = run(asked, ...parts(3, 1), ...parts(4, 1), lastOf(4, 1));
    expect(replica).toMatchObject({ ...head(4), phase: 'live', state: stateAt(4), gathered: null });
    const late = run(asked, ...parts(4, 1), ...part(3, 1, 1), lastOf(4, 1)).replica;
    expect(late).toMatchObject({ ...head(4), state: stateAt(4) });
    const other = run(asked, ...parts(3, 1), lastOf(4, 1));
    expect(other.replica).toMatchObject({ ...head(0), phase: 'asking' });
    expect(other.sent).toMatchObject([{ type: 'watch', ask: 2 }]);
  });

  it('takes each part once, however often it comes', () => {
    const twice = parts(4, 1).flatMap((one) => [one, one]);
    const { replica } = run({ type: 'connected' }, ...twice, ...parts(4, 1), lastOf(4, 1));
    expect(replica).toMatchObject({ ...head(4), phase: 'live', state: stateAt(4) });
  });

  it('asks for parts twice where one is lost, then for one message, and then stops (R9)', () => {
    let { replica, sent } = run({ type: 'connected' });
    const inParts: boolean[] = [];
    while (sent.length > 0 && inParts.length < 40) {
      inParts.push('parts' in (sent[0] ?? {}));
      ({ replica, send: sent } = step(buildKind, replica, lastOf(4, replica.ask)));
    }
    expect(inParts).toEqual([true, true, false, false, false, false, false]);
    expect(replica.phase).toBe('broken');
  });

  it('takes nothing while it is offline', () => {
    const { replica, sent } = run(...live, { type: 'disconnected' }, delta(2, 3), snapshot(4));
    expect(replica).toMatchObject({ ...head(2), phase: 'offline' });
    expect(sent).toEqual([]);
  });
});
