import { z } from 'zod';
import { earlierFrom, earlierStateSchema } from '../../core/build/earlier.ts';
import { type BuildEventKind, buildEventSchema } from '../../core/build/event.ts';
import {
  type Deleted,
  deletedSchema,
  type Restorable,
  restorableSchema,
  type UserChange,
} from '../../core/build/listed.ts';
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
  type SettingsAnswer,
  settingsAnswerSchema,
  type SettingsChange,
} from '../../core/settings/settings.ts';
import { type WatchedPlace, watchedSchema } from '../../core/watched.ts';
import {
  faultAnswerSchema,
  faultsOff,
  type FaultReport,
  type FaultRequest,
} from '../../core/sync/faults/faults.ts';
import { type WatcherReport, watcherReportSchema } from '../../core/sync/messages.ts';

export type { Health };

const stateAnswer = z.union([
  z.object({ version: z.number(), digest: z.string(), earlier: earlierStateSchema }),
  z.object({ version: z.number(), digest: z.string(), state: buildStateSchema }),
]);
const loggedEvent = z.object({ version: z.number(), event: buildEventSchema });
export type LoggedEvent = z.infer<typeof loggedEvent>;
const watchersAnswer = z.object({ watchers: z.array(watcherReportSchema) });
const restorableAnswer = z.object({ builds: z.array(restorableSchema) });
const demoAnswer = z.looseObject({ build: z.string() });

/** The host's reads. The same relative addresses in the desktop window and in a browser. */
export class Rest {
  readonly #headers: Record<string, string>;

  constructor(token: string | null) {
    this.#headers = token === null ? {} : { authorization: `Bearer ${token}` };
  }

  /**
   * The state at a version.
   * @param held a later one with its digest: only what was different is then fetched
   */
  async stateAt(
    build: string,
    version: number,
    signal: AbortSignal,
    held?: { readonly state: BuildState; readonly digest: string },
  ): Promise<BuildState> {
    const known = held && held.state.version >= version ? held : null;
    const beside = known ? `&held=${known.state.version}.${known.digest}` : '';
    const path = `/v1/builds/${encodeURIComponent(build)}/state?version=${version}${beside}`;
    const answer = stateAnswer.parse(await (await this.#get(path, signal)).json());
    if ('state' in answer) return answer.state;
    if (known) return earlierFrom(known.state, answer.earlier);
    throw new Error('The host told a part of a state, and was not asked for one.');
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

  /** What is found in all builds, or in one; after those that are known. */
  async search(
    query: string,
    { build, offset = 0, limit }: { build?: string; offset?: number; limit?: number },
    signal?: AbortSignal,
  ): Promise<SearchAnswer> {
    const asked = new URLSearchParams({ q: query, offset: String(offset) });
    if (build !== undefined) asked.set('build', build);
    if (limit !== undefined) asked.set('limit', String(limit));
    const response = await this.#get(`/v1/search?${asked.toString()}`, signal);
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

  /** The deleted builds that can still be brought back, the latest first. */
  async restorable(): Promise<Restorable[]> {
    const response = await this.#get('/v1/deleted');
    return restorableAnswer.parse(await response.json()).builds;
  }

  /** Plays the demo build; answers its id. */
  async playDemo(): Promise<string> {
    const response = await fetch('/v1/demo', { method: 'POST', headers: this.#headers });
    if (!response.ok) throw new Error(await reasonOf(response));
    return demoAnswer.parse(await response.json()).build;
  }

  // What the user does with builds in the list. Not for the desktop window, which asks its bridge.

  async arrangeBuild(id: string, change: UserChange): Promise<void> {
    await this.#send('PATCH', `/v1/builds/${encodeURIComponent(id)}`, change);
  }

  async deleteBuild(id: string): Promise<Deleted> {
    const response = await this.#send('DELETE', `/v1/builds/${encodeURIComponent(id)}`);
    return deletedSchema.parse(await response.json());
  }

  async restoreBuild(id: string): Promise<void> {
    await this.#send('POST', `/v1/builds/${encodeURIComponent(id)}/restore`);
  }

  /** The agents on the host's machine. */
  async agents(): Promise<FoundAgent[]> {
    const response = await this.#get('/v1/agents');
    return foundAgentsSchema.parse(await response.json()).agents;
  }

  /** Watches everything of an agent. Not for the desktop window, which asks its bridge. */
  async watchAgent(agent: LocalAgent): Promise<FoundAgent[]> {
    const response = await this.#send('POST', '/v1/agents', { agents: [agent] });
    return foundAgentsSchema.parse(await response.json()).agents;
  }

  /** Watches nothing of an agent any longer. Not for the desktop window, which asks its bridge. */
  async unwatchAgent(agent: LocalAgent): Promise<FoundAgent[]> {
    const response = await this.#send('DELETE', '/v1/agents', { agents: [agent] });
    return foundAgentsSchema.parse(await response.json()).agents;
  }

  /** What is watched, and how each of it is doing. */
  async watched(): Promise<WatchedPlace[]> {
    const response = await this.#get('/v1/sources?files=0');
    return watchedSchema.parse(await response.json()).places;
  }

  /** Watches a path no longer. Not for the desktop window, which asks its bridge. */
  async unwatch(path: string): Promise<void> {
    await this.#send('DELETE', '/v1/sources', { paths: [path] });
  }

  async settings(): Promise<SettingsAnswer> {
    const response = await this.#get('/v1/settings');
    return settingsAnswerSchema.parse(await response.json());
  }

  /** Sets what is named. Not for the desktop window, which asks its bridge. */
  async changeSettings(change: SettingsChange): Promise<SettingsAnswer> {
    const response = await this.#send('PATCH', '/v1/settings', change);
    return settingsAnswerSchema.parse(await response.json());
  }

  /** What is done to the stream on purpose; null where the host was started without. */
  async faultReport(): Promise<FaultReport | null> {
    const response = await this.#get('/v1/faults');
    return faultAnswerSchema.parse(await response.json()).faults;
  }

  /** Puts faults into the stream. Not for the desktop window, which asks its bridge. */
  async faults(request: FaultRequest): Promise<FaultReport> {
    const response = await this.#send('POST', '/v1/faults', request);
    const { faults } = faultAnswerSchema.parse(await response.json());
    if (!faults) throw faultsOff();
    return faults;
  }

  /** Who watches what on this host. */
  async watchers(): Promise<WatcherReport[]> {
    const response = await this.#get('/v1/watchers');
    return watchersAnswer.parse(await response.json()).watchers;
  }

  async #send(method: string, path: string, asked?: unknown): Promise<Response> {
    const headers = { ...this.#headers, 'content-type': 'application/json' };
    const body = asked === undefined ? null : JSON.stringify(asked);
    const response = await fetch(path, { method, headers, body });
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
