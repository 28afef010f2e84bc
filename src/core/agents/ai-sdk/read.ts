import { type Json } from '../../build/content.ts';
import type { AdapterStep, RawRecord } from '../adapter.ts';
import { isObject, textOf } from '../json.ts';
import { pictureAt } from '../pictures.ts';
import { clip } from '../text.ts';
import { unrecognised } from '../emit.ts';
import { readMetadata } from './metadata.ts';
import { planIn, setPlan } from './plan.ts';
import { type Chunk, chunkSchema, chunkTypes, dataChunkSchema } from './schemas.ts';
import {
  AI_SDK_FORMAT,
  type AiSdkReading,
  type AiSdkState,
  emit,
  endTurn,
  ensureTurn,
} from './state.ts';
import { appendPart, endPart, readPicture, startMessage, startPart, startStep } from './parts.ts';
import {
  endTool,
  readInput,
  readInputError,
  readOutput,
  requestApproval,
  startTool,
} from './tools.ts';

/** Reads one chunk. Chunks carry no time: events get that of its arrival. */
export function readAiSdk(state: AiSdkState, record: RawRecord): AdapterStep<AiSdkState> {
  const reading: AiSdkReading = { state, at: record.at, events: [] };
  const { value } = record;
  const type = isObject(value) ? textOf(value['type']) : undefined;
  if (type?.startsWith('data-')) readData(reading, value);
  else if (type === undefined || !chunkTypes.has(type)) {
    emit(
      reading,
      unrecognised(AI_SDK_FORMAT, value, type === undefined ? 'no type' : `unknown type ${type}`),
    );
  } else {
    const parsed = chunkSchema.safeParse(value);
    if (parsed.success) readChunk(reading, parsed.data);
    else emit(reading, unrecognised(AI_SDK_FORMAT, value, whyNot(parsed.error.issues[0])));
  }
  return { state, events: reading.events };
}

const whyNot = (issue: { path: PropertyKey[]; message: string } | undefined) =>
  issue ? `${issue.path.join('.') || 'record'}: ${issue.message}` : 'invalid';

function readChunk(reading: AiSdkReading, chunk: Chunk): void {
  switch (chunk.type) {
    case 'start':
      startMessage(reading, chunk.messageId);
      readMetadata(reading, chunk.messageMetadata);
      return;
    case 'start-step':
      startStep(reading);
      return;
    case 'finish-step':
      return;
    case 'text-start':
    case 'reasoning-start':
      startPart(reading, kindOf(chunk.type), chunk.id);
      return;
    case 'text-delta':
    case 'reasoning-delta':
      appendPart(reading, kindOf(chunk.type), chunk.id, chunk.delta);
      return;
    case 'text-end':
    case 'reasoning-end':
      endPart(reading, kindOf(chunk.type), chunk.id);
      return;
    case 'tool-input-start':
      startTool(reading, chunk);
      return;
    case 'tool-input-delta':
      readInputDelta(reading, chunk.toolCallId, chunk.inputTextDelta);
      return;
    case 'tool-input-available':
      readInput(reading, chunk);
      return;
    case 'tool-input-error':
      readInputError(reading, chunk);
      return;
    case 'tool-approval-request':
      requestApproval(reading, chunk);
      return;
    case 'tool-output-available':
      readOutput(reading, chunk);
      return;
    case 'tool-output-error':
      endTool(reading, chunk.toolCallId, 'failed', { error: chunk.errorText });
      return;
    case 'tool-output-denied':
      endTool(reading, chunk.toolCallId, 'denied', { error: 'denied by the user' });
      return;
    case 'message-metadata':
      readMetadata(reading, chunk.messageMetadata);
      return;
    case 'finish':
      readMetadata(reading, chunk.messageMetadata);
      finish(reading, chunk.finishReason);
      return;
    case 'abort':
      endTurn(reading, 'cancelled', chunk.reason ?? 'aborted');
      return;
    case 'error':
      emit(reading, { kind: 'error', message: chunk.errorText });
      // There may be no `finish` after it; what goes on in spite of it opens a turn again.
      endTurn(reading, 'failed', chunk.errorText);
      return;
    default:
      readSource(reading, chunk);
  }
}

const kindOf = (type: string) => (type.startsWith('text') ? 'text' : 'reasoning');

function readInputDelta(reading: AiSdkReading, call: string, delta: string): void {
  if (delta === '' || reading.state.endedCalls.has(call)) return;
  emit(reading, { kind: 'tool.input', call, delta });
}

function finish(reading: AiSdkReading, reason: string | undefined): void {
  // `stop` and `tool-calls` are how messages end; anything else is worth telling.
  const isPlain = reason === undefined || reason === 'stop' || reason === 'tool-calls';
  endTurn(reading, reason === 'error' ? 'failed' : 'succeeded', isPlain ? undefined : reason);
}

function readSource(
  reading: AiSdkReading,
  chunk: Extract<Chunk, { type: 'source-url' | 'source-document' | 'file' }>,
): void {
  const content = chunk.type === 'file' ? pictureAt(chunk.url) : null;
  if (content) {
    readPicture(reading, content);
    return;
  }
  let text = `File (${chunk.type === 'source-url' ? '' : chunk.mediaType})`;
  if (chunk.type === 'source-url') {
    text = `Source: ${chunk.title === undefined ? chunk.url : `${chunk.title} (${chunk.url})`}`;
  } else if (chunk.type === 'source-document') {
    text = `Source: ${chunk.title} (${chunk.mediaType})`;
  } else if (!chunk.url.startsWith('data:')) {
    text += `: ${chunk.url}`;
  }
  emit(reading, { kind: 'notice', text });
}

/** A part of the application's own: a plan if it looks like one, else a notice of what it says. */
function readData(reading: AiSdkReading, value: Json): void {
  const parsed = dataChunkSchema.safeParse(value);
  if (!parsed.success) {
    emit(reading, unrecognised(AI_SDK_FORMAT, value, whyNot(parsed.error.issues[0])));
    return;
  }
  const { type, data, transient } = parsed.data;
  const plan = planIn(data, /plan|todo|task/i.test(type));
  if (plan) {
    ensureTurn(reading);
    setPlan(reading, plan);
  } else if (transient !== true) {
    // Transient parts are no part of the message, and would be gone in the application too.
    const words = typeof data === 'string' ? data : JSON.stringify(data ?? null);
    emit(reading, { kind: 'notice', text: clip(`${type.slice(5)}: ${words}`, 1000) });
  }
}
