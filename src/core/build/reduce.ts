import type { BuildEvent, BuildEventOf } from './event.ts';
import {
  addAttachment,
  addError,
  addNotice,
  addUnrecognised,
  addUserMessage,
} from './fold/notes.ts';
import { appendText } from './fold/texts.ts';
import { changeFile } from './fold/files.ts';
import { endTool, interruptTools, outputTool, inputTool, startTool } from './fold/tools.ts';
import { addUsage } from './fold/usage.ts';
import { foldPlan } from './plan.ts';
import type { BuildState } from './state.ts';
import { asGroup } from './vector.ts';

/**
 * Folds one event into a state: pure, and total (any event that passes the schema folds).
 * Its cost does not grow with the build. `lastEventAt` is not the latest time of all: a clock that once jumped
 * ahead would stand for ever.
 */
export function reduce(state: BuildState, event: BuildEvent): BuildState {
  const folded = fold(reopen(state, event), event);
  return {
    ...folded,
    version: state.version + 1,
    startedAt: state.startedAt ?? event.at,
    lastEventAt: isActivity(event) ? event.at : (state.lastEventAt ?? event.at),
  };
}

/** A title that comes later says nothing of when the agent was at work; its time is often that of its reading. */
const isActivity = (event: BuildEvent): boolean => event.kind !== 'build.updated';

/** Folds events of which nobody needs the states in between: a large build's tables are copied once for all. */
export function reduceAll(state: BuildState, events: readonly BuildEvent[]): BuildState {
  return asGroup(() => {
    let next = state;
    for (const event of events) next = reduce(next, event);
    return next;
  });
}

function fold(state: BuildState, event: BuildEvent): BuildState {
  switch (event.kind) {
    case 'build.started':
    case 'build.updated':
      return about(state, event);
    case 'build.ended':
      return end(state, event);
    case 'turn.started':
      return { ...state, turns: { ...state.turns, count: state.turns.count + 1, open: true } };
    case 'turn.ended':
      return endTurn(state, event);
    case 'plan.updated':
      return { ...state, ...foldPlan(state, event.todos, event.parent ?? null, event.at) };
    case 'tool.started':
      return startTool(state, event);
    case 'tool.input':
      return inputTool(state, event);
    case 'tool.output':
      return outputTool(state, event);
    case 'tool.ended':
      return endTool(state, event);
    case 'text.appended':
      return appendText(state, 'text', event);
    case 'reasoning.appended':
      return appendText(state, 'reasoning', event);
    case 'user.message':
      return addUserMessage(state, event);
    case 'attachment.added':
      return addAttachment(state, event);
    case 'file.changed':
      return changeFile(state, event);
    case 'usage':
      return addUsage(state, event);
    case 'attention.requested':
      return requestAttention(state, event);
    case 'attention.cleared':
      return { ...state, attention: state.attention.filter(({ id }) => id !== event.id) };
    case 'error':
      return addError(state, event);
    case 'notice':
      return addNotice(state, event);
    case 'unrecognised':
      return addUnrecognised(state, event);
  }
}

/** New work after the end means that the build had not ended; a late result does not. */
function reopen(state: BuildState, event: BuildEvent): BuildState {
  if (!state.ended || !startsWork.has(event.kind)) return state;
  return {
    ...state,
    ended: null,
    counts: { ...state.counts, reopened: state.counts.reopened + 1 },
  };
}

/** Kinds of events that are work, which a build that has ended does not do. */
export const startsWork: ReadonlySet<BuildEvent['kind']> = new Set<BuildEvent['kind']>([
  'build.started',
  'turn.started',
  'tool.started',
  'text.appended',
  'reasoning.appended',
  'user.message',
  'attachment.added',
  'attention.requested',
]);

function about(
  state: BuildState,
  event: BuildEventOf<'build.started'> | BuildEventOf<'build.updated'>,
): BuildState {
  return {
    ...state,
    title: event.title ?? state.title,
    agent: event.agent ?? state.agent,
    agentVersion: event.agentVersion ?? state.agentVersion,
    model: event.model ?? state.model,
    cwd: event.cwd ?? state.cwd,
    session: event.session ?? state.session,
    parentSession: event.parentSession ?? state.parentSession,
    parentCall: event.parentCall ?? state.parentCall,
  };
}

function end(state: BuildState, event: BuildEventOf<'build.ended'>): BuildState {
  return {
    ...interruptTools(state, event.at),
    ended: {
      outcome: event.outcome,
      reason: event.reason ?? null,
      exitCode: event.exitCode ?? null,
      at: event.at,
      version: state.version + 1,
    },
    turns: { ...state.turns, open: false },
    attention: [],
  };
}

function endTurn(state: BuildState, event: BuildEventOf<'turn.ended'>): BuildState {
  // A finished turn may leave work in the background; a cancelled one leaves none.
  const settled = event.outcome === 'cancelled' ? interruptTools(state, event.at) : state;
  return { ...settled, turns: { ...state.turns, open: false, last: event.outcome } };
}

function requestAttention(
  state: BuildState,
  event: BuildEventOf<'attention.requested'>,
): BuildState {
  const request = {
    id: event.id,
    reason: event.reason,
    text: event.text,
    call: event.call ?? null,
    at: event.at,
    version: state.version + 1,
  };
  const others = state.attention.filter(({ id }) => id !== event.id);
  // Bounded, so that an agent that never clears its requests cannot make each event dearer.
  return { ...state, attention: [...others, request].slice(-100) };
}
