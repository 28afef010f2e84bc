import { isObject, listOf, textOf } from '../json.ts';
import { emit, learn } from '../reading.ts';
import { hidden } from './hidden.ts';
import { claimPlace, readTextBlock, supersede, trackOf } from './messages.ts';
import {
  type Block,
  messageRecordSchema,
  reasonOf,
  textBlockSchema,
  thinkingBlockSchema,
  toolResultSchema,
  toolUseSchema,
} from './schemas.ts';
import { type Reading } from './state.ts';
import { readToolResult, startTool } from './tools.ts';
import { endTurn, ensureTurn } from './turns.ts';
import { readCallUsage } from './usage.ts';

/** Model name of messages that Claude Code made itself: limits, failures, fillers. */
const SYNTHETIC = '<synthetic>';

/** An `assistant` record: as a rule one finished block of a message. */
export function readAssistant(reading: Reading): void {
  const parsed = messageRecordSchema.safeParse(reading.record);
  if (!parsed.success) {
    reading.problems.push(reasonOf(parsed.error));
    return;
  }
  const { record, state, parent } = reading;
  const { message } = parsed.data;
  supersede(reading, listOf(record['supersedes']));
  ensureTurn(reading);
  const id = textOf(message['id']) ?? reading.uuid ?? `line${state.blocks.size}`;
  const blocks: Block[] =
    typeof message.content === 'string'
      ? [{ type: 'text', text: message.content }]
      : message.content;
  if (message['model'] === SYNTHETIC || record['isApiErrorMessage'] === true) {
    readSynthetic(reading, blocks);
    return;
  }
  if (parent === undefined) {
    learn(reading, 'model', textOf(message['model']));
    state.turn.spoke ||= blocks.some(({ type }) => type === 'text');
  }
  for (const block of blocks) readBlock(reading, id, block);
  readCallUsage(reading, id, trackOf(reading, id), message['usage']);
  const error = textOf(record['error']);
  if (error !== undefined) tellError(reading, `The model's answer failed: ${error}`, error);
  const stop = message['stop_reason'];
  const isLast = stop === 'end_turn' || stop === 'stop_sequence';
  if (isLast && endsTurns(reading)) endTurn(reading, { outcome: 'succeeded' });
}

/** In transcripts the last message ends the turn; stream-json has a record for it. */
function endsTurns({ state, parent, record }: Reading): boolean {
  const isMain = parent === undefined && (record['isSidechain'] !== true || state.turn.count < 2);
  return state.format === 'claude-transcript' && isMain && state.turn.open;
}

function readBlock(reading: Reading, message: string, block: Block): void {
  switch (block.type) {
    case 'text': {
      const parsed = textBlockSchema.safeParse(block);
      if (parsed.success) readTextBlock(reading, message, 'text', parsed.data.text);
      else reading.problems.push(`text ${reasonOf(parsed.error)}`);
      return;
    }
    case 'thinking': {
      const parsed = thinkingBlockSchema.safeParse(block);
      if (parsed.success) readTextBlock(reading, message, 'reasoning', parsed.data.thinking);
      else reading.problems.push(`thinking ${reasonOf(parsed.error)}`);
      return;
    }
    case 'tool_use':
    case 'server_tool_use':
    case 'mcp_tool_use': {
      const parsed = toolUseSchema.safeParse(block);
      if (!parsed.success) {
        reading.problems.push(`${block.type} ${reasonOf(parsed.error)}`);
        return;
      }
      const { id, name, input } = parsed.data;
      if (!reading.state.startedCalls.has(id) || reading.state.calls.get(id)?.partial) {
        claimPlace(reading, message, (partial) => partial.call === id);
      }
      startTool(reading, id, name, input);
      return;
    }
    default:
      readOtherBlock(reading, block);
  }
}

function readOtherBlock(reading: Reading, block: Block): void {
  // `web_search_tool_result`, `mcp_tool_result` …: results of tools that the model's server ran.
  if (block.type.endsWith('tool_result')) {
    const { content } = block;
    const failed = block['is_error'] === true || (isObject(content) && 'error_code' in content);
    const parsed = toolResultSchema.safeParse({ ...block, is_error: failed });
    if (parsed.success) readToolResult(reading, parsed.data, undefined);
    else reading.problems.push(`${block.type} ${reasonOf(parsed.error)}`);
  } else if (!hidden.has(`block/${block.type}`)) {
    reading.problems.push(`unknown block ${block.type}`);
  }
}

/** What Claude Code says in the model's place: an error, or a remark. */
function readSynthetic(reading: Reading, blocks: readonly Block[]): void {
  const { record, parent } = reading;
  const text = blocks.flatMap((block) => textOf(block['text']) ?? []).join('\n');
  const code = textOf(record['error']);
  if (record['isApiErrorMessage'] !== true && code === undefined) {
    if (text !== '') emit(reading, { kind: 'notice', parent, text });
    return;
  }
  tellError(reading, text || (code ?? 'The model could not be reached'), code);
  if (endsTurns(reading)) endTurn(reading, { outcome: 'failed', reason: text });
}

function tellError(reading: Reading, message: string, code: string | undefined): void {
  if (reading.parent === undefined) reading.state.turn.error = message;
  emit(reading, { kind: 'error', parent: reading.parent, message, code });
}
