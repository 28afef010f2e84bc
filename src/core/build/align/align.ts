import { commonIn } from './common.ts';
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
  /** `work`: the builds part here; `words`: only what is said or printed differs. */
  readonly weight: 'alike' | 'words' | 'work';
}

type Side = 'left' | 'right';
type Level = (step: Step, place: number, side: Side) => string;

/** A number that no other step has. */
const alone = (place: number, side: Side): string => `${side} ${place}`;

const ofWork =
  (id: (step: Step) => string): Level =>
  (step, place, side) =>
    step.weight === 'work' ? id(step) : alone(place, side);
const ofWords =
  (id: (step: Step) => string): Level =>
  (step, place, side) =>
    step.weight === 'words' ? id(step) : alone(place, side);

/**
 * What makes two steps the same one, the surest first: each level aligns what those before it have
 * left between their pairs. Work comes before words, so that talk never pulls two calls apart.
 */
const levels: readonly Level[] = [
  (step, place, side) => {
    const { kind, name, target, input, outcome, text } = step.traits;
    if (step.todo) return `todo ${text}`;
    if (step.weight === 'words') return alone(place, side);
    return [kind, name, target, input, outcome, text].join(' ');
  },
  ofWork(({ traits: { kind, target, text } }) => `${kind} ${target} ${text}`),
  ofWork(({ traits: { kind } }) => `${kind}`),
  ofWords(({ traits: { kind, text, input } }) => `${kind} ${text} ${input}`),
  ofWords(({ traits: { kind } }) => `${kind}`),
];

/** Two lists of steps side by side: every step stands in one row, in its order. It gives way often. */
export function* alignSteps(
  left: readonly Step[],
  right: readonly Step[],
): Generator<undefined, AlignedRow[]> {
  const rows: AlignedRow[] = [];
  const steps = { left, right };

  function* within(level: number, lefts: number[], rights: number[]): Generator<undefined, void> {
    const idOf = levels[level];
    if (!idOf || lefts.length === 0 || rights.length === 0) return rest(lefts, rights);
    const numbers = new Map<string, number>();
    const numbered = (places: number[], side: Side) =>
      places.map((place) => {
        const step = steps[side][place];
        const id = step ? idOf(step, place, side) : alone(place, side);
        const number = numbers.get(id) ?? numbers.size;
        numbers.set(id, number);
        return number;
      });
    const pairs = yield* commonIn(numbered(lefts, 'left'), numbered(rights, 'right'));
    let [x, y] = [0, 0];
    for (const [toX, toY] of pairs) {
      if (toX > x || toY > y) yield* within(level + 1, lefts.slice(x, toX), rights.slice(y, toY));
      put(lefts[toX] ?? null, rights[toY] ?? null);
      [x, y] = [toX + 1, toY + 1];
    }
    yield* within(level + 1, lefts.slice(x), rights.slice(y));
    yield;
  }

  /** What has no like: work beside work, where the builds do different things; words alone. */
  function rest(lefts: readonly number[], rights: readonly number[]): void {
    let [x, y] = [0, 0];
    const isWork = (side: Side, place: number | undefined) =>
      place !== undefined && steps[side][place]?.weight === 'work';
    while (x < lefts.length || y < rights.length) {
      const [one, other] = [lefts[x], rights[y]];
      if (one !== undefined && !isWork('left', one)) put(lefts[x++] ?? null, null);
      else if (other !== undefined && !isWork('right', other)) put(null, rights[y++] ?? null);
      else put(lefts[x++] ?? null, rights[y++] ?? null);
    }
  }

  function put(one: number | null, other: number | null): void {
    const differs = differsIn(
      one === null ? undefined : left[one],
      other === null ? undefined : right[other],
    );
    const step = (one === null ? null : left[one]) ?? (other === null ? null : right[other]);
    const isWork = differs.some((facet) => !spoken.has(facet)) && step?.weight === 'work';
    const weight = isWork ? 'work' : differs.length > 0 ? 'words' : 'alike';
    rows.push({ left: one, right: other, differs, weight });
  }

  yield* within(0, [...left.keys()], [...right.keys()]);
  return rows;
}

/** What is never twice the same, and parts no builds. */
const spoken: ReadonlySet<Facet> = new Set(['output', 'said', 'text']);

function differsIn(one: Step | undefined, other: Step | undefined): readonly Facet[] {
  if (!one || !other) return ['missing'];
  const [a, b] = [one.traits, other.traits];
  if (a.kind !== b.kind) return ['step'];
  if (a.name === b.name && one.position !== null && isTool(a)) {
    return facets([
      ['input', a.input !== b.input || a.target !== b.target],
      ['outcome', a.outcome !== b.outcome],
      ['output', a.output !== b.output],
      ['said', a.said !== b.said],
    ]);
  }
  // Two agents that call one thing by two names also write its input in two ways.
  if (isTool(a)) {
    return facets([
      ['input', a.target !== b.target],
      ['outcome', a.outcome !== b.outcome],
      ['output', a.output !== b.output],
    ]);
  }
  const facet = one.weight === 'words' ? 'text' : 'prompt';
  return facets([[facet, a.text !== b.text]]);
}

const isTool = ({ name, text }: Step['traits']): boolean => name !== text;

const facets = (all: readonly (readonly [Facet, boolean])[]): Facet[] =>
  all.filter(([, differs]) => differs).map(([facet]) => facet);
