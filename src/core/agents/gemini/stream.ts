import { z } from 'zod';
import { countOf, isObject, type JsonObject, objectOf, textOf, timeOf } from '../json.ts';
import { emit, learn } from '../reading.ts';
import { learnPrompt } from './messages.ts';
import { type Reading } from './state.ts';
import { endCall, outcomeOf, startCall, textOutput } from './tools.ts';
import { endTurn, ensureTurn, startTurn } from './turns.ts';

const messageSchema = z.looseObject({ role: z.string(), content: z.string() });
const toolUseSchema = z.looseObject({ tool_id: z.string().min(1), tool_name: z.string() });
const toolResultSchema = z.looseObject({ tool_id: z.string().min(1) });

/** One record of `--output-format stream-json`: a run is a turn, from `init` to `result`. */
export function readStream(reading: Reading, record: JsonObject): void {
  reading.at = timeOf(record['timestamp']) ?? reading.at;
  switch (record['type']) {
    case 'init':
      learn(reading, 'session', textOf(record['session_id']));
      learn(reading, 'model', textOf(record['model']));
      startTurn(reading);
      return;
    case 'message':
      readMessage(reading, record);
      return;
    case 'tool_use': {
      const use = toolUseSchema.safeParse(record);
      if (!use.success) return void reading.problems.push('tool_use: no id or name');
      const input = isObject(record['parameters']) ? record['parameters'] : null;
      startCall(reading, use.data.tool_id, use.data.tool_name, input);
      return;
    }
    case 'tool_result':
      readResult(reading, record);
      return;
    case 'error': {
      const message = textOf(record['message']) ?? 'an error';
      if (record['severity'] === 'warning') emit(reading, { kind: 'notice', text: message });
      else emit(reading, { kind: 'error', message });
      return;
    }
    case 'result':
      readEnd(reading, record);
      return;
    default:
      reading.problems.push(`unknown type ${textOf(record['type']) ?? '(none)'}`);
  }
}

function readMessage(reading: Reading, record: JsonObject): void {
  const { state } = reading;
  const parsed = messageSchema.safeParse(record);
  if (!parsed.success) return void reading.problems.push('message: no role or content');
  const { role, content } = parsed.data;
  ensureTurn(reading);
  if (role === 'user') {
    state.block = null;
    emit(reading, { kind: 'user.message', text: content });
    learnPrompt(reading, content);
    return;
  }
  if (role !== 'assistant') return void reading.problems.push(`message: unknown role ${role}`);
  const isDelta = record['delta'] === true;
  if (!isDelta || state.block === null) {
    state.blocks += 1;
    state.block = `text-${state.blocks}`;
  }
  if (content !== '') emit(reading, { kind: 'text.appended', block: state.block, text: content });
  if (!isDelta) state.block = null;
}

function readResult(reading: Reading, record: JsonObject): void {
  const result = toolResultSchema.safeParse(record);
  if (!result.success) return void reading.problems.push('tool_result: no id');
  const id = result.data.tool_id;
  const output = textOf(record['output']);
  if (record['status'] !== 'error') {
    endCall(reading, id, 'succeeded', { output: textOutput(output ?? '') });
    return;
  }
  const told = objectOf(record['error']);
  const error = textOf(told['message']) ?? output ?? textOf(told['type']) ?? 'failed';
  const isDenied = told['type'] === 'policy_violation' || told['type'] === 'execution_denied';
  const outcome = isDenied ? 'denied' : outcomeOf(error);
  endCall(reading, id, outcome, { output: textOutput(output), error });
}

/** The end of a run, with figures of that run alone. */
function readEnd(reading: Reading, record: JsonObject): void {
  const { state } = reading;
  ensureTurn(reading);
  const stats = objectOf(record['stats']);
  const [all, cached] = [countOf(stats['input_tokens']), countOf(stats['cached']) ?? 0];
  const input =
    countOf(stats['input']) ?? (all === undefined ? undefined : Math.max(0, all - cached));
  const output = countOf(stats['output_tokens']);
  if (input !== undefined || output !== undefined) {
    const key = `run-${state.turn.count}`;
    emit(reading, { kind: 'usage', scope: 'turn', key, input, output, cacheRead: cached });
  }
  const durationMs = countOf(stats['duration_ms']);
  if (record['status'] !== 'error') return endTurn(reading, 'succeeded', { durationMs });
  const error = objectOf(record['error']);
  const reason = textOf(error['message']) ?? 'the run failed';
  const code = textOf(error['type']);
  emit(reading, { kind: 'error', message: reason, code });
  const isCancelled = code === 'FatalCancellationError';
  endTurn(reading, isCancelled ? 'cancelled' : 'failed', { reason, durationMs });
}
