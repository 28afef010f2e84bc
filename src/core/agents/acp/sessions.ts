import type { Json } from '../../build/content.ts';
import { objectOf, textOf } from '../json.ts';
import { answeredKey, messageOf, type Request, requestKey } from './rpc.ts';

interface Asked extends Request {
  readonly session: string;
}

/** Requests remembered: one that is never answered must not be kept for ever. */
const MOST_REQUESTS = 1000;
const MOST_CHILDREN = 10_000;

/**
 * Tells the session of each message of one connection. An answer names none: it belongs to the
 * session of its request. What a sub-agent does in a session of its own belongs to the session that
 * started it.
 */
export function acpSessions(): (record: Json) => string | null {
  const asked = new Map<string, Asked>();
  const parents = new Map<string, string>();
  return (record) => {
    const message = messageOf(record);
    if (!message) return null;
    const { body } = message;
    const params = objectOf(body['params']);
    const named = textOf(params['sessionId']);
    const method = textOf(body['method']);
    if (method === undefined) {
      const key = answeredKey(asked, message);
      const session = key === null ? undefined : asked.get(key)?.session;
      if (key !== null) asked.delete(key);
      return textOf(objectOf(body['result'])['sessionId']) ?? session ?? null;
    }
    if (named === undefined) return null;
    const session = parents.get(named) ?? named;
    const update = objectOf(params['update']);
    const child = update['sessionUpdate'] === 'subagent_update' && textOf(update['sessionId']);
    if (child && child !== session && parents.size < MOST_CHILDREN) parents.set(child, session);
    const key = requestKey(message);
    if (key !== null) {
      asked.delete(key);
      asked.set(key, { method, session });
      const oldest = asked.keys().next();
      if (asked.size > MOST_REQUESTS && !oldest.done) asked.delete(oldest.value);
    }
    return session;
  };
}
