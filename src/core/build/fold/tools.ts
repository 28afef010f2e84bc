import type { Content } from '../content.ts';
import type { BuildEventOf } from '../event.ts';
import { BLOCK_LIMIT, type BuildState, type Todo, type ToolNode } from '../state.ts';
import { vectorAt } from '../vector.ts';
import { addNode, findNode, placeOf, setNode } from './nodes.ts';

export function startTool(state: BuildState, event: BuildEventOf<'tool.started'>): BuildState {
  const known = findNode(state, `tool:${event.call}`);
  if (known?.node.kind === 'tool') {
    // Told again, or its result came first: what is new completes what is there.
    const { node } = known;
    const named = {
      ...node,
      to: state.version + 1,
      name: event.name,
      target: event.target ?? node.target,
      input: event.input ?? node.input,
      childSession: event.childSession ?? node.childSession,
    };
    return setNode(state, known.position, named);
  }
  return open(state, event.call, event.name, event.at, {
    within: event.parent,
    target: event.target ?? null,
    input: event.input ?? null,
    childSession: event.childSession ?? null,
  });
}

export function inputTool(state: BuildState, event: BuildEventOf<'tool.input'>): BuildState {
  return change(state, event.call, event.at, (tool) => ({
    ...tool,
    target: event.target ?? tool.target,
    input: event.input ?? tool.input,
    inputText: event.input ? null : grow(tool.inputText ?? '', event.delta ?? ''),
  }));
}

export function outputTool(state: BuildState, event: BuildEventOf<'tool.output'>): BuildState {
  return change(state, event.call, event.at, (tool) => ({
    ...tool,
    output: outputAfter(tool.output, event),
    childSession: event.childSession ?? tool.childSession,
  }));
}

export function endTool(state: BuildState, event: BuildEventOf<'tool.ended'>): BuildState {
  const present = ensure(state, event.call, event.at);
  const found = findNode(present, `tool:${event.call}`);
  if (found?.node.kind !== 'tool') return present;
  const before = found.node;
  const ended: ToolNode = {
    ...before,
    to: present.version + 1,
    endAt: event.at,
    output: event.output ?? before.output,
    outcome: event.outcome,
    error: event.error ?? null,
    exitCode: event.exitCode ?? null,
    durationMs: event.durationMs ?? Math.max(0, event.at - before.at),
    inputText: null,
    childSession: event.childSession ?? before.childSession,
  };
  const failures = failed(ended) - failed(before);
  return {
    ...setNode(present, found.position, ended),
    running: present.running.filter((position) => position !== found.position),
    counts: { ...present.counts, failedTools: present.counts.failedTools + failures },
    todos: recount(present.todos, ended.todo, 0, failures),
  };
}

/**
 * Tools that run at once. An agent that never tells how its calls ended must not make each further
 * one dearer: past this the oldest is taken for interrupted, and a late result still wins.
 */
const MOST_RUNNING = 500;

function interruptOldest(state: BuildState, at: number): BuildState {
  const [oldest, ...running] = state.running;
  const only = { ...state, running: oldest === undefined ? [] : [oldest] };
  return { ...interruptTools(only, at), running };
}

/** Marks the tools that still run as interrupted; a late result still wins. */
export function interruptTools(state: BuildState, at: number): BuildState {
  let next: BuildState = { ...state, running: [] };
  for (const position of state.running) {
    const node = vectorAt(state.nodes, position);
    if (node?.kind !== 'tool') continue;
    next = setNode(next, position, {
      ...node,
      to: state.version + 1,
      endAt: at,
      outcome: 'interrupted',
      durationMs: Math.max(0, at - node.at),
    });
  }
  return next;
}

function change(
  state: BuildState,
  call: string,
  at: number,
  edit: (tool: ToolNode) => ToolNode,
): BuildState {
  const present = ensure(state, call, at);
  const found = findNode(present, `tool:${call}`);
  if (found?.node.kind !== 'tool') return present;
  const edited = { ...edit(found.node), to: present.version + 1, endAt: at };
  return setNode(present, found.position, edited);
}

/** A result whose call was never seen (attached in mid-session) gets a call without a name. */
function ensure(state: BuildState, call: string, at: number): BuildState {
  return findNode(state, `tool:${call}`) ? state : open(state, call, 'unknown', at, {});
}

function open(
  state: BuildState,
  call: string,
  name: string,
  at: number,
  rest: {
    within?: string | undefined;
    target?: string | null;
    input?: Content | null;
    childSession?: string | null;
  },
): BuildState {
  const place = placeOf(state, rest.within, at);
  const position = state.nodes.size;
  const added = addNode(state, {
    ...place,
    kind: 'tool',
    key: `tool:${call}`,
    call,
    name,
    target: rest.target ?? null,
    input: rest.input ?? null,
    inputText: null,
    output: null,
    outcome: null,
    error: null,
    exitCode: null,
    durationMs: null,
    childSession: rest.childSession ?? null,
    added: 0,
    removed: 0,
    changes: [],
  });
  const settled = state.running.length < MOST_RUNNING ? added : interruptOldest(added, at);
  return {
    ...settled,
    running: [...settled.running, position],
    counts: { ...state.counts, tools: state.counts.tools + 1 },
    todos: recount(state.todos, place.todo, 1, 0),
  };
}

function recount(
  todos: readonly Todo[],
  key: string | null,
  tools: number,
  failures: number,
): readonly Todo[] {
  if (key === null || (tools === 0 && failures === 0)) return todos;
  return todos.map((todo) =>
    todo.key === key
      ? { ...todo, tools: todo.tools + tools, failedTools: todo.failedTools + failures }
      : todo,
  );
}

const failed = (tool: ToolNode) => (tool.outcome === 'failed' ? 1 : 0);

/** An event that only names the sub-agent leaves the output as it is. */
function outputAfter(
  before: Content | null,
  { output, delta }: BuildEventOf<'tool.output'>,
): Content | null {
  if (output) return output;
  return delta === undefined ? before : appended(before, delta);
}

function appended(output: Content | null, delta: string): Content {
  return { as: 'text', text: grow(output?.as === 'text' ? output.text : '', delta) };
}

/** Text that grows by deltas keeps its head; the log has the rest. */
function grow(text: string, delta: string): string {
  return text.length >= BLOCK_LIMIT ? text : (text + delta).slice(0, BLOCK_LIMIT);
}
