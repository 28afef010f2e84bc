import type { Json } from '../../build/content.ts';
import type { Adapter } from '../adapter.ts';
import { isObject } from '../json.ts';
import { itemsOf } from './otlp.ts';
import { endOtel, readOtel } from './read.ts';
import { initialState, OTEL_FORMAT, type OtelState, sessionOf } from './state.ts';

const MOST_TRACES = 10_000;

/**
 * OpenTelemetry's conventions for generative AI, over OTLP/HTTP as JSON: a document a line, or one
 * document. Spans come when they are over.
 */
export const otelGenAi: Adapter<OtelState> = {
  format: OTEL_FORMAT,
  framing: 'lines',
  recognise: (records) => {
    const told = records.map(sureness);
    if (!told.includes(1)) return 0;
    return told.filter((one) => one > 0).length / told.length;
  },
  sessions: otelSessions,
  initial: initialState,
  read: readOtel,
  end: endOtel,
};

/** Many spans are of other conventions: one of these must be among them. */
function sureness(record: Json): number {
  const items = itemsOf(record);
  if (!items) return 0;
  const isOwn = items.some(
    ({ name, attributes }) =>
      /^(?:claude_code|codex|gen_ai)\./.test(name) ||
      [...attributes.keys()].some((key) => key.startsWith('gen_ai.')),
  );
  return isOwn ? 1 : 0.5;
}

/** The conversation of a document: named in it, or by an earlier one of the same trace, else the trace. */
function otelSessions(): (record: Json) => string | null {
  const conversations = new Map<string, string>();
  return (record) => {
    const items = isObject(record) ? (itemsOf(record) ?? []) : [];
    const traces = items.map(({ trace }) => trace).filter((trace) => trace !== '');
    const named = items.map(sessionOf).find((session) => session !== undefined);
    const known = traces.map((trace) => conversations.get(trace)).find((one) => one !== undefined);
    const session = named ?? known ?? traces[0];
    if (session === undefined) return null;
    for (const trace of traces) {
      if (named !== undefined || !conversations.has(trace)) conversations.set(trace, session);
      const oldest = conversations.keys().next();
      if (conversations.size > MOST_TRACES && !oldest.done) conversations.delete(oldest.value);
    }
    return session;
  };
}
