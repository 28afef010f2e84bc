import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { RatchetError } from '../../../core/errors.ts';
import { type FoundAgent, type LocalAgent, watchAgentsSchema } from '../../../core/local-agents.ts';
import type { FaultBoard } from '../../../core/sync/faults/board.ts';
import { faultRequestSchema, faultsOff } from '../../../core/sync/faults/faults.ts';
import { traceSchema, type Trace } from '../../../core/sync/messages.ts';
import { settingsChangeSchema } from '../../../core/settings/settings.ts';
import type { Reopened } from '../bundle/reopen.ts';
import type { HostSettings } from '../host-settings.ts';
import type { Producer, ProducerReceipt } from '../ingest/producer.ts';
import type { RecordReader } from '../ingest/record-reader.ts';
import { type AgentActions, agentWrites, isForAgents } from './agent-routes.ts';
import { fitting, parseJson, readBody, timed } from './body.ts';
import { type BuildActions, isForUser, userWrites } from './build-routes.ts';
import type { HostReads } from './host-reads.ts';
import type { ServerLimits } from './limits.ts';
import { segments } from './path.ts';
import { type HostResponse, json, jsonLines, type StreamedResponse } from './response.ts';

/** What the write side of the API calls. */
export interface Actions extends AgentActions, BuildActions {
  readonly reads: HostReads;
  /** The version of Ratchet: written into what is exported. */
  readonly version: string;
  readonly producer: Producer;
  readonly limits: ServerLimits;
  /** A reader of one format; a format that is not named is detected. @throws RatchetError `unknown-format` */
  reader(options: ReaderOptions): RecordReader;
  /** Watches files and directories. @throws RatchetError where a path makes no sense */
  watch(
    paths: readonly string[],
    format: string | undefined,
    expected: 'file' | 'directory' | undefined,
  ): Promise<unknown>;
  /** The files that are followed, and how each is doing: also why one is paused; and the paths that were asked for. */
  sources(listsFiles: boolean): object;
  /** The agents of this machine, and whether they are watched. */
  agents(): Promise<readonly FoundAgent[]>;
  /** Watches everything of these agents. */
  watchAgents(agents: readonly LocalAgent[]): Promise<readonly FoundAgent[]>;
  /** Watches nothing of these agents any longer. */
  unwatchAgents(agents: readonly LocalAgent[]): Promise<readonly FoundAgent[]>;
  /** Watches them no longer. */
  unwatch(paths: readonly string[]): Promise<unknown>;
  /** Reads files to their end once, and says now and then how far it is. @throws RatchetError `unknown-format` */
  importFiles(paths: readonly string[], format: string | undefined): AsyncIterable<unknown>;
  /** Brings a bundle back as a build. @throws RatchetError as `BundleReopener.reopen`, `read-only` */
  reopen(chunks: AsyncIterable<Uint8Array>): Promise<Reopened>;
  /** What the user has set. */
  readonly settings: Pick<HostSettings, 'answer' | 'change'>;
  /** Plays the demo build. */
  demo(): Promise<unknown>;
  /** Puts in faults on purpose; null where nobody asked for that when the host was started. */
  readonly faults: Pick<FaultBoard, 'take' | 'report'> | null;
}

export interface ReaderOptions {
  readonly format: string | undefined;
  readonly framing: 'lines' | 'sse';
}

const batchSchema = z.object({
  events: z.array(z.unknown()),
  key: z.string().min(1).max(512).optional(),
  trace: traceSchema.optional(),
});

const sourcesSchema = z.object({
  paths: z.array(z.string().min(1)).min(1).max(1000),
  format: z.string().optional(),
  /** What a path is that is not there yet. */
  expected: z.enum(['file', 'directory']).optional(),
});

const importsSchema = sourcesSchema.extend({
  paths: z.array(z.string().min(1)).min(1).max(100_000),
});

type Write = () => Promise<HostResponse | StreamedResponse>;

/** Whether there is nothing to read at a path. */
export const isWriteOnly = ([root, kind, ...rest]: readonly string[]): boolean =>
  root === 'v1' &&
  (((kind === 'demo' || kind === 'imports' || kind === 'bundles') && rest.length === 0) ||
    isForAgents(kind, ...rest.slice(0, 2)) ||
    (kind === 'builds' && rest.length === 2 && rest[1] === 'restore'));

/** What the address of a request takes but `GET`, by method. */
export function writesAt(
  actions: Actions,
  request: IncomingMessage,
  url: URL,
): Partial<Record<string, Write>> {
  const [, kind, id, detail, ...rest] = segments(url);
  if (kind === 'builds' && id && detail === 'events' && rest.length === 0) {
    return { POST: () => postEvents(actions, request, url, id) };
  }
  if (id && isForUser(kind, id, detail) && rest.length === 0) {
    return userWrites(actions, request, id, detail);
  }
  if (isForAgents(kind, id, detail)) return agentWrites(actions, request, kind);
  if (id !== undefined) return {};
  switch (kind) {
    case 'sources':
      return {
        POST: () => postSources(actions, request),
        DELETE: () => deleteSources(actions, request),
      };
    case 'agents':
      return {
        POST: () => withAgents(actions, request, (agents) => actions.watchAgents(agents)),
        DELETE: () => withAgents(actions, request, (agents) => actions.unwatchAgents(agents)),
      };
    case 'settings':
      return { PATCH: () => patchSettings(actions, request) };
    case 'imports':
      return { POST: () => postImports(actions, request) };
    case 'faults':
      return { POST: () => postFaults(actions, request) };
    case 'bundles':
      return { POST: () => postBundle(actions, request) };
    case 'demo':
      return { POST: async () => json(await actions.demo()) };
    default:
      return {};
  }
}

/** `POST /v1/builds/{id}/events`: answers when everything is durable. */
async function postEvents(
  actions: Actions,
  request: IncomingMessage,
  url: URL,
  build: string,
): Promise<HostResponse> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  switch (type) {
    case 'application/json':
      return accepted(actions, build, await postBatch(actions, request, build));
    case 'application/x-ndjson':
    case 'application/jsonl':
      return accepted(actions, build, await postStream(actions, request, url, build, 'lines'));
    case 'text/event-stream':
      return accepted(actions, build, await postStream(actions, request, url, build, 'sse'));
    default:
      throw new RatchetError(
        'wrong-type',
        'Send application/json, application/x-ndjson or text/event-stream. Nothing was recorded.',
      );
  }
}

async function postBatch(actions: Actions, request: IncomingMessage, build: string) {
  const body = await readBody(request, actions.limits);
  const batch = fitting(batchSchema, parseJson(body));
  const key = batch.key ?? keyOf(request);
  const trace = batch.trace ?? traceOf(request);
  return actions.producer.publish(build, batch.events, {
    bytes: body.byteLength,
    ...(key === undefined ? {} : { key }),
    ...(trace ? { trace } : {}),
  });
}

async function postStream(
  actions: Actions,
  request: IncomingMessage,
  url: URL,
  build: string,
  framing: 'lines' | 'sse',
) {
  const asked = url.searchParams.get('format') ?? undefined;
  const format = asked ?? (framing === 'sse' ? 'ai-sdk-ui-stream' : 'ratchet-events');
  const key = keyOf(request);
  const trace = traceOf(request);
  const chunks = timed(request, actions.limits.streamIdleMs, 'idle');
  return actions.producer.stream(build, chunks, {
    reader: actions.reader({ format, framing }),
    ...(key === undefined ? {} : { key }),
    ...(trace ? { trace } : {}),
  });
}

function accepted(actions: Actions, build: string, receipt: ProducerReceipt): HostResponse {
  // A stream that brought nothing new has no receipt of its own: the build's head stands for it.
  const { version, digest } = receipt.version > 0 ? receipt : actions.reads.head(build);
  return json({ version, digest, events: receipt.events, duplicate: receipt.duplicate });
}

/** `POST /v1/bundles`: answers when the build is there as a whole. */
async function postBundle(actions: Actions, request: IncomingMessage): Promise<HostResponse> {
  const chunks = timed(request, actions.limits.bodyMs, 'idle');
  const { header, ...reopened } = await actions.reopen(chunks);
  return json({ ...reopened, from: header });
}

/** `POST /v1/sources` */
async function postSources(actions: Actions, request: IncomingMessage): Promise<HostResponse> {
  const { paths, format, expected } = fitting(
    sourcesSchema,
    parseJson(await readBody(request, actions.limits)),
  );
  return json(await actions.watch(paths, format, expected));
}

/** `POST /v1/agents`, `DELETE /v1/agents` */
async function withAgents(
  actions: Actions,
  request: IncomingMessage,
  act: Actions['watchAgents'],
): Promise<HostResponse> {
  const { agents } = fitting(watchAgentsSchema, parseJson(await readBody(request, actions.limits)));
  return json({ agents: await act(agents) });
}

/** `PATCH /v1/settings`: answers what there is now. */
async function patchSettings(actions: Actions, request: IncomingMessage): Promise<HostResponse> {
  const body = await readBody(request, actions.limits);
  return json(actions.settings.change(fitting(settingsChangeSchema, parseJson(body))));
}

/** `POST /v1/imports`: answers with reports, a line each; the last one says what came of it. */
async function postImports(actions: Actions, request: IncomingMessage): Promise<StreamedResponse> {
  const body = await readBody(request, actions.limits);
  const { paths, format } = fitting(importsSchema, parseJson(body));
  return jsonLines(actions.importFiles(paths, format));
}

/** `DELETE /v1/sources` */
async function deleteSources(actions: Actions, request: IncomingMessage): Promise<HostResponse> {
  const { paths } = fitting(sourcesSchema, parseJson(await readBody(request, actions.limits)));
  return json(await actions.unwatch(paths));
}

/** `POST /v1/faults`: answers what there is now. @throws RatchetError `faults-off` */
async function postFaults(actions: Actions, request: IncomingMessage): Promise<HostResponse> {
  const body = await readBody(request, actions.limits);
  const asked = fitting(faultRequestSchema, parseJson(body));
  if (!actions.faults) throw faultsOff();
  actions.faults.take(asked);
  return json({ faults: actions.faults.report() });
}

function keyOf(request: IncomingMessage): string | undefined {
  const header = request.headers['idempotency-key'];
  const key = Array.isArray(header) ? header[0] : header;
  if (key !== undefined && (key === '' || key.length > 512)) {
    throw new RatchetError('bad-request', 'An idempotency key has 1 to 512 characters.');
  }
  return key;
}

/** Trace context as the W3C and as Sentry send it; what does not fit is no reason to refuse events. */
function traceOf(request: IncomingMessage): Trace | undefined {
  const header = (name: string) => {
    const value = request.headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  const trace = traceSchema.safeParse({
    traceparent: header('traceparent'),
    sentryTrace: header('sentry-trace'),
    baggage: header('baggage'),
  });
  if (!trace.success || (!trace.data.traceparent && !trace.data.sentryTrace)) return undefined;
  return trace.data;
}
