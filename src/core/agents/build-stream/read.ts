import { type Json } from '../../build/content.ts';
import type { AdapterStep, RawRecord } from '../adapter.ts';
import { countOf, isObject, type JsonObject, listOf, objectOf, textOf, timeOf } from '../json.ts';
import { planItems } from '../plan-items.ts';
import { clip, firstLine } from '../text.ts';
import { unrecognised } from '../emit.ts';
import { isKnown } from './envelope.ts';
import { takeFrames } from './frames.ts';
import { readChunk } from './inner.ts';
import {
  BUILD_STREAM_FORMAT,
  type BuildStreamReading,
  type BuildStreamState,
  emit,
  ensureTurn,
} from './state.ts';

/** Reads one message of the service. */
export function readBuildStream(
  state: BuildStreamState,
  record: RawRecord,
): AdapterStep<BuildStreamState> {
  const given = objectOf(record.value);
  const at = timeOf(given['timestamp']) ?? record.at;
  const reading: BuildStreamReading = { state, at, events: [] };
  const type = textOf(given['type']) ?? '';
  if (!isKnown(type))
    emit(
      reading,
      unrecognised(BUILD_STREAM_FORMAT, record.value, `unknown type ${type || 'none'}`),
    );
  else if (!readMessage(reading, type, given)) {
    emit(reading, unrecognised(BUILD_STREAM_FORMAT, record.value, `unknown shape of ${type}`));
  }
  return { state, events: reading.events };
}

function readMessage(reading: BuildStreamReading, type: string, given: JsonObject): boolean {
  const payload = objectOf(given['payload']);
  switch (type) {
    case 'build-stream':
      return readStream(reading, given['data']);
    case 'start-build':
      readStart(reading, payload);
      return true;
    case 'build-progress': {
      const text = textOf(payload['message']) ?? textOf(payload['stage']);
      if (text !== undefined) emit(reading, { kind: 'notice', text });
      return text !== undefined;
    }
    case 'build-completed':
      complete(reading, payload);
      return true;
    case 'build-failed':
    case 'error':
    case 'dev-server-error':
      fail(reading, type === 'build-failed', given);
      return true;
    case 'project-metadata': {
      const cwd = textOf(payload['path']);
      if (cwd !== undefined) emit(reading, { kind: 'build.updated', cwd });
      return true;
    }
    default:
      readAside(reading, type, given);
      return true;
  }
}

function readStream(reading: BuildStreamReading, data: Json | undefined): boolean {
  if (isObject(data)) {
    readChunk(reading, data);
    return true;
  }
  if (typeof data !== 'string') return false;
  const { state } = reading;
  const { chunks, bad, rest } = takeFrames(state.rest + data);
  state.rest = rest;
  for (const chunk of chunks) readChunk(reading, chunk);
  for (const frame of bad)
    emit(
      reading,
      unrecognised(BUILD_STREAM_FORMAT, clip(frame, 10_000), 'a frame that is no JSON'),
    );
  return true;
}

function readStart(reading: BuildStreamReading, payload: JsonObject): void {
  emit(reading, {
    kind: 'build.updated',
    title: textOf(payload['projectName']) ?? textOf(payload['projectSlug']),
    agent: textOf(payload['agent']),
    model: textOf(payload['claudeModel']),
  });
  ensureTurn(reading);
  const text = textOf(payload['prompt']);
  if (text !== undefined) emit(reading, { kind: 'user.message', text });
}

function complete(reading: BuildStreamReading, payload: JsonObject): void {
  const { state } = reading;
  // The service closes every item of its list; what the agent said of its plan stands.
  const items = planItems(listOf(payload['todos']).filter(isObject));
  if (!state.hasPlan && items && items.length > 0) {
    emit(reading, { kind: 'plan.updated', todos: items });
  }
  const summary = textOf(payload['summary']);
  if (summary !== undefined) emit(reading, { kind: 'notice', text: firstLine(summary, 1000) });
  finish(reading, 'succeeded');
}

function fail(reading: BuildStreamReading, isEnd: boolean, given: JsonObject): void {
  const message =
    textOf(given['error']) ?? textOf(objectOf(given['error'])['message']) ?? 'the build failed';
  emit(reading, { kind: 'error', message: clip(message, 4000) });
  if (isEnd) finish(reading, 'failed', firstLine(message, 400));
}

function finish(reading: BuildStreamReading, outcome: 'succeeded' | 'failed', reason?: string) {
  const { state } = reading;
  if (state.turnOpen) emit(reading, { kind: 'turn.ended', outcome, reason });
  state.turnOpen = false;
  if (!state.ended) emit(reading, { kind: 'build.ended', outcome, reason });
  state.ended = true;
}

/** What a server, a tunnel or the service itself says: some of it is news of the build. */
function readAside(reading: BuildStreamReading, type: string, given: JsonObject): void {
  const port = countOf(given['port']) ?? countOf(given['newPort']);
  const text = textOf(given['tunnelUrl']) ?? textOf(given['message']);
  switch (type) {
    case 'port-detected':
    case 'port-conflict':
    case 'port-reallocated':
    case 'tunnel-created':
    case 'tunnel-closed':
    case 'process-exited':
    case 'autofix-started': {
      const code = given['exitCode'];
      const told = typeof code === 'number' ? `exit code ${code}` : undefined;
      const words = [port === undefined ? undefined : String(port), text, told];
      const more = words.filter((word) => word !== undefined).join(' ');
      emit(reading, { kind: 'notice', text: `${type.replaceAll('-', ' ')} ${more}`.trim() });
      return;
    }
    case 'file-written': {
      const path = textOf(given['filePath']);
      if (path !== undefined) emit(reading, { kind: 'file.changed', path, change: 'modified' });
      return;
    }
    // Logs of servers, answers to commands, the runner's pulse: nothing that a build shows.
    default:
  }
}

/** The service is gone: how the build ended is known only where it was said. */
export function endBuildStream(state: BuildStreamState, at: number): AdapterStep<BuildStreamState> {
  const reading: BuildStreamReading = { state, at, events: [] };
  if (state.rest.trim() !== '') {
    emit(
      reading,
      unrecognised(
        BUILD_STREAM_FORMAT,
        clip(state.rest, 10_000),
        'a frame cut off at the end of the stream',
      ),
    );
    state.rest = '';
  }
  if (state.turnOpen) {
    const outcome = state.failure === null ? 'unknown' : 'failed';
    const reason = state.failure ?? 'the stream ended within the build';
    emit(reading, { kind: 'build.ended', outcome, reason });
  }
  return { state, events: reading.events };
}
