import { isObject, type JsonObject, objectOf, textOf } from '../json.ts';
import { firstLine } from '../text.ts';
import { readAgentInfo, readModel, readTokens } from './about.ts';
import { endCall } from './calls.ts';
import { isRefusal } from './requests.ts';
import { agentMethods, answeredKey, clientMethods, type Message } from './rpc.ts';
import { type AcpReading, type AcpRequest, emit } from './state.ts';
import { readTerminal } from './terminals.ts';
import { tellHeard } from './texts.ts';
import { clearAttention, stopTurn } from './turns.ts';

/**
 * The answer to a request. Where the request is out of sight (the output of an agent alone), the
 * answer's shape tells what was asked.
 * @returns why it makes no sense, or null
 */
export function readAnswer(reading: AcpReading, message: Message): string | null {
  const { state } = reading;
  const { body } = message;
  const key = answeredKey(state.pending, message);
  const request = key === null ? undefined : state.pending.get(key);
  if (key !== null) state.pending.delete(key);
  if (isObject(body['error'])) {
    readError(reading, request, body['error']);
    return null;
  }
  const result = objectOf(body['result']);
  const method = request?.method ?? guess(result);
  if (method === null) {
    return Object.keys(result).length === 0 ? null : 'an answer to no known request';
  }
  readResult(reading, method, request?.params ?? {}, request?.attention, result);
  const isKnown = clientMethods.has(method) || agentMethods.has(method);
  return isKnown || Object.keys(result).length === 0 ? null : `an answer to ${method}`;
}

function guess(result: JsonObject): string | null {
  if ('stopReason' in result) return 'session/prompt';
  if ('protocolVersion' in result) return 'initialize';
  if ('sessionId' in result) return 'session/new';
  if ('configOptions' in result || 'modes' in result || 'models' in result) return 'session/load';
  if ('sessions' in result) return 'session/list';
  return ['outcome', 'action', 'terminalId', 'output', 'exitCode', 'content'].some(
    (field) => field in result,
  )
    ? 'fs/read_text_file'
    : null;
}

function readResult(
  reading: AcpReading,
  method: string,
  params: JsonObject,
  attention: string | undefined,
  result: JsonObject,
): void {
  const { state } = reading;
  if (attention !== undefined) clearAttention(reading, (id) => id === attention);
  switch (method) {
    case 'initialize':
      readAgentInfo(reading, result);
      return;
    case 'session/new':
    case 'session/fork':
    case 'session/load':
    case 'session/resume':
      readSession(reading, params, result);
      return;
    case 'session/set_config_option':
      readModel(reading, result);
      return;
    case 'session/set_model':
      readModel(reading, { models: { currentModelId: params['modelId'] ?? null } });
      return;
    case 'session/prompt': {
      tellHeard(reading);
      const reason = textOf(result['stopReason']);
      if (isObject(result['usage'])) readTokens(reading, result['usage']);
      // Version 2 answers a prompt when it is taken; `state_update` tells the end.
      if (reason !== undefined) stopTurn(reading, reason);
      return;
    }
    case 'session/request_permission': {
      const call = state.calls.get(callOf(params) ?? '');
      if (call && isRefusal(params['options'], objectOf(result['outcome']))) call.refused = true;
      return;
    }
    case 'terminal/output': {
      const whole = typeof result['output'] === 'string' ? result['output'] : undefined;
      readTerminal(reading, terminalOf(params), { whole, exit: result['exitStatus'] });
      return;
    }
    case 'terminal/wait_for_exit':
      readTerminal(reading, terminalOf(params), { exit: result });
  }
}

const terminalOf = (params: JsonObject) => textOf(params['terminalId']) ?? '';
const callOf = (params: JsonObject) => textOf(objectOf(params['toolCall'])['toolCallId']);

function readSession(reading: AcpReading, params: JsonObject, result: JsonObject): void {
  const { state } = reading;
  tellHeard(reading);
  if (state.loading === 'first') {
    // What was still running when the session was left will not go on.
    for (const [id, call] of state.calls) endCall(reading, id, call, 'interrupted');
    state.writing.clear();
  }
  state.loading = null;
  const session = textOf(result['sessionId']) ?? textOf(params['sessionId']);
  const cwd = textOf(params['cwd']);
  state.session ??= session ?? null;
  if (session !== undefined || cwd !== undefined) {
    emit(reading, { kind: 'build.updated', session, cwd });
  }
  readModel(reading, result);
}

function readError(reading: AcpReading, request: AcpRequest | undefined, error: JsonObject): void {
  const { state } = reading;
  const code = typeof error['code'] === 'number' ? String(error['code']) : undefined;
  const detail = textOf(error['data']) ?? textOf(objectOf(error['data'])['details']);
  const words = [textOf(error['message']), detail].filter((word) => word !== undefined);
  const message = firstLine(words.join(': '), 1000) || 'the request failed';
  if (request?.attention !== undefined) {
    clearAttention(reading, (id) => id === request.attention);
    return;
  }
  if (request && agentMethods.has(request.method)) {
    // A file that is not there, a command that cannot run: the agent is told, and goes on.
    emit(reading, { kind: 'notice', text: `${request.method}: ${message}` });
    return;
  }
  if (request && /^session\/(?:load|resume)$/.test(request.method)) state.loading = null;
  const isPrompt = request?.method === 'session/prompt' || (!request && state.turnOpen);
  emit(reading, { kind: 'error', message, code });
  if (isPrompt) stopTurn(reading, 'error', message);
}
