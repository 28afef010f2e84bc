import type { AnyAdapter } from '../../../core/agents/adapter.ts';
import { isObject } from '../../../core/agents/json.ts';
import { jsonContent } from '../../../core/build/content.ts';
import { parseEvent } from './parse-events.ts';

/**
 * Lines of events as Ratchet itself knows them: what producers send, and what
 * `/v1/builds/{id}/events` gives (`{version, event}`). A line that is no event costs one
 * `unrecognised`.
 */
export const eventLines: AnyAdapter = {
  format: 'ratchet-events',
  framing: 'lines',
  recognise(records) {
    const areEvents = records.every((record) => parseEvent(eventIn(record)).ok);
    return records.length > 0 && areEvents ? 0.95 : 0;
  },
  initial: () => null,
  read(state, { value, at }) {
    const parsed = parseEvent(eventIn(value));
    if (parsed.ok) return { state, events: [parsed.event] };
    const reason = `not an event: ${parsed.reason}`;
    const raw = jsonContent(value);
    return {
      state,
      events: [{ kind: 'unrecognised', at, format: 'ratchet-events', reason, raw }],
    };
  },
};

const eventIn = (value: unknown): unknown =>
  isObject(value) && isObject(value['event']) && 'version' in value ? value['event'] : value;
