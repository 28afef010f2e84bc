import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beat,
  type Build,
  delta,
  digests,
  type Input,
  lastOf,
  log,
  part,
  parts,
  snapshot,
  stateAt,
} from '../../../test/support/replica-inputs.ts';
import { stateTable } from '../../../test/support/state-table.ts';
import { canonicalHash } from './digest.ts';
import { newReplica, step } from './replica.ts';
import { buildKind } from './streams.ts';

// The table of the watching side in docs/protocol.md, cell by cell.

const OTHER = 'f'.repeat(16);
/** Where every replica of the table stands. */
const OWN = 4;

/** What each row of the table means. `ask` is the number of the replica's latest question. */
const inputs: Record<string, (ask: number) => Input[]> = {
  connected: () => [{ type: 'connected' }],
  'connected, to another reducer': () => [{ type: 'connected', afresh: true }],
  disconnected: () => [{ type: 'disconnected' }],
  '`current`, the answer': (ask) => [{ type: 'current', ask }],
  '`current`, to an earlier question': (ask) => [{ type: 'current', ask: ask - 1 }],
  '`snapshot`, the answer': (ask) => [snapshot(3, ask)],
  '`snapshot`, to an earlier question': (ask) => [snapshot(6, ask - 1)],
  '`snapshot` unasked, ahead': () => [snapshot(6)],
  '`snapshot` unasked, not ahead': () => [snapshot(4)],
  '`part` of the answer': (ask) => parts(3, ask),
  '`part`s of the answer, then its `snapshot`': (ask) => [...parts(3, ask), lastOf(3, ask)],
  'the same, and a `part` is missing': (ask) => [...parts(3, ask).slice(1), lastOf(3, ask)],
  'the same, to an earlier question': (ask) => [...parts(6, ask - 1), lastOf(6, ask - 1)],
  'a `part` between two `head`s': (ask) => [beat(4), ...parts(3, ask), beat(4)],
  '`delta`, the answer': (ask) => [delta(4, 6, ask)],
  '`delta` that follows': () => [delta(4, 6)],
  '`delta` that overlaps': () => [delta(2, 6)],
  '`delta` that is known': () => [delta(2, 4)],
  '`delta` past a gap': () => [delta(5, 6)],
  '`delta` of another history': () => [{ ...delta(4, 6), digest: OTHER } as Input],
  '`head`, its own': () => [beat(4)],
  '`head` above': () => [beat(6)],
  '`head` above, the second': () => [beat(6), beat(7)],
  '`head` below, or another digest': () => [beat(4, OTHER)],
  '`head` without the stream': () => [beat(null)],
};

function run(from: Build, steps: readonly Input[]) {
  let replica = from;
  const sent: string[] = [];
  for (const input of steps) {
    const next = step(buildKind, replica, input);
    replica = next.replica;
    for (const message of next.send) {
      const isBare = message.type === 'watch' && message.since === undefined;
      sent.push(isBare ? 'watch all' : message.type);
    }
  }
  return { replica, sent };
}

const live = run(newReplica('build/a', buildKind), [{ type: 'connected' }, snapshot(OWN, 1)]);
const behind = Array.from({ length: 40 }, () => beat(6));
const phases: Record<string, Build> = {
  offline: run(live.replica, [{ type: 'disconnected' }]).replica,
  asking: run(live.replica, [delta(5, 6)]).replica,
  live: live.replica,
  broken: run(live.replica, behind).replica,
};

/** A cell: the phase after it, the version where it has moved, and what was sent. */
function cell(from: Build, steps: readonly Input[]): string {
  const { replica, sent } = run(from, steps);
  const moved = replica.version === from.version ? [] : [`at ${replica.version}`];
  return [replica.phase, ...moved, ...sent].join(', ');
}

describe('the table of the watching side in docs/protocol.md', () => {
  const { states, rows } = stateTable('The watching side, state by state');

  it('has every state and every message', () => {
    expect(states).toEqual(Object.keys(phases));
    expect([...rows.keys()]).toEqual(Object.keys(inputs));
  });

  for (const [name, input] of Object.entries(inputs)) {
    it(`${name} (R3, R6, R9)`, () => {
      const cells = Object.values(phases).map((from) => cell(from, input(from.ask)));
      expect(cells).toEqual(rows.get(name));
    });
  }
});

it('any messages in any order: the state is always that of its digest, and a version only falls with an answer (R2, R3)', () => {
  const version = fc.integer({ min: 0, max: log.length });
  const ask = fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined });
  const message: fc.Arbitrary<Input> = fc.oneof(
    fc.constant<Input>({ type: 'connected' }),
    fc.constant<Input>({ type: 'disconnected' }),
    fc.tuple(version, ask).map(([at, number]) => snapshot(at, number)),
    fc.tuple(version, ask).map(([at, number]) => lastOf(at, number)),
    fc
      .tuple(version, version, ask)
      .map(([one, two, number]) => delta(Math.min(one, two), Math.max(one, two), number)),
    ask.map((number): Input => ({ type: 'current', ask: number ?? 0 })),
    version.map((at) => beat(at)),
    fc.constant(beat(null)),
  );
  // Parts by themselves, and all of a snapshot with one of them lost or none.
  const some = fc.oneof(
    { weight: 8, arbitrary: message.map((one) => [one]) },
    fc.tuple(version, fc.nat(2), ask).map(([at, number, asked]) => part(at, number, asked)),
    fc
      .tuple(version, fc.nat(8), ask)
      .map(([at, lost, asked]) => [
        ...parts(at, asked).filter((_, number) => number !== lost),
        lastOf(at, asked),
      ]),
    // Two snapshots of which the first is cut off, as where a question came twice.
    fc
      .tuple(version, version, fc.nat(2), ask)
      .map(([one, other, cut, asked]) => [
        ...parts(one, asked).slice(0, cut),
        ...parts(other, asked),
        lastOf(other, asked),
      ]),
  );
  fc.assert(
    fc.property(
      fc.array(some, { maxLength: 60 }).map((lists) => lists.flat()),
      (steps) => {
        let replica: Build = newReplica('build/a', buildKind);
        for (const input of steps) {
          const before = replica;
          ({ replica } = step(buildKind, replica, input));
          expect(replica.digest).toBe(digests[replica.version]);
          expect(canonicalHash(replica.state)).toBe(canonicalHash(stateAt(replica.version)));
          const isAnswer = input.type === 'snapshot' && input.ask === before.ask;
          expect(replica.version >= before.version || isAnswer).toBe(true);
        }
      },
    ),
    { numRuns: 500 },
  );
});
