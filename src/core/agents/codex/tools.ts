import { type Content, type Json, jsonContent } from '../../build/content.ts';
import type { ToolOutcome } from '../../build/event.ts';
import type { JsonObject } from '../json.ts';
import { listOf, objectOf } from '../json.ts';
import { firstLine, oneLine } from '../text.ts';
import { toolTarget } from '../tool-target.ts';
import { emit } from '../reading.ts';
import { changesOf, changesOfPatch, type FileChange, patchIn } from './patches.ts';
import { planAnswered } from './plan.ts';
import { type OpenCall, type Reading } from './state.ts';
import { clearAttention, ensureTurn } from './turns.ts';

/** A call; one that is known already only gets the input that it did not have. */
export function startTool(
  reading: Reading,
  id: string,
  name: string,
  input: Json,
): OpenCall | null {
  const { state } = reading;
  const known = state.calls.get(id);
  const given = typeof input === 'string' ? { input } : objectOf(input);
  if (state.startedCalls.has(id)) {
    if (known && Object.keys(known.input).length === 0 && Object.keys(given).length > 0) {
      known.input = given;
      emit(reading, { kind: 'tool.input', call: id, target: targetOf(given), input: told(input) });
    }
    return known ?? null;
  }
  ensureTurn(reading);
  const call: OpenCall = { name, input: given, changes: null, undo: null, output: '' };
  state.startedCalls.add(id);
  const start = { call: id, name: name === '' ? 'unknown' : name, target: targetOf(given) };
  emit(reading, { kind: 'tool.started', ...start, input: told(input) });
  // A call whose result came first has ended already.
  if (state.endedCalls.has(id)) return null;
  state.calls.set(id, call);
  return call;
}

const told = (input: Json): Content =>
  typeof input === 'string' ? { as: 'text', text: input } : jsonContent(input);

export interface ToolEnding {
  readonly outcome: ToolOutcome;
  readonly output?: Content | undefined;
  readonly error?: string | undefined;
  readonly exitCode?: number | undefined;
  readonly durationMs?: number | undefined;
  readonly childSession?: string | undefined;
}

/** Ends a call, once. A patch that was applied tells now what it changed. */
export function endTool(reading: Reading, id: string, ending: ToolEnding): void {
  const { state } = reading;
  if (state.endedCalls.has(id)) return;
  const call = state.calls.get(id);
  const { outcome, output, exitCode, durationMs, childSession } = ending;
  if (call) planAnswered(reading, call, outcome === 'succeeded');
  if (call && outcome === 'succeeded') tellPatch(reading, id, call);
  state.calls.delete(id);
  state.endedCalls.add(id);
  clearAttention(reading, (_id, waiting) => waiting === id);
  const parts = output?.as === 'parts' ? output.parts : [output];
  const said = parts.findLast((part) => part?.as === 'text');
  const words = said?.as === 'text' ? firstLine(said.text, 400) : '';
  const error = outcome === 'succeeded' ? undefined : ending.error || words || outcome;
  const rest = { output, error, exitCode, durationMs, childSession };
  emit(reading, { kind: 'tool.ended', call: id, outcome, ...rest });
}

/** Output that grows, told whole each time. */
export function growOutput(reading: Reading, id: string, output: string): void {
  const call = reading.state.calls.get(id);
  if (!call || output === call.output || output === '') return;
  if (output.startsWith(call.output)) {
    emit(reading, { kind: 'tool.output', call: id, delta: output.slice(call.output.length) });
  } else emit(reading, { kind: 'tool.output', call: id, output: { as: 'text', text: output } });
  call.output = output;
}

/** Output that comes in pieces. */
export function appendOutput(reading: Reading, id: string, delta: string): void {
  if (delta === '' || reading.state.endedCalls.has(id)) return;
  emit(reading, { kind: 'tool.output', call: id, delta });
}

function tellPatch(reading: Reading, id: string, call: OpenCall): void {
  const changes = changesOf(call.changes);
  const patch = changes.length > 0 ? undefined : patchIn(call.name, call.input);
  tellChanges(reading, id, patch === undefined ? changes : changesOfPatch(patch));
}

/** Tells the files that a call changed, once. */
export function tellChanges(reading: Reading, id: string, changes: readonly FileChange[]): void {
  if (changes.length === 0 || reading.state.changedFiles.has(id)) return;
  reading.state.changedFiles.add(id);
  for (const change of changes) emit(reading, { kind: 'file.changed', ...change, call: id });
}

/** A command that is a script in the hands of a shell. */
const shell = /^(?:\S*\/)?(?:ba|z|da)?sh -l?c (['"])([\s\S]*)\1$/;

/** What a call works on: of a shell only the script, of a patch its files. */
function targetOf(input: JsonObject): string | undefined {
  const { command, changes } = input;
  const [, flag, script] = listOf(command);
  if (typeof flag === 'string' && /^-l?c$/.test(flag) && typeof script === 'string') {
    return oneLine(script) || undefined;
  }
  const quoted = typeof command === 'string' ? shell.exec(command)?.[2] : undefined;
  if (quoted !== undefined) return oneLine(quoted) || undefined;
  const files = changesOf(changes).map(({ path }) => path);
  if (files.length > 0) return oneLine(files.join(', '));
  const patched = changesOfPatch(patchIn('apply_patch', input) ?? '').map(({ path }) => path);
  return patched.length > 0 ? oneLine(patched.join(', ')) : toolTarget(input);
}
