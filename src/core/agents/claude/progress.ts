import { textContent } from '../../build/content.ts';
import { textOf, timeOf } from '../json.ts';
import { emit } from '../reading.ts';
import { readAssistant } from './assistant.ts';
import { hidden } from './hidden.ts';
import { agentProgressSchema, progressSchema, reasonOf } from './schemas.ts';
import { type Reading } from './state.ts';
import { lastAgent } from './threads.ts';
import { noteAgent } from './tools.ts';
import { readUser } from './user.ts';

/** A `progress` record (2.1.12 to 2.1.81): output of a command so far, or a record of a sub-agent. */
export function readProgress(reading: Reading): void {
  const parsed = progressSchema.safeParse(reading.record);
  if (!parsed.success) {
    reading.problems.push(reasonOf(parsed.error));
    return;
  }
  const { data } = parsed.data;
  switch (data.type) {
    case 'agent_progress':
      readAgent(reading, data);
      return;
    case 'bash_progress':
    case 'powershell_progress':
      readOutput(reading, textOf(data['fullOutput']) ?? textOf(data['output']) ?? '');
      return;
    default:
      if (!hidden.has(`progress/${data.type}`)) {
        reading.problems.push(`unknown progress ${data.type}`);
      }
  }
}

/** A record of a sub-agent, wrapped: it is read as if it stood there itself. */
function readAgent(reading: Reading, data: unknown): void {
  const parsed = agentProgressSchema.safeParse(data);
  if (!parsed.success) {
    reading.problems.push(`agent_progress ${reasonOf(parsed.error)}`);
    return;
  }
  const { state, record } = reading;
  const inner = parsed.data.message;
  const uuid = textOf(inner['uuid']);
  if (uuid !== undefined) {
    if (state.seen.has(uuid)) return;
    state.seen.add(uuid);
  }
  const told = textOf(record['parentToolUseID']);
  const parent = told !== undefined && state.startedCalls.has(told) ? told : lastAgent(state);
  if (parent !== undefined) noteAgent(reading, textOf(parsed.data['agentId']), parent);
  const nested: Reading = {
    ...reading,
    record: inner as Reading['record'],
    at: timeOf(inner['timestamp']) ?? reading.at,
    uuid,
    parent: parent ?? told,
  };
  if (inner.type === 'assistant') readAssistant(nested);
  else if (inner.type === 'user') readUser(nested);
  else reading.problems.push(`unknown agent record ${inner.type}`);
}

/** Output so far is repeated in full each second: only what is new is told. */
function readOutput(reading: Reading, output: string): void {
  const id = textOf(reading.record['parentToolUseID']);
  const call = id === undefined ? undefined : reading.state.calls.get(id);
  if (id === undefined || !call || output === call.output) return;
  if (output.startsWith(call.output)) {
    emit(reading, { kind: 'tool.output', call: id, delta: output.slice(call.output.length) });
  } else {
    emit(reading, { kind: 'tool.output', call: id, output: textContent(output) });
  }
  call.output = output;
}
