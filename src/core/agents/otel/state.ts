import type { Json } from '../../build/content.ts';
import type { BuildEvent } from '../../build/event.ts';
import { fitEvent, type NewEvent } from '../emit.ts';
import { countOf, textOf } from '../json.ts';
import type { Item } from './otlp.ts';

export const OTEL_FORMAT = 'otel-genai';

/** What is remembered only to tell copies: of a long session the latest so many. */
export const MEMORY = 50_000;

export interface OtelState {
  started: boolean;
  agent: string | null;
  model: string | null;
  titled: boolean;
  turnOpen: boolean;
  last: 'succeeded' | 'failed' | null;
  /** Spans that were read: exporters send again what was not acknowledged. */
  readonly seen: Set<string>;
  /** Traces whose root has ended: what comes late of them begins no turn. */
  readonly closed: Set<string>;
  /** The call that stands for an agent within an agent, by its span. */
  readonly agents: Map<string, string>;
  /** Parents of spans, to find the agent that something happened in. */
  readonly parents: Map<string, string>;
  readonly startedCalls: Map<string, string>;
  readonly endedCalls: Set<string>;
  /** Messages are repeated with each request: what has been told of them. */
  readonly said: Set<string>;
  unnamed: number;
  cost: number;
}

export function initialState(): OtelState {
  return {
    started: false,
    agent: null,
    model: null,
    titled: false,
    turnOpen: false,
    last: null,
    seen: new Set(),
    closed: new Set(),
    agents: new Map(),
    parents: new Map(),
    startedCalls: new Map(),
    endedCalls: new Set(),
    said: new Set(),
    unnamed: 0,
    cost: 0,
  };
}

export interface OtelReading {
  readonly state: OtelState;
  readonly item: Item;
  /** When what is being told was over. */
  readonly at: number;
  /** When the earliest of what its document tells began; infinite where that is not told. */
  readonly began: number;
  readonly events: BuildEvent[];
}

export function emit(reading: OtelReading, event: NewEvent, at = reading.at): void {
  const { state, events } = reading;
  if (!state.started) {
    state.started = true;
    const { attributes, resource } = reading.item;
    const session = sessionOf(reading.item);
    state.agent = textOf(attributes.get('gen_ai.agent.name')) ?? null;
    const agent = state.agent ?? textOf(resource.get('service.name')) ?? 'OpenTelemetry';
    const agentVersion = textOf(resource.get('service.version'));
    // A span comes when it is over: the build began when the earliest of them did.
    const began = Math.min(at, reading.began);
    events.push(fitEvent(began, { kind: 'build.started', agent, agentVersion, session }));
  }
  events.push(fitEvent(at, event));
}

/** The conversation that an item names. */
export function sessionOf({ attributes }: Item): string | undefined {
  const names = ['gen_ai.conversation.id', 'session.id', 'conversation.id'];
  return names.map((name) => textOf(attributes.get(name))).find((name) => name !== undefined);
}

export const get = ({ item }: OtelReading, name: string): Json | undefined =>
  item.attributes.get(name);

/** A number, or the digits that some exporters write instead. */
export function numberOf(reading: OtelReading, ...names: string[]): number | undefined {
  for (const name of names) {
    const value = Number(get(reading, name) ?? Number.NaN);
    if (value >= 0 && Number.isFinite(value)) return value;
  }
  return undefined;
}

export function countAt(reading: OtelReading, ...names: string[]): number | undefined {
  const value = numberOf(reading, ...names);
  return countOf(value);
}

export function ensureTurn(reading: OtelReading): void {
  const { state, item } = reading;
  if (state.turnOpen || (item.trace !== '' && state.closed.has(item.trace))) return;
  state.turnOpen = true;
  emit(reading, { kind: 'turn.started' }, item.from ?? reading.at);
}

/** The agent within an agent that an item happened in; undefined in the main one. */
export function agentAround({ state, item }: OtelReading): string | undefined {
  let span = item.parent;
  for (let depth = 0; depth < 50 && span !== ''; depth += 1) {
    const call = state.agents.get(span);
    if (call !== undefined) return call;
    span = state.parents.get(span) ?? '';
  }
  return undefined;
}
