import { goesOn } from '../standing.ts';
import type { BuildState } from '../state.ts';
import { statusOf } from '../summary.ts';
import { alignSteps, type AlignedRow } from './align.ts';
import { Names } from './names.ts';
import { type Step, stepsOf, type Traits } from './steps.ts';
import { type Totals, totalsOf } from './totals.ts';

/** Two builds side by side, step by step. */
export interface BuildComparison {
  readonly left: BuildSide;
  readonly right: BuildSide;
  readonly rows: readonly AlignedRow[];
  /** Where they part: the first row in which they do something else, or with another outcome. */
  readonly divergence: number | null;
}

export interface BuildSide {
  readonly state: BuildState;
  readonly steps: readonly Step[];
  readonly totals: Totals;
}

/**
 * Compares what two builds did, in the order in which they did it. Bounded in time whatever they are,
 * and done in small turns: who drives it decides when the next one comes.
 */
export function* compareBuilds(
  left: BuildState,
  right: BuildState,
): Generator<undefined, BuildComparison> {
  const names = new Names();
  const lefts = yield* stepsOf(left, names);
  const rights = yield* stepsOf(right, names);
  // One of several ways is taken by the order of the two: theirs, so that it is the same from both sides.
  const isTurned = comesBefore(rights, lefts, names);
  const aligned = isTurned
    ? (yield* alignSteps(rights, lefts)).map(turned)
    : yield* alignSteps(lefts, rights);
  yield;
  const rows = withAhead(aligned, mayGoOn(left), mayGoOn(right));
  const divergence = rows.findIndex(({ weight }) => weight === 'work');
  yield;
  const totals = { left: totalsOf(left), right: totalsOf(right) };
  yield;
  return {
    left: { state: left, steps: lefts, totals: totals.left },
    right: { state: right, steps: rights, totals: totals.right },
    rows,
    divergence: divergence < 0 ? null : divergence,
  };
}

/** Whether there may be more to come at the version that is compared. */
const mayGoOn = (state: BuildState): boolean => goesOn(statusOf(state).status);

/** What stands past the last step of a build that has told no end is no difference yet. */
function withAhead(rows: readonly AlignedRow[], left: boolean, right: boolean): AlignedRow[] {
  const lastLeft = rows.findLastIndex((row) => row.left !== null);
  const lastRight = rows.findLastIndex((row) => row.right !== null);
  return rows.map((row, index) => {
    const isAhead = (left && index > lastLeft) || (right && index > lastRight);
    return isAhead ? { ...row, weight: 'ahead' } : row;
  });
}

const turned = ({ left, right, ...rest }: AlignedRow): AlignedRow => ({
  left: right,
  right: left,
  ...rest,
});

const traits: readonly (keyof Traits)[] = ['kind', 'name', 'target', 'input', 'outcome', 'text'];

function comesBefore(one: readonly Step[], other: readonly Step[], names: Names): boolean {
  if (one.length !== other.length) return one.length < other.length;
  for (const [index, { traits: a }] of one.entries()) {
    const b = other[index]?.traits;
    const trait = b && traits.find((name) => a[name] !== b[name]);
    if (b && trait) return names.textOf(a[trait]) < names.textOf(b[trait]);
  }
  return false;
}
