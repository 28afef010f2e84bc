import { type Content, type Json, jsonContent, textContent } from '../../build/content.ts';
import type { ToolOutcome } from '../../build/event.ts';
import { isObject, type JsonObject, objectOf, textOf } from '../json.ts';
import { firstLine, oneLine, withoutColours } from '../text.ts';
import { toolTarget } from '../tool-target.ts';
import { keepNewest } from '../memory.ts';
import { objectsOf, outputOf } from './content.ts';
import { readDiffs } from './files.ts';
import { type AcpCall, type AcpReading, emit } from './state.ts';
import { readTerminalMeta } from './terminals.ts';
import { closeBlock } from './texts.ts';
import { clearAttention, ensureTurn } from './turns.ts';

const MOST_ENDED = 20_000;
const MOST_OPEN = 2000;

/**
 * `tool_call`, and `tool_call_update`, which tells only what changed. Both are read alike: the first
 * of a call may be either, where the beginning is out of sight.
 */
export function readCall(reading: AcpReading, update: JsonObject, parent?: string): boolean {
  const { state } = reading;
  const id = textOf(update['toolCallId']);
  if (id === undefined) return false;
  const told = parent ?? textOf(claudeMeta(update)['parentToolUseId']);
  if (state.ended.has(id)) return true;
  const call = state.calls.get(id) ?? begin(reading, id, update, told);
  describe(reading, id, call, update);
  readTerminalMeta(reading, id, call, objectOf(update['_meta']));
  readOutput(reading, id, call, update);
  const status = textOf(update['status']);
  if (status === 'in_progress') clearAttention(reading, (_id, waiting) => waiting === id);
  const outcome = status === undefined ? undefined : outcomes.get(status);
  if (outcome !== undefined) endCall(reading, id, call, outcome);
  return true;
}

const outcomes: ReadonlyMap<string, ToolOutcome> = new Map([
  ['completed', 'succeeded'],
  ['failed', 'failed'],
  ['cancelled', 'interrupted'],
]);

/** What an adapter of Claude Code adds of its own. */
const claudeMeta = (update: JsonObject) => objectOf(objectOf(update['_meta'])['claudeCode']);

function begin(
  reading: AcpReading,
  id: string,
  update: JsonObject,
  parent: string | undefined,
): AcpCall {
  ensureTurn(reading);
  closeBlock(reading, parent);
  const call: AcpCall = {
    name: nameOf(update) ?? 'unknown',
    target: targetOf(update) ?? null,
    kind: textOf(update['kind']) ?? 'other',
    output: null,
    content: [],
    terminal: null,
    exitCode: null,
    refused: false,
    parent,
  };
  reading.state.calls.set(id, call);
  keepNewest(reading.state.calls, MOST_OPEN);
  emit(reading, {
    kind: 'tool.started',
    call: id,
    name: call.name,
    target: call.target ?? undefined,
    input: inputOf(update['rawInput']),
    parent,
  });
  return call;
}

/** The tool's name where an agent tells it, else what kind of tool it is, else its title. */
function nameOf(update: JsonObject): string | undefined {
  const name = textOf(update['name']) ?? textOf(claudeMeta(update)['toolName']);
  const kind = textOf(update['kind']);
  const title = firstLine(textOf(update['title']) ?? '', 80);
  return name ?? (kind === 'other' ? undefined : kind) ?? (title || undefined);
}

function targetOf(update: JsonObject): string | undefined {
  const path = objectsOf(update['locations']).map((one) => textOf(one['path']))[0];
  const command = update['kind'] === 'execute' ? oneLine(textOf(update['title']) ?? '') : '';
  return (
    path ??
    toolTarget(update['rawInput']) ??
    (command || firstLine(textOf(update['title']) ?? '') || undefined)
  );
}

function inputOf(rawInput: Json | undefined): Content | undefined {
  if (rawInput === undefined || rawInput === null) return undefined;
  return typeof rawInput === 'string' ? textContent(rawInput) : jsonContent(rawInput);
}

/** What an update adds to what was known of a call that goes on. */
function describe(reading: AcpReading, id: string, call: AcpCall, update: JsonObject): void {
  call.kind = textOf(update['kind']) ?? call.kind;
  const name = nameOf(update);
  if (name !== undefined && call.name === 'unknown') {
    call.name = name;
    emit(reading, { kind: 'tool.started', call: id, name, target: targetOf(update) });
  }
  // A title alone says less than the path or the command that was told before.
  const says = update['locations'] !== undefined || update['rawInput'] !== undefined;
  const target = says || call.target === null ? targetOf(update) : undefined;
  const input = inputOf(update['rawInput']);
  const isNews = target !== undefined && target !== call.target;
  if (isNews) call.target = target;
  // The first record of a call has told its input already.
  if (update['sessionUpdate'] === 'tool_call') return;
  if (isNews || input) emit(reading, { kind: 'tool.input', call: id, target, input });
}

function readOutput(reading: AcpReading, id: string, call: AcpCall, update: JsonObject): void {
  const { content, rawOutput } = update;
  const piece = update['sessionUpdate'] === 'tool_call_content_chunk';
  if (Array.isArray(content)) call.content = content.filter(isObject);
  else if (piece && isObject(content)) call.content.push(content);
  for (const item of call.content) {
    const terminal = item['type'] === 'terminal' && textOf(item['terminalId']);
    if (!terminal) continue;
    call.terminal = terminal;
    const known = reading.state.terminals.get(terminal);
    if (known) known.call = id;
  }
  const given = content !== undefined || rawOutput !== undefined;
  const output = given ? outputOf(call.content, rawOutput) : undefined;
  if (!output || JSON.stringify(output) === JSON.stringify(call.output)) return;
  call.output = output;
  emit(reading, { kind: 'tool.output', call: id, output });
}

/** Ends a call: what it changed is told only now, as before it was a proposal. */
export function endCall(
  reading: AcpReading,
  id: string,
  call: AcpCall,
  outcome: ToolOutcome,
): void {
  const { state } = reading;
  clearAttention(reading, (_id, waiting) => waiting === id);
  state.calls.delete(id);
  state.ended.add(id);
  keepNewest(state.ended, MOST_ENDED);
  if (outcome === 'succeeded') readDiffs(reading, id, call.content);
  const parts = call.output?.as === 'parts' ? call.output.parts : [call.output];
  const text = parts.find((part) => part?.as === 'text');
  const words = text?.as === 'text' ? withoutColours(text.text) : '';
  const said = firstLine(words.replace(/^```\w*\n/, ''), 400);
  const terminal = call.terminal === null ? undefined : state.terminals.get(call.terminal);
  emit(reading, {
    kind: 'tool.ended',
    call: id,
    outcome: outcome === 'failed' && call.refused ? 'denied' : outcome,
    error: outcome === 'failed' ? said || 'failed' : undefined,
    exitCode: call.exitCode ?? terminal?.exitCode ?? undefined,
  });
}
