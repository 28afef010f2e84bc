import type { BuildEvent, BuildEventOf, Outcome } from '../../build/event.ts';
import type { BuildState } from '../../build/state.ts';
import { fitEvent, type NewEvent } from '../emit.ts';
import { type JsonObject, textOf } from '../json.ts';
import { toolTarget } from '../tool-target.ts';
import { isAnswered } from './answered.ts';
import { aboutTool, idOf, isOwn, isOfAgent, noticeOf, type Waiting } from './requests.ts';

/** The reading of a hook of a session whose transcript is recorded as well. */
export interface Beside {
  readonly payload: JsonObject;
  /** The build as it stands, with what the transcript told so far. */
  readonly state: BuildState;
  /** When the hook came, in milliseconds since the epoch. */
  readonly at: number;
  /** How the last turn ended, where a hook told. */
  readonly stopped: Outcome | null;
}

/**
 * What a hook adds to a build that is read from the session's transcript: who waits for the user, what
 * Claude Code calls out, and the end of the session. Everything else the transcript tells itself.
 * Whatever the build knows already adds nothing, so that a hook may come twice.
 */
export function besideTranscript(reading: Beside): BuildEvent[] {
  const { payload, state } = reading;
  switch (payload['hook_event_name']) {
    case 'PermissionRequest':
      return askPermission(reading);
    case 'Notification':
      return notify(reading);
    case 'Elicitation':
      return request(reading, {
        id: idOf('question', payload, questionOf(payload)),
        reason: 'question',
        text: textOf(payload['message']) ?? 'A tool asks something',
      });
    case 'ElicitationResult':
      return clear(reading, (id) => id === idOf('question', payload, questionOf(payload)));
    case 'PostToolUse':
    case 'PostToolUseFailure':
    case 'PermissionDenied': {
      const { id } = permissionOf(reading);
      return clear(reading, (one) => one === id);
    }
    case 'UserPromptSubmit':
    case 'Stop':
    case 'StopFailure':
      return clear(reading, (id) => isOfAgent(id, undefined));
    case 'SubagentStop':
      return clear(reading, (id) => isOfAgent(id, textOf(payload['agent_id']) ?? ''));
    case 'SessionStart':
      return state.ended ? tell(reading, { kind: 'build.started', agent: 'Claude Code' }) : [];
    case 'SessionEnd':
      return endSession(reading);
    default:
      return [];
  }
}

function endSession(reading: Beside): BuildEvent[] {
  const { payload, state, stopped } = reading;
  if (state.ended) return [];
  // Many a transcript has no mark at the end of a turn: the hook of its end says how it went.
  const { open, last } = state.turns;
  const outcome = stopped ?? (open ? null : last) ?? 'unknown';
  return tell(reading, { kind: 'build.ended', outcome, reason: textOf(payload['reason']) });
}

/** A call waits for the user. Payloads name no call: the tool and what it works on stand for it. */
function askPermission(reading: Beside): BuildEvent[] {
  // What this tool asks is told by the transcript.
  if (reading.payload['tool_name'] === 'AskUserQuestion') return [];
  const { id, text, call } = permissionOf(reading);
  const unnamed = idOf('permission', reading.payload, '');
  return [
    ...clear(reading, (one) => one === unnamed),
    ...request(reading, { id, reason: 'permission', text, call }),
  ];
}

function permissionOf({ payload }: Beside) {
  const name = textOf(payload['tool_name']) ?? 'A tool';
  const text = aboutTool(name, toolTarget(payload['tool_input']));
  const call = textOf(payload['tool_use_id']);
  return { id: idOf('permission', payload, text), text, call };
}

const questionOf = (payload: JsonObject) =>
  textOf(payload['elicitation_id']) ?? textOf(payload['mcp_server_name']) ?? '';

function notify(reading: Beside): BuildEvent[] {
  const { payload, state } = reading;
  const { kind, text } = noticeOf(payload);
  if (kind === 'notice') return tell(reading, { kind, text });
  if (kind === null) return [];
  // The request itself has been told already, and says more.
  const isTold = state.attention.some(({ reason }) => reason === kind);
  return isTold ? [] : request(reading, { id: idOf(kind, payload, ''), reason: kind, text });
}

function request(
  reading: Beside,
  asked: Omit<BuildEventOf<'attention.requested'>, 'kind' | 'at' | 'call'> & {
    readonly call?: string | undefined;
  },
): BuildEvent[] {
  const { state } = reading;
  const [event] = tell(reading, { kind: 'attention.requested', ...asked });
  if (event?.kind !== 'attention.requested') return [];
  // What is told late may be over by now, as may be the session.
  const isOver = state.ended !== null || isAnswered(state, event);
  return isOver || state.attention.some(({ id }) => id === event.id) ? [] : [event];
}

function clear(reading: Beside, which: (id: string) => boolean): BuildEvent[] {
  return reading.state.attention
    .filter((one: Waiting) => isOwn(one.id) && which(one.id))
    .flatMap(({ id }) => tell(reading, { kind: 'attention.cleared', id }));
}

const tell = ({ at }: Beside, event: NewEvent): BuildEvent[] => [fitEvent(at, event)];
