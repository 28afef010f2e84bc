import type { Attention } from '../../build/state.ts';
import { type JsonObject, textOf } from '../json.ts';
import { clip } from '../text.ts';

export type Waiting = Attention;

const MARK = 'hook';
/** Ids have a limit; tools with longer names are told apart no more. */
const ABOUT_LIMIT = 400;

/**
 * The id of a request that a hook told: it is ours, what it is about, and whose it is, so that the
 * request can be told answered from the state of the build alone, also after a restart.
 */
export function idOf(
  reason: 'permission' | 'question' | 'idle',
  payload: JsonObject,
  about: string,
): string {
  const agent = agentKey(textOf(payload['agent_id']));
  return `${MARK}:${reason}:${agent}:${clip(about, ABOUT_LIMIT)}`;
}

/** What a permission is asked for, from the name of the tool and what it works on. */
export function aboutTool(name: string, target: string | null | undefined): string {
  return clip(target ? `${name}: ${target}` : name, ABOUT_LIMIT);
}

const agentKey = (agent: string | undefined) => clip((agent ?? '').replaceAll(':', '-'), 60);

export const isOwn = (id: string): boolean => id.startsWith(`${MARK}:`);

/** Whether a request is of a sub-agent; undefined: of the main conversation. */
export function isOfAgent(id: string, agent: string | undefined): boolean {
  return id.split(':')[2] === agentKey(agent);
}

/** What a request is about, as its id has it; '' where it does not say. */
export const aboutOf = (id: string): string => id.split(':').slice(3).join(':');

/** What a notification says: a request, a notice, or null where a request is over. */
export function noticeOf(payload: JsonObject): {
  kind: 'permission' | 'question' | 'idle' | 'notice' | null;
  text: string;
} {
  const text = textOf(payload['message']) ?? textOf(payload['title']) ?? 'Claude Code calls';
  const type = textOf(payload['notification_type']) ?? '';
  if (type.startsWith('elicitation')) {
    return { kind: /complete|response/.test(type) ? null : 'question', text };
  }
  if (
    type === 'permission_prompt' ||
    /permission to use|needs your (?:permission|approval)/i.test(text)
  ) {
    return { kind: 'permission', text };
  }
  const isIdle = type === 'idle_prompt' || /waiting for your input/i.test(text);
  return { kind: isIdle ? 'idle' : 'notice', text };
}
