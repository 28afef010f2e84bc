import type { Json } from '../../build/content.ts';
import { isObject, jsonIn, type JsonObject, objectOf, textOf, timeOf } from '../json.ts';

/** One JSON-RPC message of a connection, out of what a recorder wrapped around it. */
export interface Message {
  readonly body: JsonObject;
  /** When it was recorded, if the wrapping says so; milliseconds since the epoch. */
  readonly at: number | undefined;
  /** Who sent it, if the wrapping says so. */
  readonly from?: 'client' | 'agent' | undefined;
}

const wrappings = 'message msg data payload body rpc json line raw'.split(' ');
const clocks = 'timestamp ts time at'.split(' ');
/** Smaller numbers are seconds, or count from the start of the recording. */
const FIRST_DATE = 1e11;

/**
 * A message as it was sent, or as proxies write it down: `{direction, timestamp, message: {…}}`, the
 * message as an object or as the text of its line. Null: no JSON-RPC.
 */
export function messageOf(record: Json): Message | null {
  if (!isObject(record)) return null;
  if (record['jsonrpc'] === '2.0') return { body: record, at: undefined };
  for (const field of wrappings) {
    const body = bodyOf(record[field]);
    if (!body) continue;
    const at = clocks.map((clock) => dateOf(record[clock])).find(isTold);
    return { body, at, from: senderOf(record['direction']) };
  }
  return null;
}

/** `client`, `agent`, or words that begin with one of them (`client-to-agent`). */
function senderOf(direction: unknown): Message['from'] {
  const [, sender] = /^(client|agent)\b/.exec(textOf(direction) ?? '') ?? [];
  return sender === 'client' || sender === 'agent' ? sender : undefined;
}

const isTold = (value: number | undefined) => value !== undefined;

function dateOf(value: unknown): number | undefined {
  const at = timeOf(value);
  return at !== undefined && at >= FIRST_DATE ? at : undefined;
}

function bodyOf(value: unknown): JsonObject | null {
  if (isObject(value)) return value['jsonrpc'] === '2.0' ? value : null;
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) return null;
  const body = jsonIn(value);
  return isObject(body) && body['jsonrpc'] === '2.0' ? body : null;
}

const names = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));

/** What an editor (the client) asks of an agent. */
export const clientMethods = names(
  `initialize authenticate logout auth/status providers/list providers/set providers/disable
   session/new session/load session/resume session/fork session/list session/delete session/close
   session/archive session/unarchive session/status session/set_title session/set_mode
   session/set_model session/set_config_option session/prompt session/cancel mcp/message`,
);

/** What an agent asks of an editor, or tells it. */
export const agentMethods = names(
  `session/update session/request_permission fs/read_text_file fs/write_text_file terminal/create
   terminal/output terminal/wait_for_exit terminal/kill terminal/release elicitation/create
   elicitation/complete auth/status_update mcp/connect mcp/disconnect`,
);

export interface Request {
  readonly method: string;
}

/** Both sides number their requests from the beginning: an id is one side's own. */
export function requestKey({ body, from }: Message): string | null {
  const { id, method } = body;
  if (typeof method !== 'string' || (typeof id !== 'string' && typeof id !== 'number')) return null;
  const sender = from ?? (agentMethods.has(method) ? 'agent' : 'client');
  return `${sender} ${JSON.stringify(id)}`;
}

/**
 * The request that a message answers, where both sides wait for an answer of that id: the one that
 * could be answered so. Null: none that was seen.
 */
export function answeredKey(
  pending: ReadonlyMap<string, Request>,
  { body, from }: Message,
): string | null {
  const id = JSON.stringify(body['id']);
  if (from !== undefined) {
    const key = `${from === 'client' ? 'agent' : 'client'} ${id}`;
    return pending.has(key) ? key : null;
  }
  // An agent's own requests first: they are answered soon, a prompt takes its time.
  const keys = [`agent ${id}`, `client ${id}`].filter((key) => {
    const request = pending.get(key);
    return request !== undefined && ('error' in body || fits(request.method, body['result']));
  });
  return keys[0] ?? null;
}

/** Whether a result can be the answer to a method; one whose answer says nothing fits nothing else. */
function fits(method: string, result: unknown): boolean {
  const given = objectOf(result);
  const field = telling.get(method);
  if (field !== undefined) return field in given;
  return ![...telling.values()].some((other) => other !== 'output' && other in given);
}

const telling = new Map([
  ['initialize', 'protocolVersion'],
  ['session/new', 'sessionId'],
  ['session/fork', 'sessionId'],
  ['session/prompt', 'stopReason'],
  ['session/request_permission', 'outcome'],
  ['elicitation/create', 'action'],
  ['terminal/create', 'terminalId'],
  ['terminal/output', 'output'],
  ['fs/read_text_file', 'content'],
]);

/** How surely a record is of this protocol: 1 names it, 0 cannot be, between: any JSON-RPC. */
export function sureness(record: Json): number {
  const body = messageOf(record)?.body;
  if (!body) return 0;
  const [params, result] = [objectOf(body['params']), objectOf(body['result'])];
  const method = textOf(body['method']);
  if (method === 'initialize') return typeof params['protocolVersion'] === 'number' ? 1 : 0;
  if (method !== undefined) {
    // `elicitation/create` and `mcp/…` are other protocols' as well.
    if (/^(?:elicitation|mcp)\//.test(method)) return 'sessionId' in params ? 1 : 0.6;
    return clientMethods.has(method) || agentMethods.has(method) ? 1 : 0.6;
  }
  if ('protocolVersion' in result) return typeof result['protocolVersion'] === 'number' ? 1 : 0;
  return typeof result['stopReason'] === 'string' || typeof result['sessionId'] === 'string'
    ? 1
    : 0.6;
}
