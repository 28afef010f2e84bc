import { type Json, jsonContent } from '../build/content.ts';
import { checkEvent } from '../build/check.ts';
import type { BuildEvent } from '../build/event.ts';
import { acp } from './acp/adapter.ts';
import { agUi } from './ag-ui/adapter.ts';
import { aiSdkUiStream } from './ai-sdk/adapter.ts';
import type { AdapterStep, AnyAdapter, RawRecord } from './adapter.ts';
import { buildStream } from './build-stream/adapter.ts';
import { claudeHooks } from './claude-hooks/adapter.ts';
import { claudeStreamJson } from './claude/stream-json.ts';
import { claudeTranscript } from './claude/transcript.ts';
import { codexAppServer } from './codex/app-server.ts';
import { codexExecJson } from './codex/exec-json.ts';
import { codexRollout } from './codex/rollout.ts';
import { codexTuiLog } from './codex/tui-log.ts';
import { fitEvent } from './emit.ts';
import { geminiSession, geminiStreamJson } from './gemini/adapters.ts';
import { openCodeEvents, openCodeExport, openCodeRun } from './opencode/adapters.ts';
import { otelGenAi } from './otel/adapter.ts';

/** All formats that Ratchet reads. A new one is added here, and nowhere else. */
export const adapters: readonly AnyAdapter[] = [
  claudeStreamJson,
  claudeTranscript,
  aiSdkUiStream,
  codexRollout,
  codexExecJson,
  codexAppServer,
  codexTuiLog,
  acp,
  buildStream,
  claudeHooks,
  otelGenAi,
  agUi,
  openCodeEvents,
  openCodeRun,
  openCodeExport,
  geminiStreamJson,
  geminiSession,
];

/** How many records are looked at before a stream is given up as unknown. */
export const DETECT_RECORDS = 20;

export function adapterFor(format: string, among = adapters): AnyAdapter | null {
  return among.find((adapter) => adapter.format === format) ?? null;
}

/**
 * The format of a stream from its first records; null while none is likelier than not. Ask again with
 * more records, up to `DETECT_RECORDS`.
 */
export function detect(records: readonly Json[], among = adapters): AnyAdapter | null {
  let best: AnyAdapter | null = null;
  let sureness = 0.5;
  for (const adapter of among) {
    const score = adapter.recognise(records);
    if (score > sureness) [best, sureness] = [adapter, score];
  }
  return best;
}

/**
 * Reads a record with an adapter. Should the adapter throw, or make an event that no schema would let
 * pass, that becomes an `unrecognised` event: a fault in an adapter costs a record, never the build.
 */
export function readRecord<State>(
  adapter: { readonly format: string; read(state: State, record: RawRecord): AdapterStep<State> },
  state: State,
  record: RawRecord,
): AdapterStep<State> {
  const fault = (reason: string) => {
    const { format } = adapter;
    const raw = jsonContent(record.value);
    return fitEvent(record.at, { kind: 'unrecognised', format, reason, raw });
  };
  try {
    const step = adapter.read(state, record);
    const sound: BuildEvent[] = [];
    const faults: string[] = [];
    for (const event of step.events) {
      const checked = checkEvent(event);
      if (checked.ok) sound.push(checked.event);
      else faults.push(event.kind);
    }
    if (faults.length > 0) sound.push(fault(`the adapter made invalid: ${faults.join(', ')}`));
    return { state: step.state, events: sound };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return { state, events: [fault(`the adapter failed: ${words}`)] };
  }
}
