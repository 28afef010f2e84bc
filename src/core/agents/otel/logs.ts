import { textOf } from '../json.ts';
import { firstLine } from '../text.ts';
import { contentOf, endCall, startCall } from './calls.ts';
import { readMessages } from './messages.ts';
import { jsonOf } from './otlp.ts';
import { countAt, emit, ensureTurn, get, numberOf, type OtelReading } from './state.ts';

/**
 * Events that Claude Code and Codex log (`claude_code.tool_result`, `codex.tool_result` …).
 * @returns false for one that is not known
 */
export function readLog(reading: OtelReading): boolean {
  const name = reading.item.name.replace(/^(?:claude_code|codex)\./, '');
  switch (name) {
    case 'user_prompt': {
      ensureTurn(reading);
      const length = countAt(reading, 'prompt_length');
      const text = textOf(get(reading, 'prompt')) ?? `(a prompt of ${length ?? '?'} characters)`;
      emit(reading, { kind: 'user.message', text });
      return true;
    }
    case 'api_request':
    case 'sse_event':
      readRequest(reading);
      return true;
    case 'api_error':
    case 'stream_error': {
      const message = textOf(get(reading, 'error')) ?? textOf(get(reading, 'error.message'));
      const code = countAt(reading, 'status_code', 'http.response.status_code');
      // The agent tries again by itself; whether it gave up is not told.
      emit(reading, {
        kind: 'error',
        message: firstLine(message ?? 'the request failed', 1000),
        code: code === undefined ? undefined : String(code),
        recovering: true,
      });
      return true;
    }
    case 'tool_result':
      readResult(reading);
      return true;
    case 'tool_decision': {
      const decision = textOf(get(reading, 'decision')) ?? '';
      const tool = textOf(get(reading, 'tool_name')) ?? 'A tool';
      if (!/^(?:accept|approved)/.test(decision)) {
        emit(reading, { kind: 'notice', text: `${tool}: ${decision || 'decided'}` });
      }
      return true;
    }
    case 'conversation_starts': {
      const model = textOf(get(reading, 'model'));
      const agent = reading.item.name.startsWith('codex') ? 'Codex' : undefined;
      emit(reading, { kind: 'build.updated', model, agent });
      return true;
    }
    case 'gen_ai.client.inference.operation.details':
      readMessages(reading);
      return true;
    default:
      return false;
  }
}

function readRequest(reading: OtelReading): void {
  const told = {
    input: countAt(reading, 'input_tokens', 'input_token_count'),
    output: countAt(reading, 'output_tokens', 'output_token_count'),
    cacheRead: countAt(reading, 'cache_read_tokens', 'cached_token_count'),
    cacheWrite: countAt(reading, 'cache_creation_tokens'),
    reasoning: countAt(reading, 'reasoning_token_count'),
  };
  const cost = numberOf(reading, 'cost_usd');
  const model = textOf(get(reading, 'model'));
  if (model !== undefined && model !== reading.state.model) {
    reading.state.model = model;
    emit(reading, { kind: 'build.updated', model });
  }
  if (cost === undefined && Object.values(told).every((value) => value === undefined)) return;
  reading.state.cost += cost ?? 0;
  const costUsd = cost === undefined ? undefined : reading.state.cost;
  // Codex counts what came from the cache among the input.
  const isCodex = get(reading, 'input_token_count') !== undefined;
  const input = isCodex ? Math.max(0, (told.input ?? 0) - (told.cacheRead ?? 0)) : told.input;
  emit(reading, { kind: 'usage', scope: 'call', ...told, input, costUsd });
}

function readResult(reading: OtelReading): void {
  const { state } = reading;
  const told = textOf(get(reading, 'tool_use_id')) ?? textOf(get(reading, 'call_id'));
  state.unnamed += told === undefined ? 1 : 0;
  const call = told ?? `log ${state.unnamed}`;
  const name = textOf(get(reading, 'tool_name')) ?? 'unknown';
  const input =
    get(reading, 'tool_input') ?? get(reading, 'tool_parameters') ?? get(reading, 'arguments');
  const durationMs = countAt(reading, 'duration_ms');
  const at = durationMs === undefined ? undefined : Math.max(0, reading.at - durationMs);
  startCall(reading, call, name, input, at);
  const success = get(reading, 'success');
  const failed = success === false || success === 'false';
  const error = textOf(get(reading, 'error'));
  endCall(reading, call, failed ? 'failed' : 'succeeded', {
    output: contentOf(jsonOf(get(reading, 'output'))),
    durationMs,
    ...(failed ? { error: firstLine(error ?? 'failed', 400) } : {}),
  });
}
