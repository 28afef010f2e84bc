import { z } from 'zod';
import { type BuildEventKind, buildEventSchema } from '../../core/build/event.ts';
import { buildStateSchema } from '../../core/build/state-schema.ts';
import type { BuildState } from '../../core/build/state.ts';
import {
  EXPORT_HEADER,
  type ExportAnswer,
  exportAnswerSchema,
  type ExportForm,
} from '../../core/export-answer.ts';
import { type Health, healthSchema } from '../../core/health.ts';
import { type FoundAgent, foundAgentsSchema, type LocalAgent } from '../../core/local-agents.ts';
import { type SearchAnswer, searchAnswerSchema } from '../../core/search/answer.ts';
import {
  faultAnswerSchema,
  faultsOff,
  type FaultReport,
  type FaultRequest,
} from '../../core/sync/faults/faults.ts';
import { type WatcherReport, watcherReportSchema } from '../../core/sync/messages.ts';

export type { Health };

const stateAnswer = z.object({ version: z.number(), digest: z.string(), state: buildStateSchema });
const loggedEvent = z.object({ version: z.number(), event: buildEventSchema });
export type LoggedEvent = z.infer<typeof loggedEvent>;
const watchersAnswer = z.object({ watchers: z.array(watcherReportSchema) });
const demoAnswer = z.looseObject({ build: z.string() });

/** The host's reads. The same relative addresses in the desktop window and in a browser. */
export class Rest {
  readonly #headers: Record<string, string>;

  constructor(token: string | null) {
    this.#headers = token === null ? {} : { authorization: `Bearer ${token}` };
  }

  async stateAt(build: string, version: number, signal: AbortSignal): Promise<BuildState> {
    const path = `/v1/builds/${encodeURIComponent(build)}/state?version=${version}`;
    const response = await this.#get(path, signal);
    return stateAnswer.parse(await response.json()).state;
  }

  /** The whole of a body of which the state carries a preview. */
  async payload(key: string): Promise<{ mime: string; body: Blob }> {
    const response = await this.#get(`/v1/payloads/${encodeURIComponent(key)}`);
    const mime = response.headers.get('content-type')?.split(';')[0] ?? 'text/plain';
    return { mime, body: await response.blob() };
  }

  /** The events after one version up to another; of one kind alone, where that is named. */
  async events(
    build: string,
    from: number,
    to: number,
    kind?: BuildEventKind,
  ): Promise<LoggedEvent[]> {
    const only = kind === undefined ? '' : `&kind=${kind}`;
    const path = `/v1/builds/${encodeURIComponent(build)}/events?from=${from}&to=${to}${only}`;
    const text = await (await this.#get(path)).text();
    const lines = text.split('\n').filter(Boolean);
    return lines.map((line) => loggedEvent.parse(JSON.parse(line)));
  }

  /** What is found in all builds. */
  async search(query: string, signal: AbortSignal): Promise<SearchAnswer> {
    const response = await this.#get(`/v1/search?q=${encodeURIComponent(query)}`, signal);
    return searchAnswerSchema.parse(await response.json());
  }

  /** A build as a file, without secrets, and what is in it. */
  async export(build: string, form: ExportForm): Promise<{ answer: ExportAnswer; body: Blob }> {
    const path = `/v1/builds/${encodeURIComponent(build)}/export?as=${form}`;
    const response = await this.#get(path);
    const told: unknown = JSON.parse(response.headers.get(EXPORT_HEADER) ?? 'null');
    return { answer: exportAnswerSchema.parse(told), body: await response.blob() };
  }

  /** Whether the host is there, and does not take the token: it was started again since. */
  async isRefused(): Promise<boolean> {
    const response = await fetch('/v1/health', { headers: this.#headers });
    return response.status === 401 || response.status === 403;
  }

  async health(): Promise<Health> {
    const response = await this.#get('/v1/health');
    return healthSchema.parse(await response.json());
  }

  /** Plays the demo build; answers its id. */
  async playDemo(): Promise<string> {
    const response = await fetch('/v1/demo', { method: 'POST', headers: this.#headers });
    if (!response.ok) throw new Error(await reasonOf(response));
    return demoAnswer.parse(await response.json()).build;
  }

  /** The agents on the host's machine. */
  async agents(): Promise<FoundAgent[]> {
    const response = await this.#get('/v1/agents');
    return foundAgentsSchema.parse(await response.json()).agents;
  }

  /** Watches everything of an agent. Not for the desktop window, which asks its bridge. */
  async watchAgent(agent: LocalAgent): Promise<FoundAgent[]> {
    const response = await this.#post('/v1/agents', { agents: [agent] });
    return foundAgentsSchema.parse(await response.json()).agents;
  }

  /** What is done to the stream on purpose; null where the host was started without. */
  async faultReport(): Promise<FaultReport | null> {
    const response = await this.#get('/v1/faults');
    return faultAnswerSchema.parse(await response.json()).faults;
  }

  /** Puts faults into the stream. Not for the desktop window, which asks its bridge. */
  async faults(request: FaultRequest): Promise<FaultReport> {
    const response = await this.#post('/v1/faults', request);
    const { faults } = faultAnswerSchema.parse(await response.json());
    if (!faults) throw faultsOff();
    return faults;
  }

  /** Who watches what on this host. */
  async watchers(): Promise<WatcherReport[]> {
    const response = await this.#get('/v1/watchers');
    return watchersAnswer.parse(await response.json()).watchers;
  }

  async #post(path: string, asked: unknown): Promise<Response> {
    const headers = { ...this.#headers, 'content-type': 'application/json' };
    const body = JSON.stringify(asked);
    const response = await fetch(path, { method: 'POST', headers, body });
    if (!response.ok) throw new Error(await reasonOf(response));
    return response;
  }

  async #get(path: string, signal?: AbortSignal): Promise<Response> {
    const response = await fetch(path, { headers: this.#headers, ...(signal ? { signal } : {}) });
    if (!response.ok) throw new Error(await reasonOf(response));
    return response;
  }
}

const failure = z.object({ error: z.object({ message: z.string() }) });

async function reasonOf(response: Response): Promise<string> {
  const told = failure.safeParse(await response.json().catch(() => null));
  return told.success ? told.data.error.message : `The host answered ${response.status}.`;
}
