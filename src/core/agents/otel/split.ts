import type { Json } from '../../build/content.ts';
import { isObject, type JsonObject, listOf, objectOf } from '../json.ts';
import { type Item, itemsOf } from './otlp.ts';
import { sessionOf } from './state.ts';

/** What one conversation has in an OTLP document. */
export interface Share {
  /** The conversation that it names. */
  readonly session: string | undefined;
  readonly traces: readonly string[];
  /** Whether anything in it is of the conventions that are read. */
  readonly isOwn: boolean;
  readonly document: Json;
}

/** Where items of a document are, and what the lists are called. */
const lists = [
  ['resourceSpans', ['scopeSpans', 'instrumentationLibrarySpans'], 'spans'],
  ['resourceLogs', ['scopeLogs', 'instrumentationLibraryLogs'], 'logRecords'],
] as const;

/**
 * Takes an OTLP document apart into its conversations: what names one, with everything else of the same
 * trace. A trace that names none is one of its own. Null: no OTLP document.
 */
export function sharesOf(record: Json): Share[] | null {
  const items = itemsOf(record);
  if (!items) return null;
  const named = new Map<string, string>();
  for (const item of items) {
    const session = sessionOf(item);
    if (session !== undefined && item.trace !== '' && !named.has(item.trace)) {
      named.set(item.trace, session);
    }
  }
  const sessionOfItem = (item: Item) => sessionOf(item) ?? named.get(item.trace);
  const shares = new Map<string, { session: string | undefined; items: Item[] }>();
  for (const item of items) {
    const session = sessionOfItem(item);
    const key = session === undefined ? `trace ${item.trace}` : `session ${session}`;
    const share = shares.get(key);
    if (share) share.items.push(item);
    else shares.set(key, { session, items: [item] });
  }
  const documents = shares.size > 1 ? documentsOf(record, [...shares.values()]) : [record];
  return [...shares.values()].map(({ session, items: own }, index) => ({
    session,
    traces: [...new Set(own.map(({ trace }) => trace).filter((trace) => trace !== ''))],
    isOwn: own.some(isOwn),
    document: documents[index] ?? record,
  }));
}

/** Many spans are of other conventions. */
export const isOwn = ({ name, attributes }: Item): boolean =>
  /^(?:claude_code|codex|gen_ai)\./.test(name) ||
  [...attributes.keys()].some((key) => key.startsWith('gen_ai.'));

/** A document for each share: the same resources and scopes, with its own items. One pass, however many. */
function documentsOf(record: Json, shares: readonly { items: readonly Item[] }[]): JsonObject[] {
  const places = new Map<Json, number>();
  for (const [index, { items }] of shares.entries()) {
    for (const { raw } of items) places.set(raw, index);
  }
  const documents = shares.map((): JsonObject => ({}));
  for (const [groupsName, scopesNames, itemsName] of lists) {
    for (const group of listOf(objectOf(record)[groupsName]).map(objectOf)) {
      const groups = new Map<number, JsonObject>();
      for (const scopesName of scopesNames) {
        for (const scope of listOf(group[scopesName]).map(objectOf)) {
          for (const [index, items] of dealt(listOf(scope[itemsName]), places)) {
            const own = groups.get(index) ?? emptied(group, scopesNames);
            groups.set(index, own);
            append(own, scopesName, { ...scope, [itemsName]: items });
          }
        }
      }
      for (const [index, own] of groups) append(objectOf(documents[index]), groupsName, own);
    }
  }
  return documents;
}

function dealt(items: readonly Json[], places: ReadonlyMap<Json, number>): Map<number, Json[]> {
  const parts = new Map<number, Json[]>();
  for (const item of items) {
    const index = places.get(item);
    if (index === undefined || !isObject(item)) continue;
    const part = parts.get(index);
    if (part) part.push(item);
    else parts.set(index, [item]);
  }
  return parts;
}

const emptied = (group: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(group).filter(([name]) => !names.includes(name)));

function append(owner: JsonObject, name: string, value: Json): void {
  const list = owner[name];
  if (Array.isArray(list)) list.push(value);
  else owner[name] = [value];
}

const MOST_TRACES = 10_000;

/** Tells the conversation of each share: what it names, else what an earlier one of its trace named. */
export class Conversations {
  readonly #known = new Map<string, string>();

  /** Null where nothing tells. */
  of({ session, traces }: Pick<Share, 'session' | 'traces'>): string | null {
    const known = traces.map((trace) => this.#known.get(trace)).find((one) => one !== undefined);
    const conversation = session ?? known ?? traces[0];
    if (conversation === undefined) return null;
    for (const trace of traces) {
      if (session !== undefined || !this.#known.has(trace)) this.#known.set(trace, conversation);
      const oldest = this.#known.keys().next();
      if (this.#known.size > MOST_TRACES && !oldest.done) this.#known.delete(oldest.value);
    }
    return conversation;
  }

  /** Whether anything of one of these traces was told before. */
  knows(traces: readonly string[]): boolean {
    return traces.some((trace) => this.#known.has(trace));
  }
}
