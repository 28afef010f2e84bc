import type { AdapterStep, RawRecord } from '../adapter.ts';
import { objectOf, textOf } from '../json.ts';
import { unrecognised } from '../emit.ts';
import { readAnswer } from './answers.ts';
import { readRequest } from './requests.ts';
import { messageOf } from './rpc.ts';
import { ACP_FORMAT, type AcpReading, type AcpState, emit } from './state.ts';
import { tellHeard } from './texts.ts';
import { readUpdate } from './updates.ts';

/** Reads one message of either side. Messages carry no time: events get that of their recording. */
export function readAcp(state: AcpState, record: RawRecord): AdapterStep<AcpState> {
  const message = messageOf(record.value);
  const reading: AcpReading = { state, at: message?.at ?? record.at, events: [] };
  if (!message) {
    emit(reading, unrecognised(ACP_FORMAT, record.value, 'no JSON-RPC message'));
    return { state, events: reading.events };
  }
  const { body } = message;
  const params = objectOf(body['params']);
  const session = textOf(params['sessionId']);
  if (session !== undefined && state.session === null) {
    state.session = session;
    emit(reading, { kind: 'build.updated', session });
  }
  const method = textOf(body['method']);
  let fault: string | null;
  if (method === 'session/update') {
    const child = session !== undefined && state.children.has(session) ? session : null;
    fault = readUpdate(reading, objectOf(params['update']), child);
  } else if (method === undefined) fault = readAnswer(reading, message);
  else fault = readRequest(reading, message);
  if (fault !== null) emit(reading, unrecognised(ACP_FORMAT, record.value, fault));
  return { state, events: reading.events };
}

/** The connection is closed: the session ended as its last turn did. */
export function endAcp(state: AcpState, at: number): AdapterStep<AcpState> {
  const reading: AcpReading = { state, at, events: [] };
  tellHeard(reading);
  if (state.started && state.hasContent) {
    const outcome = state.turnOpen ? 'unknown' : (state.last ?? 'unknown');
    const reason = state.turnOpen ? 'the connection ended within a turn' : undefined;
    emit(reading, { kind: 'build.ended', outcome, reason });
  }
  return { state, events: reading.events };
}
