import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { RatchetError } from '../../../core/errors.ts';
import { parseJson, readBody } from './body.ts';
import type { ServerLimits } from './limits.ts';
import { type HostResponse, json } from './response.ts';

/** What agents send in their own words. */
export interface AgentActions {
  readonly limits: ServerLimits;
  /**
   * Takes what Claude Code tells a hook, to be recorded later. @throws RatchetError where it is none
   * @param process the agent's, where the hook says it
   */
  readonly hooks: { take(payload: unknown, process: number | null): void };
  /** Takes an OTLP document; settles when it is on the disk. @throws RatchetError where it is none */
  readonly otlp: { take(document: unknown): Promise<void> };
}

type Writes = Partial<Record<string, () => Promise<HostResponse>>>;

const isOtlp = (kind: string | undefined) =>
  kind === 'traces' || kind === 'logs' || kind === 'metrics';

/** Whether an address under `/v1/` is one that agents and their libraries choose themselves. */
export const isForAgents = (kind?: string, id?: string, detail?: string): boolean =>
  (kind === 'hooks' && id === 'claude-code' && detail === undefined) ||
  (isOtlp(kind) && id === undefined);

export function agentWrites(
  actions: AgentActions,
  request: IncomingMessage,
  kind: string | undefined,
): Writes {
  return { POST: () => (isOtlp(kind) ? postOtlp : postHook)(actions, request) };
}

/**
 * `POST /v1/hooks/claude-code`: the agent waits for the answer and may read it as a decision. It comes at
 * once, and is empty.
 */
async function postHook(actions: AgentActions, request: IncomingMessage): Promise<HostResponse> {
  const payload = parseJson(await readBody(request, actions.limits));
  actions.hooks.take(payload, processOf(request));
  return { status: 204, headers: { 'Cache-Control': 'no-store' }, body: '' };
}

/** What is no process id is none: nothing else hangs on it. */
function processOf({ headers }: IncomingMessage): number | null {
  const text = headers['x-ratchet-process'];
  return typeof text === 'string' && /^[1-9]\d{0,9}$/.test(text) ? Number(text) : null;
}

/** `POST /v1/traces`, `/v1/logs`, `/v1/metrics`: as OTLP/HTTP has it, in JSON. */
async function postOtlp(actions: AgentActions, request: IncomingMessage): Promise<HostResponse> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new RatchetError(
      'wrong-type',
      'OTLP is read as JSON only: set OTEL_EXPORTER_OTLP_PROTOCOL=http/json. Nothing was recorded.',
    );
  }
  const body = await unpacked(request, actions.limits);
  await actions.otlp.take(parseJson(body));
  return json({ partialSuccess: {} });
}

/** A packed body may hold so many times its limit. */
const MOST_UNPACKED = 4;

async function unpacked(request: IncomingMessage, limits: ServerLimits): Promise<Buffer> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'gzip' && encoding !== 'identity') {
    throw new RatchetError(
      'wrong-type',
      `A body is taken as it is or as gzip, not as ${encoding}.`,
    );
  }
  const body = await readBody(request, limits);
  if (encoding === 'identity') return body;
  const most = limits.bodyBytes * MOST_UNPACKED;
  try {
    return await promisify(gunzip)(body, { maxOutputLength: most });
  } catch (cause) {
    const isTooLarge =
      cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';
    throw isTooLarge
      ? new RatchetError('too-large', `The body is over ${most} bytes when it is unpacked.`)
      : new RatchetError('bad-request', 'The body is no gzip. Nothing of it was recorded.');
  }
}
