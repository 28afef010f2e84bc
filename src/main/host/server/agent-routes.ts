import type { IncomingMessage } from 'node:http';
import { parseJson, readBody } from './body.ts';
import type { ServerLimits } from './limits.ts';
import type { HostResponse } from './response.ts';

/** What agents send in their own words. */
export interface AgentActions {
  readonly limits: ServerLimits;
  /** Takes what Claude Code tells a hook, to be recorded later. @throws RatchetError where it is none */
  readonly hooks: { take(payload: unknown): void };
}

type Writes = Partial<Record<string, () => Promise<HostResponse>>>;

export const isForAgents = (kind: string | undefined, ...rest: (string | undefined)[]): boolean =>
  kind === 'hooks' && rest[0] === 'claude-code' && rest[1] === undefined;

export function agentWrites(
  actions: AgentActions,
  request: IncomingMessage,
  _kind: string | undefined,
): Writes {
  return { POST: () => postHook(actions, request) };
}

/**
 * `POST /v1/hooks/claude-code`: the agent waits for the answer and may read it as a decision. It comes at
 * once, and is empty.
 */
async function postHook(actions: AgentActions, request: IncomingMessage): Promise<HostResponse> {
  actions.hooks.take(parseJson(await readBody(request, actions.limits)));
  return { status: 204, headers: { 'Cache-Control': 'no-store' }, body: '' };
}
