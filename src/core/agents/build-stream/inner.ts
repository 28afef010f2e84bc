import { type Json, jsonContent, textContent } from '../../build/content.ts';
import type { BuildEvent, BuildEventOf } from '../../build/event.ts';
import { readAiSdk } from '../ai-sdk/read.ts';
import { editOf, editTools } from '../claude/edits.ts';
import { intOf, isObject, type JsonObject, objectOf, textOf } from '../json.ts';
import { oneLine } from '../text.ts';
import { type BuildStreamReading, emit, ensureTurn } from './state.ts';

/** One chunk of the stream within: the AI SDK's, and what the service adds to it. */
export function readChunk(reading: BuildStreamReading, chunk: Json): void {
  const given = objectOf(chunk);
  switch (given['type']) {
    case 'reasoning':
    case 'data-reasoning':
      readReasoning(reading, given);
      return;
    case 'command_start':
      startCommand(reading, given);
      return;
    case 'command_complete':
      endCommand(reading, given);
      return;
    // The last words of the agent, which it has said in its text.
    case 'result':
      return;
    case 'error':
      passOn(reading, { type: 'error', errorText: errorOf(given) });
      return;
    case 'tool-output-available':
      passOn(reading, withFailure(given));
      return;
    default:
      passOn(reading, chunk);
  }
}

const errorOf = (given: JsonObject) =>
  textOf(given['errorText']) ??
  textOf(given['error']) ??
  textOf(objectOf(given['error'])['message']) ??
  textOf(given['message']) ??
  'the agent failed';

/**
 * The service drops the flag that a result is an error; where the flag has stayed, or the output
 * says it in the agent's own words, the call has failed.
 */
function withFailure(chunk: JsonObject): JsonObject {
  const { output } = chunk;
  const flags = [chunk, objectOf(output)];
  const flagged = flags.some((one) => one['isError'] === true || one['is_error'] === true);
  const words = typeof output === 'string' ? output : (textOf(objectOf(output)['content']) ?? '');
  const says = /^(?:<tool_use_error>|Exit code [1-9]\d*\b|Error: )/.test(words);
  if (!flagged && !says) return chunk;
  const errorText = words === '' ? JSON.stringify(output ?? 'failed') : words;
  const plain = errorText.replace(/<\/?tool_use_error>/g, '');
  return { type: 'tool-output-error', toolCallId: chunk['toolCallId'] ?? null, errorText: plain };
}

/**
 * The turn is the build's and not a message's: `finish` comes after each message, and says nothing of
 * the build.
 */
function passOn(reading: BuildStreamReading, chunk: Json): void {
  const { state, at } = reading;
  const step = readAiSdk(state.inner, { value: chunk, at });
  for (const event of step.events) take(reading, event);
}

function take(reading: BuildStreamReading, event: BuildEvent): void {
  const { state } = reading;
  switch (event.kind) {
    case 'build.started':
      return;
    case 'turn.started':
      ensureTurn(reading);
      return;
    case 'turn.ended':
      if (event.outcome === 'failed') state.failure = event.reason ?? 'failed';
      return;
    case 'plan.updated':
      state.hasPlan = true;
      break;
    case 'tool.started':
      if (editTools.has(event.name)) state.edits.set(event.call, { name: event.name, input: {} });
      break;
    case 'tool.input':
      noteInput(reading, event);
      break;
    case 'file.changed':
      // Of Claude Code's tools more is known than their input.
      if (event.call !== undefined && state.edits.has(event.call)) return;
      break;
    case 'tool.ended':
      tellEdit(reading, event);
      break;
    default:
  }
  const { at: _, ...rest } = event;
  emit(reading, rest);
}

function noteInput({ state }: BuildStreamReading, event: BuildEventOf<'tool.input'>): void {
  const edit = state.edits.get(event.call);
  if (edit && event.input?.as === 'json') edit.input = objectOf(event.input.json);
}

/** The agent within is Claude Code as a rule: its tools say what they change. */
function tellEdit(reading: BuildStreamReading, event: BuildEventOf<'tool.ended'>): void {
  const { call, outcome, output } = event;
  const edit = reading.state.edits.get(call);
  if (!edit) return;
  reading.state.edits.delete(call);
  if (outcome !== 'succeeded') return;
  const structured = output?.as === 'json' ? output.json : undefined;
  const words = output?.as === 'text' ? output.text : '';
  const changed = editOf(edit.name, edit.input, structured, words);
  if (changed) emit(reading, { ...changed, call });
}

function readReasoning(reading: BuildStreamReading, given: JsonObject): void {
  const data = objectOf(given['data']);
  const text = [given['text'], given['reasoning'], given['delta'], given['content']]
    .concat([data['text'], data['message'], data['reasoning'], given['data'], given['message']])
    .map(textOf)
    .find((one) => one !== undefined);
  if (text === undefined) return;
  ensureTurn(reading);
  reading.state.reasonings += 1;
  const block = `reasoning ${textOf(given['id']) ?? reading.state.reasonings}`;
  emit(reading, { kind: 'reasoning.appended', block, text });
}

function startCommand(reading: BuildStreamReading, given: JsonObject): void {
  const { state } = reading;
  const command = textOf(given['command']) ?? '';
  state.commands += 1;
  const call = textOf(given['id']) ?? textOf(given['toolCallId']) ?? `command ${state.commands}`;
  ensureTurn(reading);
  state.running.set(call, command);
  const target = oneLine(command) || undefined;
  const input = textContent(command);
  emit(reading, { kind: 'tool.started', call, name: 'command', target, input });
}

function endCommand(reading: BuildStreamReading, given: JsonObject): void {
  const { state } = reading;
  const command = textOf(given['command']);
  // Without an id it is the oldest that runs the same, else the oldest of all.
  const running = [...state.running];
  const same = running.find(([, words]) => words === command) ?? running[0];
  const call = textOf(given['id']) ?? textOf(given['toolCallId']) ?? same?.[0];
  if (call === undefined || !state.running.has(call)) {
    startCommand(reading, given);
    endCommand(reading, given);
    return;
  }
  state.running.delete(call);
  const exitCode = intOf(given['exit_code'] ?? given['exitCode']);
  const output = given['output'] ?? given['aggregated_output'];
  const failed = (exitCode ?? 0) !== 0 || given['status'] === 'failed';
  emit(reading, {
    kind: 'tool.ended',
    call,
    outcome: failed ? 'failed' : 'succeeded',
    error: failed ? `exit code ${exitCode ?? 'unknown'}` : undefined,
    exitCode,
    output: contentOf(output),
  });
}

function contentOf(output: Json | undefined) {
  if (typeof output === 'string') return textContent(output);
  return isObject(output) || Array.isArray(output) ? jsonContent(output) : undefined;
}
