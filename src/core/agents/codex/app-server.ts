import type { Json } from '../../build/content.ts';
import type { Adapter } from '../adapter.ts';
import { isObject, type JsonObject, objectOf, textOf, timeOf } from '../json.ts';
import { clip } from '../text.ts';
import { meanOf } from '../sureness.ts';
import { readEvent } from './events.ts';
import { hiddenMethods } from './hidden.ts';
import { isNotification, readNotification } from './notifications.ts';
import { endCodex, readCodex } from './read.ts';
import { readRequest, requestName } from './requests.ts';
import { type CodexState, initialState, type Reading } from './state.ts';
import { readThread } from './thread.ts';
import { clearAttention } from './turns.ts';

/**
 * A connection with `codex app-server`, as a proxy or a client saw it: JSON-RPC messages without the
 * member `jsonrpc`, bare or in an envelope (`message`, `msg`, `payload` or `data`, with a time). Each
 * thread is a build, those of sub-agents too.
 */
export const codexAppServer: Adapter<CodexState> = {
  format: 'codex-app-server',
  framing: 'lines',
  recognise: (records) => meanOf(records, sureness),
  session: (record) => (isObject(record) ? sessionOf(messageIn(record)) : null),
  initial: () => initialState('codex-app-server'),
  read: (state, raw) =>
    readCodex(state, raw, timeIn, (reading, record) => readMessage(reading, messageIn(record))),
  end: endCodex,
};

const isMessage = (value: Json | undefined): value is JsonObject =>
  isObject(value) &&
  (typeof value['method'] === 'string' ||
    ('id' in value && ('result' in value || 'error' in value)));

function messageIn(record: JsonObject): JsonObject {
  if (isMessage(record)) return record;
  const { message, msg, payload, data } = record;
  return [message, msg, payload, data].find(isMessage) ?? record;
}

function timeIn(record: JsonObject): number | undefined {
  const params = objectOf(messageIn(record)['params']);
  const own = isMessage(record) ? undefined : (record['timestamp'] ?? record['ts'] ?? record['at']);
  return timeOf(own) ?? timeOf(params['completedAtMs']) ?? timeOf(params['startedAtMs']);
}

function sessionOf(message: JsonObject): string | null {
  const params = objectOf(message['params']);
  const { threadId, conversationId, thread } = params;
  const answered = objectOf(objectOf(message['result'])['thread'])['id'];
  // The answer to a list of threads, or to a question about one, is no work on it.
  const ids = [threadId, conversationId, objectOf(thread)['id'], answered];
  return ids.map(textOf).find((id) => id !== undefined) ?? null;
}

/** Methods that say whose they are; `initialize` and the like are those of other protocols too. */
const own =
  /^(?:thread|turn|item|account|rawResponseItem|mcpServer|serverRequest|codex\/event)\/|^(?:newConversation|sendUserTurn|sendUserMessage|execCommandApproval|applyPatchApproval|sessionConfigured)$/;

function sureness(record: unknown): number {
  if (!isObject(record)) return 0;
  const message = messageIn(record);
  if (!isMessage(message)) return 0;
  const method = textOf(message['method']);
  if (method === undefined) {
    const { thread, userAgent } = objectOf(message['result']);
    return isObject(thread) || typeof userAgent === 'string' ? 0.8 : 0.45;
  }
  if (own.test(method)) return 1;
  const params = objectOf(message['params']);
  if (method === 'initialize') {
    return isObject(params['clientInfo']) && !('protocolVersion' in params) ? 0.8 : 0;
  }
  return isHidden(method) || method === 'error' ? 0.5 : 0;
}

const isHidden = (method: string): boolean =>
  hiddenMethods.some((known) =>
    known.endsWith('/') ? method.startsWith(known) : method === known,
  );

function readMessage(reading: Reading, message: JsonObject): void {
  const method = textOf(message['method']);
  const params = objectOf(message['params']);
  if (method === undefined) readAnswer(reading, message);
  else if (method.startsWith('codex/event')) readFirst(reading, params);
  else if (isNotification(method)) {
    reading.state.second = true;
    readNotification(reading, method, params);
  } else if (!readRequest(reading, method, params, requestName(message['id']))) {
    const isCall = method === 'item/tool/call';
    if (!isCall && !isHidden(method)) reading.problems.push(`unknown method ${clip(method, 100)}`);
  }
}

/** Events of the first protocol; some versions send each in both. */
function readFirst(reading: Reading, params: JsonObject): void {
  const { msg } = params;
  if (reading.state.second) return;
  if (isObject(msg)) readEvent(reading, msg);
  else reading.problems.push('an event without a message');
}

/** An answer: to a request of the server, by the user; or to one that gave a thread. */
function readAnswer(reading: Reading, message: JsonObject): void {
  const request = requestName(message['id']);
  const thread = objectOf(message['result'])['thread'];
  if (isObject(thread)) readThread(reading, thread, objectOf(message['result']));
  else if (request === undefined) reading.problems.push('neither a request nor an answer');
  else clearAttention(reading, (id) => id === request);
}
