import { inherit, positionOf } from '../key-index.ts';
import { activeTodo } from '../plan.ts';
import type { BuildState, Node, NodeBase } from '../state.ts';
import { vectorAt, vectorPush, vectorSet } from '../vector.ts';

/** Where a node that appears now belongs. */
export type Place = Omit<NodeBase, 'key'>;

/**
 * The place of something that happens within the sub-agent call `within`, or in the main
 * conversation. A sub-agent's own plan comes first; what has none belongs with its caller.
 */
export function placeOf(state: BuildState, within: string | undefined, at: number): Place {
  const version = state.version + 1;
  const base = { from: version, to: version, at, endAt: at };
  const parent = within === undefined ? undefined : positionOf(state.nodes, `tool:${within}`);
  if (within === undefined || parent === undefined) {
    return { ...base, todo: activeTodo(state.todos, null), parent: null };
  }
  const own = activeTodo(state.todos, within);
  return { ...base, todo: own ?? vectorAt(state.nodes, parent)?.todo ?? null, parent };
}

export function addNode(state: BuildState, node: Node): BuildState {
  const nodes = vectorPush(state.nodes, node);
  inherit(state.nodes, nodes, node);
  return { ...state, nodes };
}

export function setNode(state: BuildState, position: number, node: Node): BuildState {
  const nodes = vectorSet(state.nodes, position, node);
  inherit(state.nodes, nodes);
  return { ...state, nodes };
}

/** The node with this key, and its position. */
export function findNode(state: BuildState, key: string): { node: Node; position: number } | null {
  const position = positionOf(state.nodes, key);
  const node = position === undefined ? undefined : vectorAt(state.nodes, position);
  return node && position !== undefined ? { node, position } : null;
}
