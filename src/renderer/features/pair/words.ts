import type { AlignedRow, Facet } from '../../../core/build/align/align.ts';
import type { BuildSide } from '../../../core/build/align/compare-builds.ts';
import type { Step } from '../../../core/build/align/steps.ts';
import type { Node } from '../../../core/build/state.ts';
import { vectorAt } from '../../../core/build/vector.ts';
import { verbOf } from '../plan/verb.ts';
import type { Side } from './pairing.ts';

/** What two steps differ in, on a row. */
export const facetWords: Record<Facet, string> = {
  step: 'other step',
  missing: 'one only',
  input: 'input',
  outcome: 'outcome',
  output: 'output',
  said: 'words',
  prompt: 'prompt',
  error: 'error',
  text: 'words',
};

/** Builds that went silent: nobody knows whether more is to come of them, so nothing is ahead of them. */
export type Silence = Readonly<Record<Side, boolean>>;

/** The facet by which a row is known. */
export function facetIn({ left, right, differs, weight }: AlignedRow, silent: Silence): string {
  if (weight === 'ahead') {
    const [more, less] =
      left === null ? (['right', 'left'] as const) : (['left', 'right'] as const);
    return silent[less] ? `${less} silent` : `${more} ahead`;
  }
  if (left === null) return 'right only';
  if (right === null) return 'left only';
  return facetWords[differs[0] ?? 'text'];
}

/** The same in a sentence. */
const sentences: Record<Facet, string> = {
  step: 'they do different things',
  missing: 'only one of them does this',
  input: 'the same tool gets another input',
  outcome: 'the same call ends in another way',
  output: 'the same call gives back something else',
  said: 'other words',
  prompt: 'they are asked for something else',
  error: 'something else goes wrong',
  text: 'other words',
};

const weights: readonly Facet[] = ['step', 'missing', 'prompt', 'outcome', 'error', 'input'];

/** Why two builds part at a row. */
export function reasonOf({ differs }: AlignedRow): string {
  const facet = weights.find((one) => differs.includes(one)) ?? differs[0];
  return facet === undefined ? '' : sentences[facet];
}

export function stepAt({ steps }: BuildSide, place: number | null): Step | null {
  return place === null ? null : (steps[place] ?? null);
}

export function nodeOf({ state }: BuildSide, { position }: Step): Node | null {
  return position === null ? null : (vectorAt(state.nodes, position) ?? null);
}

/** A step by its verb and what it works on. */
export function wordsOf(side: BuildSide, step: Step): { verb: string; target: string | null } {
  if (step.todo) return { verb: step.todo.text, target: null };
  const node = nodeOf(side, step);
  switch (node?.kind) {
    case undefined:
      return { verb: '', target: null };
    case 'tool':
      return { verb: verbOf(node.name), target: node.target };
    case 'error':
      return { verb: 'Error', target: node.message };
    case 'attachment':
      return { verb: 'Image', target: node.name };
    case 'unrecognised':
      return { verb: 'Unrecognised', target: node.reason };
    case 'user':
      return { verb: 'You', target: node.text };
    case 'reasoning':
      return { verb: 'Thought', target: node.text };
    case 'notice':
      return { verb: 'Notice', target: node.text };
    case 'text':
      return { verb: '', target: node.text };
  }
}

/** The number of a step among those of its build; TODOs are none. */
export function numberOf({ steps }: BuildSide, place: number): number {
  let number = 0;
  for (let at = 0; at <= place; at += 1) if (steps[at]?.sort !== 'todo') number += 1;
  return number;
}
