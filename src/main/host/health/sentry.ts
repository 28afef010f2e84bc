import { setTimeout as wait } from 'node:timers/promises';
import {
  continueTrace,
  createStackParser,
  createTransport,
  type Event,
  nodeStackLineParser,
  Scope,
  ServerRuntimeClient,
  startInactiveSpan,
  type Transport,
  type TransportMakeRequestResponse,
  withScope,
} from '@sentry/core';
import type { Trace } from '../../../core/sync/messages.ts';
import type { Refreshed } from '../processor/observer.ts';
import type { World } from '../world.ts';
import { Budget } from './budget.ts';
import type { Incidents } from './incidents.ts';
import { exceptionsOf, headersOf, nameless } from './scrub.ts';

export interface SentryOptions {
  readonly dsn: string;
  readonly version: string;
  /** 0 to 1; null: every refresh whose trace is sampled, and no other. */
  readonly sampleRate: number | null;
  /** Asked before anything is sent: what the user has set wins over the environment. */
  readonly isAllowed: () => boolean;
}

type TransportOptions = Parameters<typeof createTransport>[0] & {
  readonly url: string;
  readonly headers?: Record<string, string>;
};

/** Milliseconds that closing, or a crash, waits for what is being sent. */
const FLUSH = 2000;
/** Milliseconds after which a request is given up. */
const PATIENCE = 10_000;
/** Spans that one refresh may have: one for each trace that met in it. */
const TRACES = 8;

const kinds = ['out-of-order', 'commit-failed', 'unreadable', 'missed', 'cut', 'crash'] as const;
type Kind = (typeof kinds)[number];

/**
 * Reports to Sentry: incidents, and a span for each refresh that carries a trace. Nothing is
 * collected by itself (no integrations), and nothing of a build's content leaves; see `scrub.ts`.
 * What is told here is sent in a later turn of the event loop: the commits' answers go first.
 */
export class SentryReporter implements Incidents {
  readonly #client: ServerRuntimeClient;
  readonly #world: Pick<World, 'elapsed' | 'now'>;
  readonly #isAllowed: () => boolean;
  readonly #ending = new AbortController();
  readonly #incidents = new Map<Kind, Budget>(kinds.map((kind) => [kind, new Budget(10, 60_000)]));
  readonly #spans = new Budget(100, 1000);
  readonly #waiting: (() => void)[] = [];

  constructor(options: SentryOptions, world: Pick<World, 'elapsed' | 'now'>) {
    const { dsn, version, sampleRate } = options;
    this.#world = world;
    this.#isAllowed = options.isAllowed;
    this.#client = new ServerRuntimeClient({
      dsn,
      release: `ratchet@${version}`,
      platform: 'node',
      runtime: { name: 'node', version: process.version },
      integrations: [],
      maxBreadcrumbs: 0,
      sendDefaultPii: false,
      sendClientReports: false,
      stackParser: createStackParser(nodeStackLineParser()),
      tracesSampler: ({ parentSampled }) =>
        sampleRate === null ? parentSampled === true : parentSampled !== false && sampleRate,
      transport: (transport) => this.#transport(transport),
    });
    this.#client.init();
  }

  get isEnabled(): boolean {
    return this.#client.getDsn() !== undefined;
  }

  refreshed(refreshed: Refreshed, milliseconds: number): void {
    const { build, base, traces, inOrder } = refreshed;
    const ended = this.#world.now();
    const distinct = new Map(
      traces.map((trace) => [trace.sentryTrace ?? trace.traceparent, trace]),
    );
    for (const trace of [...distinct.values()].slice(0, TRACES)) {
      if (this.#spans.take(this.#world.elapsed()) === null) break;
      this.#later(() => this.#span(trace, refreshed, ended - milliseconds, ended));
    }
    if (inOrder) return;
    const event = { level: 'error', message: 'Versions were announced out of order' } as const;
    this.#incident('out-of-order', { ...event, extra: { base: base.version } }, build, traces[0]);
  }

  failed(build: string, error: unknown): void {
    const exception = { values: exceptionsOf(error, true) };
    this.#incident('commit-failed', { level: 'error', exception }, build);
  }

  unreadable(stream: string, error: unknown): void {
    const exception = { values: exceptionsOf(error, true) };
    this.#incident('unreadable', { level: 'error', exception }, stream.replace(/^build\//, ''));
  }

  missed(watcher: { gaps: number; resyncs: number }): void {
    const message = 'A watcher missed events, and asked again';
    this.#incident('missed', { level: 'warning', message, extra: { ...watcher } });
  }

  cut(): void {
    const message = 'A watcher was cut that asks for more than it reads';
    this.#incident('cut', { level: 'warning', message });
  }

  /** Settles when the report has left, two seconds later at most. Never rejects. */
  async crashed(error: unknown): Promise<void> {
    const exception = { values: exceptionsOf(error, false) };
    this.#incident('crash', { level: 'fatal', exception });
    await this.#flushed();
  }

  async close(): Promise<void> {
    await this.#flushed();
    this.#client.getOptions().enabled = false;
    this.#ending.abort();
  }

  async #flushed(): Promise<void> {
    this.#send();
    const limit = new AbortController();
    const { signal } = limit;
    // Its own limit is kept for each of its two steps, not for both.
    await Promise.race([this.#client.flush(FLUSH), wait(FLUSH, false, { signal })]).catch(() => {});
    limit.abort();
  }

  #incident(kind: Kind, event: Event, build?: string, trace?: Trace): void {
    const unreported = this.#incidents.get(kind)?.take(this.#world.elapsed());
    if (unreported === null) return;
    const tags = { incident: kind, ...(build === undefined ? {} : { build: nameless(build) }) };
    const extra = { ...event.extra, unreported };
    this.#later(() =>
      this.#traced(trace, (scope) =>
        this.#client.captureEvent({ ...event, tags, extra }, {}, scope),
      ),
    );
  }

  #span(trace: Trace, refreshed: Refreshed, began: number, ended: number): void {
    const { build, base, head, events, commitTime } = refreshed;
    this.#traced(trace, () => {
      const span = startInactiveSpan({
        name: 'refresh',
        op: 'ratchet.refresh',
        startTime: began / 1000,
        forceTransaction: true,
        attributes: {
          'ratchet.build': nameless(build),
          'ratchet.base': base.version,
          'ratchet.version': head.version,
          'ratchet.events': events,
          'ratchet.commit_ms': commitTime,
        },
      });
      span.end(ended / 1000);
    });
  }

  /** Works under a trace, in a scope of its own: nothing of the process's globals is changed. */
  #traced(trace: Trace | undefined, work: (scope: Scope) => void): void {
    const scope = new Scope();
    scope.setClient(this.#client);
    const headers = trace && headersOf(trace);
    withScope(scope, () => {
      if (headers) continueTrace(headers, () => withScope(work));
      else work(scope);
    });
  }

  #later(send: () => void): void {
    // Twice: what happened while it was not allowed is not told later, and what waits is not told after.
    if (!this.#isAllowed()) return;
    if (this.#waiting.push(send) === 1) setImmediate(() => this.#send());
  }

  #send(): void {
    for (const send of this.#waiting.splice(0)) send();
  }

  #transport(options: TransportOptions): Transport {
    return createTransport(options, async ({ body }): Promise<TransportMakeRequestResponse> => {
      if (!this.#isAllowed()) return {};
      const response = await fetch(options.url, {
        method: 'POST',
        body,
        headers: options.headers ?? {},
        // What was meant for one address goes to no other.
        redirect: 'error',
        signal: AbortSignal.any([this.#ending.signal, AbortSignal.timeout(PATIENCE)]),
      });
      await response.arrayBuffer();
      const limits = response.headers.get('x-sentry-rate-limits');
      const after = response.headers.get('retry-after');
      return {
        statusCode: response.status,
        headers: { 'x-sentry-rate-limits': limits, 'retry-after': after },
      };
    });
  }
}
