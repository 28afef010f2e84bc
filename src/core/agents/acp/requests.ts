import { isObject, type JsonObject, listOf, objectOf, textOf } from '../json.ts';
import { clip, firstLine } from '../text.ts';
import { keepNewest } from '../memory.ts';
import { readCall } from './calls.ts';
import { objectsOf, wordsOf } from './content.ts';
import { agentMethods, clientMethods, type Message, requestKey } from './rpc.ts';
import { type AcpReading, emit } from './state.ts';
import { readTerminal } from './terminals.ts';
import { tellHeard, tellUser } from './texts.ts';
import { clearAttention, startTurn } from './turns.ts';

const MOST_PENDING = 1000;

/**
 * A request or a notification, other than an update.
 * @returns why it makes no sense, or null
 */
export function readRequest(reading: AcpReading, message: Message): string | null {
  const { state } = reading;
  const { body } = message;
  const method = textOf(body['method']) ?? '';
  const params = objectOf(body['params']);
  if (clientMethods.has(method)) state.hasClient = true;
  const attention = ask(reading, method, params, JSON.stringify(body['id'] ?? null));
  const key = requestKey(message);
  if (key !== null) {
    state.pending.delete(key);
    state.pending.set(key, { method, params: kept(method, params), ...attention });
    keepNewest(state.pending, MOST_PENDING);
  }
  if (method.startsWith('$/')) return null;
  return clientMethods.has(method) || agentMethods.has(method) ? null : `unknown method ${method}`;
}

/** What of a request its answer is read with: not what a file is written with. */
function kept(method: string, params: JsonObject): JsonObject {
  const fields = ['sessionId', 'cwd', 'terminalId', 'path', 'toolCall', 'toolCallId', 'modelId'];
  const names = method === 'session/request_permission' ? [...fields, 'options'] : fields;
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = params[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function ask(
  reading: AcpReading,
  method: string,
  params: JsonObject,
  id: string,
): { attention?: string } {
  const { state } = reading;
  switch (method) {
    case 'initialize':
      state.connection += 1;
      state.pending.clear();
      return {};
    case 'session/load':
      state.loading = state.hasContent ? 'again' : 'first';
      return {};
    case 'session/prompt': {
      tellHeard(reading);
      startTurn(reading);
      const words = wordsOf(listOf(params['prompt']));
      tellUser(reading, words);
      state.prompt = words.text;
      return {};
    }
    case 'session/request_permission':
      return askPermission(reading, params, `permission ${state.connection} ${id}`);
    case 'elicitation/create': {
      const text = clip(textOf(params['message']) ?? 'The agent asks for input', 1000);
      const call = textOf(params['toolCallId']);
      const attention = `question ${textOf(params['elicitationId']) ?? `${state.connection} ${id}`}`;
      state.attention.set(attention, call ?? null);
      emit(reading, { kind: 'attention.requested', id: attention, reason: 'question', text, call });
      return { attention };
    }
    case 'elicitation/complete':
      clearAttention(reading, (one) => one === `question ${textOf(params['elicitationId']) ?? ''}`);
      return {};
    case 'fs/write_text_file': {
      const path = textOf(params['path']);
      if (path !== undefined) state.written.add(path);
      keepNewest(state.written, MOST_PENDING);
      return {};
    }
    case 'terminal/release':
    case 'terminal/kill':
      readTerminal(reading, textOf(params['terminalId']) ?? '', {});
      return {};
    default:
      return {};
  }
}

function askPermission(
  reading: AcpReading,
  params: JsonObject,
  attention: string,
): { attention: string } {
  const { state } = reading;
  // Version 2 has a title, and what it is about under `subject`.
  const subject = objectOf(params['subject']);
  const given = isObject(params['toolCall']) ? params['toolCall'] : objectOf(subject['toolCall']);
  const id = textOf(given['toolCallId']) ?? textOf(subject['toolCallId']);
  // The request may be the first word of a call, and says what it is for.
  if (id !== undefined && !state.ended.has(id)) {
    const { status: _, ...described } = given;
    readCall(reading, { ...described, toolCallId: id });
  }
  const call = id === undefined ? undefined : state.calls.get(id);
  const words = [call?.name, call?.target].filter((word) => word !== null && word !== undefined);
  const asked = textOf(params['title']) ?? textOf(given['title']) ?? textOf(subject['command']);
  const text = asked === undefined ? words.join(': ') || 'A tool' : firstLine(asked, 400);
  state.attention.set(attention, id ?? null);
  emit(reading, {
    kind: 'attention.requested',
    id: attention,
    reason: 'permission',
    text,
    call: id,
  });
  return { attention };
}

/** Whether an answer to a request for permission says no. */
export function isRefusal(options: unknown, outcome: JsonObject): boolean {
  if (outcome['outcome'] === 'cancelled') return true;
  const chosen = objectsOf(options).find(({ optionId }) => optionId === outcome['optionId']);
  return textOf(chosen?.['kind'])?.startsWith('reject') ?? false;
}
