import { textContent } from '../../build/content.ts';
import type { ToolOutcome } from '../../build/event.ts';
import { objectOf, textOf } from '../json.ts';
import { emit } from '../reading.ts';
import { type Reading } from './state.ts';
import { endCall } from './tools.ts';

/**
 * Background tasks: sub-agents and shells that outlive the result of their call. A background shell's
 * call ends with its result (the call did return); a background agent's call ends with the notice
 * that the agent did.
 */
export interface TaskNotice {
  readonly task: string | undefined;
  readonly call: string | undefined;
  readonly status: string | undefined;
  readonly summary: string | undefined;
  readonly result?: string | undefined;
}

export function readTaskNotice(reading: Reading, notice: TaskNotice): void {
  const { state } = reading;
  // The same notice comes when it is queued, and again when the agent is told.
  const same = `${notice.task ?? notice.call}|${notice.status}|${notice.summary}`;
  if (state.notified.has(same)) return;
  state.notified.add(same);
  const owner = notice.task === undefined ? undefined : state.tasks.get(notice.task);
  const id = notice.call !== undefined && state.calls.has(notice.call) ? notice.call : owner;
  const open = id === undefined ? undefined : state.calls.get(id);
  const text = notice.summary ?? `Background task ${notice.status ?? 'ended'}`;
  if (id === undefined || !open || !isLaunched(open.name)) {
    emit(reading, { kind: 'notice', text });
    return;
  }
  const outcome = outcomeOf(notice.status);
  if (outcome === null) return;
  endCall(reading, id, outcome, {
    output: textContent(notice.result ?? text),
    error: outcome === 'failed' ? text : undefined,
  });
}

/** Whether a text is a notice of a background task: `<task-notification>`, and what it was called before. */
export const isTaskNotice = (text: string): boolean =>
  /^\s*<(?:task|agent|bash|shell)-notification>/.test(text);

/** `TaskOutput` asks a background task for its output, and so finds out that it has ended. */
export function readTaskOutput(reading: Reading, structured: unknown): void {
  const task = objectOf(objectOf(structured)['task']);
  const id = textOf(task['task_id']);
  const call = id === undefined ? undefined : reading.state.tasks.get(id);
  const open = call === undefined ? undefined : reading.state.calls.get(call);
  const outcome = outcomeOf(textOf(task['status']));
  if (call === undefined || !open || !isLaunched(open.name) || outcome === null) return;
  const output = textOf(task['result']) ?? textOf(task['output']);
  endCall(reading, call, outcome, {
    ...(output === undefined ? {} : { output: textContent(output) }),
    error: outcome === 'failed' ? (textOf(task['error']) ?? 'the agent failed') : undefined,
  });
}

/** What a notice says, as it stands in prompts and in the queue. */
export function parseTaskNotice(text: string): TaskNotice {
  const tag = (name: string) =>
    textOf(new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(text)?.[1]?.trim());
  return {
    task: tag('task-id') ?? tag('agent-id') ?? tag('shell-id'),
    call: tag('tool-use-id'),
    status: tag('status'),
    summary: tag('summary'),
    result: tag('result'),
  };
}

const isLaunched = (name: string) => name === 'Task' || name === 'Agent' || name === 'Workflow';

/** Null: the task has not ended. */
function outcomeOf(status: string | undefined): ToolOutcome | null {
  switch (status) {
    case 'failed':
      return 'failed';
    case 'stopped':
    case 'killed':
    case 'cancelled':
      return 'interrupted';
    case 'running':
    case 'pending':
      return null;
    default:
      return 'succeeded';
  }
}
