import { type Json, jsonContent } from '../build/content.ts';
import { aiSdkUiStream } from './ai-sdk/adapter.ts';
import type { AdapterStep, AnyAdapter, RawRecord } from './adapter.ts';
import { claudeStreamJson } from './claude/stream-json.ts';
import { claudeTranscript } from './claude/transcript.ts';
import { fitEvent } from './emit.ts';

/** All formats that Ratchet reads. A new one is added here, and nowhere else. */
export const adapters: readonly AnyAdapter[] = [claudeStreamJson, claudeTranscript, aiSdkUiStream];

/** How many records are looked at before a stream is given up as unknown. */
export const DETECT_RECORDS = 20;

export function adapterFor(format: string): AnyAdapter | null {
  return adapters.find((adapter) => adapter.format === format) ?? null;
}

/**
 * The format of a stream from its first records; null while none is likelier than not. Ask again with
 * more records, up to `DETECT_RECORDS`.
 */
export function detect(records: readonly Json[]): AnyAdapter | null {
  let best: AnyAdapter | null = null;
  let sureness = 0.5;
  for (const adapter of adapters) {
    const score = adapter.recognise(records);
    if (score > sureness) [best, sureness] = [adapter, score];
  }
  return best;
}

/**
 * Reads a record with an adapter. Should the adapter throw, the record becomes one `unrecognised`
 * event: a fault in an adapter costs a record, never the build.
 */
export function readRecord<State>(
  adapter: { readonly format: string; read(state: State, record: RawRecord): AdapterStep<State> },
  state: State,
  record: RawRecord,
): AdapterStep<State> {
  try {
    return adapter.read(state, record);
  } catch (error) {
    const reason = `the adapter failed: ${error instanceof Error ? error.message : String(error)}`;
    const raw = jsonContent(record.value);
    const event = fitEvent(record.at, {
      kind: 'unrecognised',
      format: adapter.format,
      reason,
      raw,
    });
    return { state, events: [event] };
  }
}
