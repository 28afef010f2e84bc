import type { BuildState, Node, Todo, ToolNode } from '../state.ts';
import { vectorAt, vectorValues } from '../vector.ts';
import type { Names } from './names.ts';
import { normalContent, normalInput, normalText } from './normal.ts';
import { toolClass } from './tool-class.ts';

/**
 * One thing that a build did, as it is compared: all that may differ as numbers of a `Names`. What is
 * `work` changes something; `words` are what an agent says and thinks, which is never twice the same.
 */
export interface Step {
  readonly sort: Node['kind'] | 'todo';
  readonly weight: 'work' | 'words';
  /** The node, or the TODO that work begins on. */
  readonly position: number | null;
  readonly todo: Todo | null;
  /** How deep in sub-agents' calls. */
  readonly depth: number;
  /** A call that has not ended: what comes of it is not known. */
  readonly isOpen: boolean;
  readonly traits: Traits;
}

export interface Traits {
  /** What it is: of a tool what it does, whatever the agent calls it. */
  readonly kind: number;
  readonly name: number;
  readonly target: number;
  readonly input: number;
  readonly said: number;
  readonly outcome: number;
  readonly output: number;
  readonly text: number;
}

/** So many characters are looked at between two turns. */
const TURN = 50_000;

/** Levels of sub-agents that are told apart; the deepest known are a handful. */
const DEEPEST = 64;

/** The steps of a build in the order of its plan tree: what a sub-agent did stands behind its call. */
export function* stepsOf(state: BuildState, names: Names): Generator<undefined, Step[]> {
  const children = childrenIn(state);
  yield;
  const steps: Step[] = [];
  const reader = new Reader(state, names);
  let todo: string | null = null;
  const waiting = (children.get(null) ?? [])
    .map((position) => ({ position, depth: 0 }))
    .toReversed();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { position, depth } = next;
    const node = vectorAt(state.nodes, position);
    if (!node) continue;
    if (depth === 0 && node.todo !== null && node.todo !== todo) {
      const begun = state.todos.find(({ key }) => key === node.todo);
      if (begun) steps.push(reader.todo(begun));
      todo = node.todo;
    }
    if (!isEmpty(node)) steps.push(reader.node(node, position, depth));
    for (const child of (children.get(position) ?? []).toReversed()) {
      waiting.push({ position: child, depth: Math.min(depth + 1, DEEPEST) });
    }
    if (reader.read > TURN) {
      reader.read = 0;
      yield;
    }
  }
  return steps;
}

function childrenIn(state: BuildState): Map<number | null, number[]> {
  const children = new Map<number | null, number[]>();
  let position = 0;
  for (const { parent } of vectorValues(state.nodes)) {
    const list = children.get(parent);
    if (list) list.push(position);
    else children.set(parent, [position]);
    position += 1;
  }
  return children;
}

const isEmpty = (node: Node): boolean =>
  (node.kind === 'text' || node.kind === 'reasoning') && node.text.trim() === '';

class Reader {
  /** Characters since this was last set back. */
  read = 0;
  readonly #cwd: string | null;
  readonly #names: Names;
  readonly #none: Traits;

  constructor({ cwd }: BuildState, names: Names) {
    this.#cwd = cwd;
    this.#names = names;
    const none = names.of('');
    this.#none = {
      kind: none,
      name: none,
      target: none,
      input: none,
      said: none,
      outcome: none,
      output: none,
      text: none,
    };
  }

  todo(todo: Todo): Step {
    const text = this.#name(todo.text.toLowerCase().replace(/\s+/g, ' ').trim());
    const traits = { ...this.#none, kind: this.#name('todo'), text };
    return { sort: 'todo', weight: 'words', position: null, todo, depth: 0, isOpen: false, traits };
  }

  node(node: Node, position: number, depth: number): Step {
    const isWork = node.kind === 'tool' || node.kind === 'user' || node.kind === 'error';
    const traits = node.kind === 'tool' ? this.#tool(node) : this.#other(node);
    // An agent's own list of TODOs is drawn as the plan; that it was written again is no work.
    const weight = isWork && traits.kind !== this.#name('tool plan') ? 'work' : 'words';
    const isOpen = node.kind === 'tool' && node.outcome === null;
    return { sort: node.kind, weight, position, todo: null, depth, isOpen, traits };
  }

  #tool(node: ToolNode): Traits {
    const input = node.input
      ? normalInput(node.input, this.#cwd)
      : { done: normalText(node.inputText ?? '', this.#cwd), said: '' };
    const output = [node.error ?? '', node.output ? normalContent(node.output, this.#cwd) : ''];
    const exit = node.exitCode === null || node.exitCode === 0 ? '' : ` ${node.exitCode}`;
    return {
      ...this.#none,
      kind: this.#name(`tool ${toolClass(node.name)}`),
      name: this.#name(node.name),
      target: this.#name(normalText(node.target ?? '', this.#cwd)),
      input: this.#name(input.done),
      said: this.#name(input.said),
      outcome: this.#name(`${node.outcome ?? 'running'}${exit}`),
      output: this.#name(normalText(output.join('\n'), this.#cwd)),
    };
  }

  #other(node: Exclude<Node, ToolNode>): Traits {
    return { ...this.#none, kind: this.#name(node.kind), text: this.#name(this.#textOf(node)) };
  }

  #textOf(node: Exclude<Node, ToolNode>): string {
    switch (node.kind) {
      case 'text':
      case 'reasoning':
      case 'user':
      case 'notice':
        return normalText(node.text, this.#cwd).trim();
      case 'error':
        return normalText(node.message, this.#cwd);
      case 'attachment':
        return normalContent(node.content, this.#cwd);
      case 'unrecognised':
        return normalContent(node.raw, this.#cwd);
    }
  }

  #name(text: string): number {
    this.read += text.length + 20;
    return this.#names.of(text);
  }
}
