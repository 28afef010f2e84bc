import { objectOf, textOf } from '../json.ts';
import { emit } from '../reading.ts';
import { blockKey, trackOf } from './messages.ts';
import {
  blockDeltaSchema,
  blockStartSchema,
  messageStartSchema,
  reasonOf,
  streamEventSchema,
} from './schemas.ts';
import { type MessageTrack, type PartialBlock, type Reading } from './state.ts';
import { startTool } from './tools.ts';
import { ensureTurn } from './turns.ts';
import { readCallUsage } from './usage.ts';

/** Ends of blocks and messages: the full lines tell the same. */
const silent: ReadonlySet<string> = new Set(['content_block_stop', 'message_stop', 'ping']);

/** A `stream_event`: a piece of a message as the model writes it. */
export function readPartial(reading: Reading): void {
  const parsed = streamEventSchema.safeParse(reading.record);
  if (!parsed.success) {
    reading.problems.push(reasonOf(parsed.error));
    return;
  }
  const { event } = parsed.data;
  switch (event.type) {
    case 'message_start':
      startMessage(reading, event);
      return;
    case 'content_block_start':
      startBlock(reading, event);
      return;
    case 'content_block_delta':
      growBlock(reading, event);
      return;
    case 'message_delta': {
      const current = currentOf(reading);
      if (current) readCallUsage(reading, current.id, current.track, event['usage']);
      return;
    }
    case 'error': {
      const error = objectOf(event['error']);
      const message = textOf(error['message']) ?? 'The stream of the model failed';
      emit(reading, { kind: 'error', message, code: textOf(error['type']), recovering: true });
      return;
    }
    default:
      if (!silent.has(event.type)) reading.problems.push(`unknown stream event ${event.type}`);
  }
}

function startMessage(reading: Reading, event: unknown): void {
  const { state, parent } = reading;
  const parsed = messageStartSchema.safeParse(event);
  if (!parsed.success) {
    reading.problems.push(`message_start ${reasonOf(parsed.error)}`);
    return;
  }
  const { message } = parsed.data;
  // A message that is known in full is being replayed: its pieces are told already.
  if (state.blocks.has(message.id)) {
    state.streaming.delete(parent ?? '');
    return;
  }
  ensureTurn(reading);
  state.streaming.set(parent ?? '', message.id);
  readCallUsage(reading, message.id, trackOf(reading, message.id), message['usage']);
}

function currentOf({ state, parent }: Reading): { id: string; track: MessageTrack } | null {
  const id = state.streaming.get(parent ?? '');
  const track = id === undefined ? undefined : state.messages.get(id);
  return id !== undefined && track ? { id, track } : null;
}

function startBlock(reading: Reading, event: unknown): void {
  const parsed = blockStartSchema.safeParse(event);
  if (!parsed.success) {
    reading.problems.push(`content_block_start ${reasonOf(parsed.error)}`);
    return;
  }
  const current = currentOf(reading);
  if (!current) return;
  const { index, content_block: block } = parsed.data;
  // The full line was there first (it should not be): nothing is left to tell.
  const settled = index < (reading.state.blocks.get(current.id) ?? 0);
  const call = block.type.endsWith('tool_use') ? (textOf(block['id']) ?? null) : null;
  const kind = kindOf(block.type);
  current.track.partial.set(index, { kind, call, text: '', settled });
  if (settled) return;
  if (call !== null) startTool(reading, call, textOf(block['name']) ?? 'unknown', undefined, true);
  const first = textOf(block['text']) ?? textOf(block['thinking']);
  const partial = current.track.partial.get(index);
  if (first !== undefined && partial) append(reading, blockKey(current.id, index), partial, first);
}

const kindOf = (type: string): PartialBlock['kind'] => {
  if (type === 'text') return 'text';
  if (type === 'thinking') return 'reasoning';
  return type.endsWith('tool_use') ? 'tool' : 'other';
};

function growBlock(reading: Reading, event: unknown): void {
  const parsed = blockDeltaSchema.safeParse(event);
  if (!parsed.success) {
    reading.problems.push(`content_block_delta ${reasonOf(parsed.error)}`);
    return;
  }
  const current = currentOf(reading);
  const { index, delta } = parsed.data;
  const partial = current?.track.partial.get(index);
  if (!current || !partial || partial.settled) return;
  switch (delta.type) {
    case 'text_delta':
    case 'thinking_delta': {
      const text = textOf(delta['text']) ?? textOf(delta['thinking']);
      if (text !== undefined) append(reading, blockKey(current.id, index), partial, text);
      return;
    }
    case 'input_json_delta': {
      const text = textOf(delta['partial_json']);
      if (text !== undefined && partial.call !== null) {
        emit(reading, { kind: 'tool.input', call: partial.call, delta: text });
      }
      return;
    }
    case 'signature_delta':
    case 'citations_delta':
    case 'compaction_delta':
      return;
    default:
      reading.problems.push(`unknown delta ${delta.type}`);
  }
}

function append(reading: Reading, block: string, partial: PartialBlock, text: string): void {
  if (partial.kind !== 'text' && partial.kind !== 'reasoning') return;
  partial.text += text;
  const { parent } = reading;
  if (parent === undefined && partial.kind === 'text') reading.state.turn.spoke = true;
  emit(reading, { kind: `${partial.kind}.appended`, parent, block, text });
}
