import { commonIn } from './common.ts';
import { Pace } from './pace.ts';
import type { Step } from './steps.ts';

/** What two steps that stand side by side differ in. */
export type Facet =
  /** They do different things; or only one of the builds has such a step. */
  | 'step'
  | 'missing'
  /** Of a tool: what it was given, what came of it, what it gave back, and what was said of it. */
  | 'input'
  | 'outcome'
  | 'output'
  | 'said'
  /** What was asked, went wrong, or was told. */
  | 'prompt'
  | 'error'
  | 'text';

/** A step of each build, or of one of them: places in the lists of steps. */
export interface AlignedRow {
  readonly left: number | null;
  readonly right: number | null;
  readonly differs: readonly Facet[];
  /**
   * `work`: the builds part here; `words`: only what is said or printed differs; `ahead`: the other
   * build has told no end, and has not come so far.
   */
  readonly weight: 'alike' | 'words' | 'work' | 'ahead';
}

type Side = 'left' | 'right';

/** By which two steps are the same one; null where a step has no part in it. */
type Level = (step: Step) => string | null;

const ofWork =
  (id: (traits: Step['traits']) => string): Level =>
  ({ weight, traits }) =>
    weight === 'work' ? id(traits) : null;
const ofWords =
  (id: (traits: Step['traits']) => string): Level =>
  ({ weight, traits }) =>
    weight === 'words' ? id(traits) : null;

/**
 * What makes two steps the same one, the surest first: each level aligns what those before it have
 * left between their pairs. Work comes before words, so that talk never pulls two calls apart.
 */
const levels: readonly Level[] = [
  ({ weight, todo, traits: { kind, name, target, input, outcome, text } }) => {
    if (todo) return `todo ${text}`;
    return weight === 'work' ? [kind, name, target, input, outcome, text].join(' ') : null;
  },
  ofWork(({ kind, target, text }) => `${kind} ${target} ${text}`),
  ofWork(({ kind }) => `${kind}`),
  ofWords(({ kind, text, input }) => `${kind} ${text} ${input}`),
  ofWords(({ kind }) => `${kind}`),
];

/** Two lists of steps side by side: every step stands in one row, in its order. It gives way often. */
export function* alignSteps(
  left: readonly Step[],
  right: readonly Step[],
): Generator<undefined, AlignedRow[]> {
  const pace = new Pace();
  const numbers = yield* numbered({ left, right }, pace);
  const aligner = new Aligner(left, right, numbers, pace);
  yield* aligner.within(0, { x: 0, y: 0, endX: left.length, endY: right.length });
  return aligner.rows;
}

/** Numbers of the steps by level; below zero where a step has no part in it. */
type Numbers = readonly Readonly<Record<Side, Int32Array>>[];

function* numbered(
  steps: Readonly<Record<Side, readonly Step[]>>,
  pace: Pace,
): Generator<undefined, Numbers> {
  const numbers: Record<Side, Int32Array>[] = [];
  for (const level of levels) {
    const known = new Map<string, number>();
    const ofSide = function* (side: Side) {
      const found = new Int32Array(steps[side].length).fill(-1);
      for (const [place, step] of steps[side].entries()) {
        const id = level(step);
        if (pace.isDue(id === null ? 1 : 20)) yield;
        if (id === null) continue;
        const number = known.get(id) ?? known.size;
        known.set(id, number);
        found[place] = number;
      }
      return found;
    };
    numbers.push({ left: yield* ofSide('left'), right: yield* ofSide('right') });
  }
  return numbers;
}

/** A stretch of both lists: from the first places up to the last ones, which are not in it. */
interface Stretch {
  readonly x: number;
  readonly y: number;
  readonly endX: number;
  readonly endY: number;
}

class Aligner {
  readonly rows: AlignedRow[] = [];
  readonly #left: readonly Step[];
  readonly #right: readonly Step[];
  readonly #numbers: Numbers;
  readonly #pace: Pace;

  constructor(left: readonly Step[], right: readonly Step[], numbers: Numbers, pace: Pace) {
    this.#left = left;
    this.#right = right;
    this.#numbers = numbers;
    this.#pace = pace;
  }

  *within(level: number, stretch: Stretch): Generator<undefined, void> {
    let { x, y } = stretch;
    const { endX, endY } = stretch;
    const numbers = this.#numbers[level];
    if (!numbers || x === endX || y === endY) return this.#rest(stretch);
    const [lefts, rights] = [taking(numbers.left, x, endX), taking(numbers.right, y, endY)];
    if (this.#pace.isDue(endX - x + endY - y)) yield;
    const pairs = yield* commonIn(
      lefts.map((place) => numbers.left[place] ?? -1),
      rights.map((place) => numbers.right[place] ?? -1),
      this.#pace,
    );
    for (const [atX, atY] of pairs) {
      const [toX, toY] = [lefts[atX] ?? x, rights[atY] ?? y];
      if (toX > x || toY > y) yield* this.within(level + 1, { x, y, endX: toX, endY: toY });
      this.#put(toX, toY);
      if (this.#pace.isDue(20)) yield;
      [x, y] = [toX + 1, toY + 1];
    }
    if (x < endX || y < endY) yield* this.within(level + 1, { x, y, endX, endY });
  }

  /** What has no like: work beside work, where the builds do different things; words alone. */
  #rest({ x, y, endX, endY }: Stretch): void {
    while (x < endX || y < endY) {
      if (x < endX && this.#left[x]?.weight !== 'work') this.#put(x++, null);
      else if (y < endY && this.#right[y]?.weight !== 'work') this.#put(null, y++);
      else this.#put(x < endX ? x++ : null, y < endY ? y++ : null);
    }
  }

  #put(left: number | null, right: number | null): void {
    const one = left === null ? undefined : this.#left[left];
    const other = right === null ? undefined : this.#right[right];
    const differs = differsIn(one, other);
    const isWork = (one ?? other)?.weight === 'work' && differs.some((facet) => !spoken.has(facet));
    const weight = isWork ? 'work' : differs.length > 0 ? 'words' : 'alike';
    this.rows.push({ left, right, differs, weight });
  }
}

/** The places of a stretch whose steps have a part in a level. */
function taking(numbers: Int32Array, from: number, to: number): number[] {
  const places: number[] = [];
  for (let place = from; place < to; place += 1) {
    if ((numbers[place] ?? -1) >= 0) places.push(place);
  }
  return places;
}

/** What is never twice the same, and parts no builds. */
const spoken: ReadonlySet<Facet> = new Set(['output', 'said', 'text']);

function differsIn(one: Step | undefined, other: Step | undefined): readonly Facet[] {
  if (!one || !other) return ['missing'];
  const [a, b] = [one.traits, other.traits];
  if (a.kind !== b.kind) return ['step'];
  if (one.sort !== 'tool') {
    const facet = one.sort === 'user' ? 'prompt' : one.sort === 'error' ? 'error' : 'text';
    return facets([[facet, a.text !== b.text]]);
  }
  // Two agents that call one thing by two names also write its input in two ways.
  const isSameTool = a.name === b.name;
  const isOver = !one.isOpen && !other.isOpen;
  return facets([
    ['input', a.target !== b.target || (isSameTool && a.input !== b.input)],
    ['outcome', isOver && a.outcome !== b.outcome],
    ['output', isOver && a.output !== b.output],
    ['said', isSameTool && a.said !== b.said],
  ]);
}

const facets = (all: readonly (readonly [Facet, boolean])[]): Facet[] =>
  all.filter(([, differs]) => differs).map(([facet]) => facet);
