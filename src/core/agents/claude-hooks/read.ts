import type { AdapterStep, RawRecord } from '../adapter.ts';
import { countOf, isObject, objectOf, textOf, timeOf } from '../json.ts';
import { firstLine } from '../text.ts';
import { unrecognised } from '../emit.ts';
import {
  beginningCall,
  contentOf,
  endCall,
  readAs,
  readSubagentStart,
  startCall,
} from './calls.ts';
import { askPermission, clearRequests, notify } from './attention.ts';
import { begin, emit, HOOKS_FORMAT, type HookReading, type HooksState } from './state.ts';
import {
  readDisplay,
  readSessionEnd,
  readSessionStart,
  readStop,
  readSubagentStop,
} from './turns.ts';

type Reader = (reading: HookReading) => void;

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['PreToolUse', (reading) => startCall(reading, beginningCall(reading))],
  ['PostToolUse', readPost],
  ['PostToolUseFailure', readFailure],
  ['PermissionRequest', askPermission],
  ['PermissionDenied', readDenied],
  ['Notification', notify],
  ['Elicitation', notify],
  ['UserPromptSubmit', readPrompt],
  ['SessionStart', readSessionStart],
  ['SessionEnd', readSessionEnd],
  ['Stop', readStop],
  ['StopFailure', readStop],
  ['SubagentStart', readSubagentStart],
  ['SubagentStop', readSubagentStop],
  ['MessageDisplay', readDisplay],
  ['PreCompact', (reading) => tell(reading, 'Compaction of the context begins', 'trigger')],
  ['PostCompact', (reading) => tell(reading, 'The context was compacted', 'trigger')],
  ['PostModelSwitch', readModel],
  ['TaskCompleted', (reading) => tell(reading, 'Task completed', 'task_subject')],
  ['ElicitationResult', clearRequests],
]);

/**
 * Events that a build shows otherwise (the tools tell of tasks and batches), or not at all: what the
 * agent was told, set up and watches.
 */
const hidden: ReadonlySet<string> = new Set(
  (
    'PostToolBatch UserPromptExpansion Setup TeammateIdle TaskCreated PreModelSwitch ConfigChange ' +
    'CwdChanged FileChanged DirectoryAdded InstructionsLoaded WorktreeCreate WorktreeRemove'
  ).split(' '),
);

/** Reads the payload of one hook. Payloads carry no time: events get that of their arrival. */
export function readHook(state: HooksState, record: RawRecord): AdapterStep<HooksState> {
  const payload = objectOf(record.value);
  const at = timeOf(payload['timestamp']) ?? record.at;
  const reading: HookReading = { state, at, payload, events: [], problems: [] };
  const name = textOf(payload['hook_event_name']);
  const read = name === undefined ? undefined : readers.get(name);
  if (read) {
    begin(reading);
    read(reading);
  } else if (name === undefined || !hidden.has(name)) {
    reading.problems.push(name === undefined ? 'no hook' : `unknown hook ${name}`);
  }
  if (reading.problems.length > 0) {
    const reason = reading.problems.join('; ');
    emit(reading, unrecognised(HOOKS_FORMAT, record.value, reason));
  }
  return { state, events: reading.events };
}

function readPost(reading: HookReading): void {
  const response = reading.payload['tool_response'];
  const told = objectOf(response);
  const failed =
    told['is_error'] === true ||
    told['isError'] === true ||
    told['success'] === false ||
    (typeof response === 'string' && /^(?:<tool_use_error>|Error: )/.test(response));
  clearRequests(reading);
  const durationMs = countOf(reading.payload['duration_ms']);
  const structured =
    isObject(response) && durationMs !== undefined ? { ...response, durationMs } : response;
  endCall(reading, contentOf(response), failed, structured);
}

function readFailure(reading: HookReading): void {
  const { error, is_interrupt: interrupted } = reading.payload;
  const words = textOf(error) ?? textOf(objectOf(error)['message']) ?? 'failed';
  clearRequests(reading);
  endCall(reading, words, true, interrupted === true ? { interrupted: true } : words);
}

function readDenied(reading: HookReading): void {
  const why = textOf(reading.payload['reason']) ?? textOf(reading.payload['message']);
  clearRequests(reading);
  endCall(reading, `Permission denied by Claude Code${why === undefined ? '' : `: ${why}`}`, true);
}

function readPrompt(reading: HookReading): void {
  clearRequests(reading);
  reading.state.displayed = false;
  const content = textOf(reading.payload['prompt']);
  if (content !== undefined) readAs(reading, { type: 'user', message: { content } });
}

function readModel(reading: HookReading): void {
  const { payload } = reading;
  const model = textOf(payload['model']) ?? textOf(payload['new_model']) ?? textOf(payload['to']);
  if (model !== undefined) emit(reading, { kind: 'build.updated', model });
}

function tell(reading: HookReading, words: string, field: string): void {
  const more = textOf(reading.payload[field]);
  const text = more === undefined ? words : `${words}: ${firstLine(more, 400)}`;
  emit(reading, { kind: 'notice', text });
}
