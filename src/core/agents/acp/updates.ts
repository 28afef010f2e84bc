import { isObject, type JsonObject, objectOf, textOf } from '../json.ts';
import { clip } from '../text.ts';
import { keepNewest } from '../memory.ts';
import { readContext, readModel } from './about.ts';
import { readCall } from './calls.ts';
import { readChild, readChildState } from './children.ts';
import { objectsOf, wordsOf } from './content.ts';
import { readPlan, readPlanUpdate, removePlan } from './plan.ts';
import { type AcpReading, emit } from './state.ts';
import { readTerminal } from './terminals.ts';
import { hear, readPiece, readWhole, tellHeard, tellUser } from './texts.ts';
import { startTurn, stopTurn } from './turns.ts';

/**
 * One `session/update`, of the session itself or (with `child`) of a sub-agent's.
 * @returns why it makes no sense, or null
 */
export function readUpdate(
  reading: AcpReading,
  update: JsonObject,
  child: string | null,
): string | null {
  const { state } = reading;
  const type = textOf(update['sessionUpdate']);
  const parent = child === null ? undefined : state.children.get(child);
  // History that is told again, of a session that stands here already.
  if (state.loading === 'again') return null;
  if (type !== undefined && speaks.has(type) && type !== 'user_message_chunk') tellHeard(reading);
  const isSound = read(reading, type ?? '', update, parent, child);
  if (isSound === null) return type === undefined ? 'no update' : `unknown update ${type}`;
  return isSound ? null : `unknown shape of ${type ?? 'an update'}`;
}

/** Updates that are a part of the conversation: the user's words before them are complete. */
const speaks = new Set(
  (
    'agent_message_chunk agent_message agent_thought_chunk agent_thought tool_call plan ' +
    'tool_call_update plan_update user_message subagent_update'
  ).split(' '),
);

/** Null: not known. False: known, of another shape. */
function read(
  reading: AcpReading,
  type: string,
  update: JsonObject,
  parent: string | undefined,
  child: string | null,
): boolean | null {
  const messageId = textOf(update['messageId']);
  const { content } = update;
  switch (type) {
    case 'agent_message_chunk':
    case 'agent_thought_chunk': {
      if (!isObject(content)) return false;
      const within = parent ?? textOf(claudeMeta(update)['parentToolUseId']);
      readPiece(reading, kindOf(type), content, messageId, within);
      return true;
    }
    case 'agent_message':
    case 'agent_thought':
      if (messageId === undefined) return false;
      readWhole(reading, kindOf(type), wordsOf(objectsOf(content)), messageId, parent);
      return true;
    case 'user_message_chunk':
      if (isObject(content)) hear(reading, content, parent);
      return isObject(content);
    case 'user_message': {
      const words = wordsOf(objectsOf(content));
      if (words.text !== reading.state.prompt) tellUser(reading, words, parent);
      return true;
    }
    case 'tool_call':
    case 'tool_call_update':
    case 'tool_call_content_chunk':
      return readCall(reading, update, parent);
    case 'session_message':
    case 'session_message_chunk': {
      const { text } = wordsOf(objectsOf(isObject(content) ? [content] : content));
      const words = clip(`Message between sessions: ${text}`, 1000);
      if (text !== '') emit(reading, { kind: 'notice', parent, text: words });
      return messageId !== undefined;
    }
    case 'plan':
      return readPlan(reading, update['entries'], parent);
    case 'plan_update':
      return readPlanUpdate(reading, update['plan'], parent);
    case 'plan_removed':
      removePlan(reading, textOf(update['planId']) ?? '', parent);
      return true;
    case 'subagent_update':
      return readChild(reading, update, parent);
    case 'state_update':
      readState(reading, update, child);
      return true;
    case 'terminal_update':
    case 'terminal_output_chunk':
      return readTerminalUpdate(reading, update);
    default:
      return readAside(reading, type, update, parent);
  }
}

const kindOf = (type: string) => (type.startsWith('agent_thought') ? 'reasoning' : 'text');
const claudeMeta = (update: JsonObject) => objectOf(objectOf(update['_meta'])['claudeCode']);

function readTerminalUpdate(reading: AcpReading, update: JsonObject): boolean {
  const id = textOf(update['terminalId']);
  if (id === undefined) return false;
  const whole = textOf(objectOf(update['output'])['data']);
  readTerminal(reading, id, { whole, delta: textOf(update['data']), exit: update['exitStatus'] });
  return true;
}

/** What is beside the conversation: about the session, not in it. */
function readAside(
  reading: AcpReading,
  type: string,
  update: JsonObject,
  parent: string | undefined,
): boolean | null {
  const { state } = reading;
  switch (type) {
    case 'usage_update':
      readContext(reading, update, parent);
      return true;
    case 'session_info_update': {
      const title = textOf(update['title']);
      if (title === undefined || parent !== undefined) return true;
      state.titled = true;
      emit(reading, { kind: 'build.updated', title });
      return true;
    }
    case 'config_option_update':
      if (parent === undefined) readModel(reading, update);
      return true;
    case 'current_mode_update': {
      const mode = textOf(update['currentModeId']);
      if (mode !== undefined) emit(reading, { kind: 'notice', text: `Mode: ${mode}`, parent });
      return mode !== undefined;
    }
    case 'notice': {
      const [title, more] = [textOf(update['title']), textOf(update['description'])];
      const text = [title, more].filter((word) => word !== undefined).join(': ');
      const isError = update['severity'] === 'error';
      if (isError) emit(reading, { kind: 'error', message: text, parent });
      else emit(reading, { kind: 'notice', text: clip(text, 4000), parent });
      return true;
    }
    case 'compaction_update': {
      const key = `${textOf(update['compactionId']) ?? ''} ${textOf(update['status']) ?? ''}`;
      if (!state.compactions.has(key)) {
        const text = `Compaction of the context: ${textOf(update['status']) ?? 'told'}`;
        emit(reading, { kind: 'notice', text, parent });
      }
      state.compactions.add(key);
      keepNewest(state.compactions, 100);
      return true;
    }
    // Of a menu, and of what the agent keeps for itself: a build shows nothing of them.
    case 'available_commands_update':
    case 'compaction_summary_chunk':
      return true;
    default:
      return null;
  }
}

/** Version 2: a turn is what is between `running` and `idle`. */
function readState(reading: AcpReading, update: JsonObject, child: string | null): void {
  const { state } = reading;
  if (child !== null) readChildState(reading, child, update);
  else if (update['state'] === 'running' && !state.turnOpen) startTurn(reading);
  else if (update['state'] === 'idle' && state.turnOpen) {
    stopTurn(reading, textOf(update['stopReason']) ?? 'end_turn');
  }
}
