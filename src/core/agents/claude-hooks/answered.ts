import type { BuildEvent } from '../../build/event.ts';
import type { BuildState, Node, ToolNode } from '../../build/state.ts';
import { vectorAt } from '../../build/vector.ts';
import { fitEvent } from '../emit.ts';
import { aboutOf, aboutTool, isOfAgent, isOwn, type Waiting } from './requests.ts';

/** How far back in a build it is looked for what answers a request. */
const LOOK_BACK = 400;

/**
 * Requests told by hooks that the build shows to be answered: the transcript went on. It rests on the
 * state alone, so that it does not matter which of the two came first, nor whether the host was
 * started anew in between. Both clocks are this machine's.
 */
export function answeredRequests(state: BuildState, at: number): BuildEvent[] {
  return state.attention
    .filter((request) => isOwn(request.id) && isAnswered(state, request))
    .map(({ id }) => fitEvent(at, { kind: 'attention.cleared', id }));
}

/** Whether a build waits for the user because a hook said so. */
export const waitsByHook = (state: BuildState): boolean =>
  state.attention.some(({ id }) => isOwn(id));

/** Whether what came after a request answers it. */
export function isAnswered(
  state: BuildState,
  request: Pick<Waiting, 'id' | 'reason' | 'at'>,
): boolean {
  const later = (node: Node) => node.at >= request.at;
  if (isOfAgent(request.id, undefined) && some(state, (node) => isPrompt(node) && later(node))) {
    return true;
  }
  if (request.reason === 'idle') return some(state, (node) => isWork(node) && later(node));
  if (request.reason !== 'permission') return false;
  const about = aboutOf(request.id);
  const isIt = (node: Node): node is ToolNode =>
    node.kind === 'tool' && aboutTool(node.name, node.target) === about;
  const goesOn = (node: Node) =>
    node.kind === 'tool' && node.outcome !== null && node.endAt >= request.at;
  // Whichever call it was for: one has gone on.
  if (about === '') return some(state, goesOn);
  // The latest such call is the one. If it was over before, this one is still to be told.
  const call = findLast(state, isIt);
  return call !== undefined && goesOn(call);
}

const isPrompt = (node: Node) => node.kind === 'user' && node.parent === null;
const isWork = (node: Node) =>
  node.parent === null && (node.kind === 'text' || node.kind === 'tool' || node.kind === 'user');

const some = (state: BuildState, wanted: (node: Node) => boolean) =>
  findLast(state, wanted) !== undefined;

function findLast(state: BuildState, wanted: (node: Node) => boolean): Node | undefined {
  const { nodes } = state;
  for (let index = nodes.size - 1; index >= Math.max(0, nodes.size - LOOK_BACK); index -= 1) {
    const node = vectorAt(nodes, index);
    if (node && wanted(node)) return node;
  }
  return undefined;
}
