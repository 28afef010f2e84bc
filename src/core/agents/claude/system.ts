import { countOf, objectOf, textOf } from '../json.ts';
import { withoutColours } from '../text.ts';
import { emit, learn } from '../reading.ts';
import { hidden } from './hidden.ts';
import { reasonOf, systemSchema } from './schemas.ts';
import { type Reading } from './state.ts';
import { readTaskNotice } from './tasks.ts';
import { denyCall, noteAgent } from './tools.ts';
import { clearAttention, endTurn, requestAttention, startTurn } from './turns.ts';
import { readLocal } from './user.ts';

/** A `system` record, told apart by its subtype. */
export function readSystem(reading: Reading): void {
  const parsed = systemSchema.safeParse(reading.record);
  if (!parsed.success) {
    reading.problems.push(reasonOf(parsed.error));
    return;
  }
  const { subtype } = parsed.data;
  const read = readers.get(subtype);
  if (read) read(reading);
  else if (!hidden.has(`system/${subtype}`)) reading.problems.push(`unknown subtype ${subtype}`);
}

const said = ({ record }: Reading) =>
  textOf(record['content']) ?? textOf(record['text']) ?? textOf(record['message']);

const notice = (fallback: string) => (reading: Reading) => {
  const text = withoutColours(said(reading) ?? fallback);
  emit(reading, { kind: 'notice', parent: reading.parent, text });
};

const failure = (fallback: string, recovering: boolean) => (reading: Reading) => {
  const message = said(reading) ?? textOf(reading.record['error']) ?? fallback;
  emit(reading, { kind: 'error', parent: reading.parent, message, recovering });
};

const readers = new Map<string, (reading: Reading) => void>(
  Object.entries({
    init: readInit,
    status: readStatus,
    compact_boundary: readCompaction,
    microcompact_boundary: notice('Old tool results were cleared from the context'),
    api_retry: readRetry,
    api_error: readRetry,
    hook_response: readHook,
    task_started: (reading: Reading) => {
      const call = textOf(reading.record['tool_use_id']);
      if (call !== undefined) noteAgent(reading, textOf(reading.record['task_id']), call);
    },
    task_updated: (reading: Reading) => {
      const { status } = objectOf(reading.record['patch']);
      // `completed` is told again, and better, by the notification.
      if (status === 'failed' || status === 'killed') readTask(reading, status);
    },
    task_notification: (reading: Reading) => readTask(reading, textOf(reading.record['status'])),
    notification: notice('Notification'),
    informational: notice('Information'),
    session_state_changed: readSessionState,
    permission_denied: (reading: Reading) => {
      const call = textOf(reading.record['tool_use_id']);
      if (call === undefined) notice('A tool was not allowed')(reading);
      else denyCall(reading, call, said(reading) ?? textOf(reading.record['reason']));
    },
    turn_duration: (reading: Reading) => {
      // An `end_turn` has mostly closed the turn by then.
      if (!reading.state.turn.open || reading.parent !== undefined) return;
      const durationMs = countOf(reading.record['durationMs']);
      endTurn(reading, { outcome: 'succeeded', durationMs });
    },
    model_refusal_fallback: failure('The model refused; another takes over', true),
    model_refusal_no_fallback: failure('The model refused', false),
    local_command: readLocalCommand,
    local_command_output: readLocalCommand,
    elicitation_complete: (reading: Reading) => {
      const id = textOf(reading.record['elicitation_id']);
      if (id !== undefined) clearAttention(reading, id);
    },
    mirror_error: failure('The session could not be mirrored', true),
    session_writes_lost: failure('Records of the session were lost', false),
    worker_shutting_down: notice('The worker is shutting down'),
    away_summary: notice('Summary'),
    agents_killed: notice('The agents in the background were stopped'),
    memory_saved: notice('Memory saved'),
    model_fallback: notice('Another model takes over'),
    model_consent_fallback: notice('Another model takes over'),
    instruction_size_warning: notice('The instructions are long'),
    permission_retry: notice('Permission was given after a refusal'),
    scheduled_task_fire: notice('A scheduled task begins'),
    turn_preempted: notice('The turn was given up for another one'),
    code_change_published: notice('The changes were published'),
  }),
);

/** `init` begins a turn, and tells about the build; a new session id is another build (see `session`). */
function readInit(reading: Reading): void {
  const { state, record } = reading;
  learn(reading, 'agentVersion', textOf(record['claude_code_version']));
  learn(reading, 'model', textOf(record['model']));
  // Told twice before anything happened, it is one turn.
  if (state.turn.open && state.turn.busy) state.turn.owed += 1;
  if (!state.turn.open || state.turn.busy) startTurn(reading);
}

function readStatus(reading: Reading): void {
  if (reading.record['status'] !== 'compacting') return;
  emit(reading, { kind: 'notice', parent: reading.parent, text: 'Compacting the conversation' });
}

function readCompaction(reading: Reading): void {
  const { record } = reading;
  const about = objectOf(record['compactMetadata'] ?? record['compact_metadata']);
  const tokens = countOf(about['preTokens'] ?? about['pre_tokens']);
  const details = [textOf(about['trigger']), tokens === undefined ? '' : `${tokens} tokens`];
  const list = details.filter(Boolean).join(', ');
  const text = `Conversation compacted${list === '' ? '' : ` (${list})`}`;
  emit(reading, { kind: 'notice', parent: reading.parent, text });
}

/** The request failed and is tried again. The raw error holds headers: only its words are told. */
function readRetry(reading: Reading): void {
  const { record } = reading;
  const error = objectOf(record['error']);
  const inner = objectOf(objectOf(error['error'])['error'] ?? error['error']);
  const cause = objectOf(error['cause'] ?? record['cause']);
  const words =
    textOf(record['error']) ??
    textOf(inner['message']) ??
    textOf(error['message']) ??
    textOf(cause['code']) ??
    'The request failed';
  const attempt = countOf(record['attempt'] ?? record['retryAttempt']);
  const most = countOf(record['max_retries'] ?? record['maxRetries']);
  const status = countOf(record['error_status']) ?? countOf(error['status']);
  const tries = attempt === undefined ? '' : `, attempt ${attempt}${most ? ` of ${most}` : ''}`;
  emit(reading, {
    kind: 'error',
    parent: reading.parent,
    message: `${words} (retrying${tries})`,
    code: status === undefined ? undefined : String(status),
    recovering: true,
  });
}

function readHook(reading: Reading): void {
  const { record } = reading;
  const code = countOf(record['exit_code']) ?? 0;
  if (code === 0 && record['outcome'] !== 'error') return;
  const name = textOf(record['hook_name']) ?? textOf(record['hook_event']) ?? 'hook';
  const output = textOf(record['stderr']) ?? textOf(record['output']) ?? '';
  const text = `Hook ${name} failed with exit code ${code}${output === '' ? '' : `: ${output}`}`;
  emit(reading, { kind: 'notice', text });
}

function readTask(reading: Reading, status: string | undefined): void {
  const { record } = reading;
  readTaskNotice(reading, {
    task: textOf(record['task_id']),
    call: textOf(record['tool_use_id']),
    status,
    summary: textOf(record['summary']),
  });
}

function readSessionState(reading: Reading): void {
  const state = reading.record['state'] ?? reading.record['session_state'];
  const id = 'session-state';
  if (state !== 'requires_action') clearAttention(reading, id);
  else
    requestAttention(reading, { id, reason: 'permission', text: 'The agent waits for an answer' });
}

function readLocalCommand(reading: Reading): void {
  const text = withoutColours((said(reading) ?? '').replace(/<\/?local-command-[a-z]+>/g, ''));
  readLocal(reading, text.trim());
}
