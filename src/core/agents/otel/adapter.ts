import type { Json } from '../../build/content.ts';
import type { Adapter } from '../adapter.ts';
import { itemsOf } from './otlp.ts';
import { endOtel, readOtel } from './read.ts';
import { Conversations, isOwn, sharesOf } from './split.ts';
import { initialState, OTEL_FORMAT, type OtelState } from './state.ts';

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
  split: (record) => {
    const shares = sharesOf(record) ?? [];
    return shares.length > 1 ? shares.map(({ document }) => document) : [record];
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
  return items.some(isOwn) ? 1 : 0.5;
}

/** The conversation of a document: named in it, or by an earlier one of the same trace, else the trace. */
function otelSessions(): (record: Json) => string | null {
  const conversations = new Conversations();
  return (record) => {
    const [share] = sharesOf(record) ?? [];
    return share ? conversations.of(share) : null;
  };
}
