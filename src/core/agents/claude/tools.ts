import { type Json, jsonContent, textContent } from '../../build/content.ts';
import type { ToolOutcome } from '../../build/event.ts';
import { countOf, objectOf, textOf } from '../json.ts';
import { firstLine } from '../text.ts';
import { toolTarget } from '../tool-target.ts';
import { emit } from '../reading.ts';
import { editTools, readEdit } from './edits.ts';
import { noteLine } from './messages.ts';
import { answerOf } from './outcome.ts';
import type { ToolResult } from './schemas.ts';
import { type OpenCall, type Reading } from './state.ts';
import { keepsInput, todosAnswered, todosCalled } from './todos.ts';
import { clearAttention, requestAttention } from './turns.ts';

/** Tools that run a sub-agent: `Task` until about 2.1.62, then `Agent`. */
export const isAgentTool = (name: string): boolean => name === 'Task' || name === 'Agent';

/** Tools that wait for the user. */
const questions: ReadonlySet<string> = new Set(['AskUserQuestion', 'ExitPlanMode']);

/** A call, with its whole input; or, while `partial`, before its input has come. */
export function startTool(
  reading: Reading,
  id: string,
  name: string,
  input: Json | undefined,
  partial = false,
): void {
  const { state, parent, at } = reading;
  const known = state.calls.get(id);
  if (state.startedCalls.has(id) && !(known?.partial && !partial)) return;
  const call: OpenCall = known ?? {
    name,
    at,
    parent,
    input: null,
    undo: null,
    output: '',
    partial: true,
  };
  const given = objectOf(input);
  call.partial = partial;
  if (editTools.has(name) || keepsInput(name) || isAgentTool(name)) call.input = given;
  const whole = partial ? {} : { target: toolTarget(input), input: jsonContent(input ?? {}) };
  if (known) emit(reading, { kind: 'tool.input', call: id, ...whole });
  else emit(reading, { kind: 'tool.started', parent, call: id, name: name || 'unknown', ...whole });
  state.startedCalls.add(id);
  noteLine(reading, `call ${id}`);
  // A call whose result came first has ended already.
  if (!state.endedCalls.has(id)) state.calls.set(id, call);
  if (partial) return;
  todosCalled(reading, call, given);
  if (questions.has(name) && !state.endedCalls.has(id)) {
    const text = toolTarget(input) ?? name;
    requestAttention(reading, { id, reason: 'question', text, call: id });
  }
}

/** The result of a call: ends it, unless it only says that work goes on in the background. */
export function readToolResult(reading: Reading, result: ToolResult, structured: unknown): void {
  const { state } = reading;
  const id = result.tool_use_id;
  const call = state.calls.get(id);
  const childSession = agentIn(structured);
  if (childSession !== undefined) state.tasks.set(childSession, id);
  if (!call && state.endedCalls.has(id)) return;
  clearAttention(reading, id);
  const answer = answerOf(result, structured);
  const failed = answer.outcome !== 'succeeded';
  if (call) todosAnswered(reading, call, { failed, structured, text: answer.text });
  if (isLaunch(structured) && !failed) {
    const output = textContent(answer.text);
    emit(reading, { kind: 'tool.output', call: id, output, childSession });
    return;
  }
  if (!failed && call?.input && editTools.has(call.name)) {
    readEdit(reading, id, call.name, call.input, structured, answer.text);
  }
  endCall(reading, id, answer.outcome, {
    output: answer.output,
    error: failed ? firstLine(answer.text, 400) || answer.outcome : undefined,
    exitCode: answer.exitCode,
    durationMs: durationOf(structured),
    childSession,
  });
}

type ToolEnding = Parameters<typeof emit>[1] & { kind: 'tool.ended' };

export function endCall(
  reading: Reading,
  id: string,
  outcome: ToolOutcome,
  rest: Partial<Omit<ToolEnding, 'kind' | 'call' | 'outcome'>>,
): void {
  const { state, at } = reading;
  const call = state.calls.get(id);
  state.calls.delete(id);
  state.endedCalls.add(id);
  if (outcome === 'failed') {
    const durationMs = rest.durationMs ?? Math.max(0, at - (call?.at ?? at));
    state.turn.failed.set(id, { error: rest.error ?? '', durationMs });
  }
  emit(reading, { kind: 'tool.ended', call: id, outcome, ...rest });
}

/** A call that was not allowed, as told apart from its result; what the result said stays. */
export function denyCall(reading: Reading, id: string, reason: string | undefined): void {
  const { state } = reading;
  const failed = state.turn.failed.get(id);
  if (state.endedCalls.has(id) && !failed) return;
  state.turn.failed.delete(id);
  endCall(reading, id, 'denied', {
    error: failed?.error || reason || 'permission denied',
    durationMs: failed?.durationMs,
  });
}

/** Whether a result of an agent call only says that it was started in the background. */
const isLaunch = (structured: unknown) => objectOf(structured)['status'] === 'async_launched';

/** The agent that a call started, which is the session of the agent's own file. */
const agentIn = (structured: unknown): string | undefined =>
  textOf(objectOf(structured)['agentId']) ?? textOf(objectOf(structured)['agent_id']);

/** Notes which agent works for a call that goes on, before its result says so. */
export function noteAgent(reading: Reading, agent: string | undefined, call: string): void {
  const { tasks, calls } = reading.state;
  if (agent === undefined || tasks.get(agent) === call) return;
  tasks.set(agent, call);
  if (!isAgentTool(calls.get(call)?.name ?? '')) return;
  emit(reading, { kind: 'tool.output', call, childSession: agent });
}

function durationOf(structured: unknown): number | undefined {
  const result = objectOf(structured);
  return countOf(result['totalDurationMs']) ?? countOf(result['durationMs']);
}
