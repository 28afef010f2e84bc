import type { Adapter } from '../adapter.ts';
import { isObject, type JsonObject, objectOf, textOf, timeOf } from '../json.ts';
import { clip } from '../text.ts';
import { emit, learn } from '../reading.ts';
import { keepNewest } from '../memory.ts';
import { meanOf } from '../sureness.ts';
import { readEvent } from './events.ts';
import { beginFork, callerOf, isHistory } from './fork.ts';
import { hiddenLines } from './hidden.ts';
import { todoTools } from './plan.ts';
import { endCodex, readCodex } from './read.ts';
import { readResponse } from './responses.ts';
import { type CodexState, initialState, learnFirst, type Reading } from './state.ts';
import { isNews, markOf } from './texts.ts';

/** Lines of which it is remembered that they were read. */
const LINES = 100_000;

/**
 * The files under `~/.codex/sessions/`: one thread each, whose id is in the first `session_meta`;
 * resuming appends another. Before September 2025 lines were items without an envelope.
 */
export const codexRollout: Adapter<CodexState> = {
  format: 'codex-rollout',
  framing: 'lines',
  todoTools,
  recognise: (records) => meanOf(records, sureness),
  initial: () => initialState('codex-rollout'),
  read: (state, raw) => readCodex(state, raw, (record) => timeOf(record['timestamp']), readLine),
  end: endCodex,
};

const lineTypes: ReadonlySet<string> = new Set([
  ...'session_meta response_item event_msg turn_context compacted'.split(' '),
  ...'world_state inter_agent_communication inter_agent_communication_metadata'.split(' '),
]);

const oldTypes: ReadonlySet<string> = new Set(
  'message reasoning function_call function_call_output local_shell_call'.split(' '),
);

function sureness(record: unknown): number {
  if (!isObject(record)) return 0;
  const { type, payload } = record;
  if (typeof type === 'string' && lineTypes.has(type) && isObject(payload)) return 1;
  if (isOldMeta(record)) return 0.9;
  if (record['record_type'] === 'state') return 0.6;
  // Other agents have messages with roles too; the contents of these say whose they are.
  const content = Array.isArray(record['content']) ? objectOf(record['content'][0]) : {};
  const isPart = /^(?:input|output)_(?:text|image)$/.test(textOf(content['type']) ?? '');
  if (type === 'message') return isPart ? 0.7 : 0;
  return typeof type === 'string' && oldTypes.has(type) && !('uuid' in record) ? 0.6 : 0;
}

/** The first line of an old file; it alone has its time and no type. */
function isOldMeta(record: JsonObject): boolean {
  const hasId = typeof record['id'] === 'string' && typeof record['timestamp'] === 'string';
  return hasId && !('type' in record) && ('instructions' in record || 'git' in record);
}

function readLine(reading: Reading, record: JsonObject): void {
  const { seen } = reading.state;
  const type = textOf(record['type']);
  if (typeof record['timestamp'] === 'string') {
    // A line that says the same at the same time is the same line, read again.
    const mark = markOf(JSON.stringify(record));
    if (seen.has(mark)) return;
    seen.add(mark);
    keepNewest(seen, LINES);
  }
  if (isOldMeta(record)) readMeta(reading, record);
  else if (isObject(record['payload']) && type !== undefined) {
    readPayload(reading, type, record['payload']);
  } else if (type !== undefined && oldTypes.has(type)) readResponse(reading, record);
  else if (record['record_type'] !== 'state') reading.problems.push('no line of a rollout');
}

function readPayload(reading: Reading, type: string, payload: JsonObject): void {
  if (isHistory(reading, type, payload)) return;
  switch (type) {
    case 'session_meta':
      readMeta(reading, payload);
      return;
    case 'turn_context':
      learnFirst(reading, 'cwd', textOf(payload['cwd']));
      learn(reading, 'model', textOf(payload['model']));
      return;
    case 'response_item':
      readResponse(reading, payload);
      return;
    case 'event_msg':
      readEvent(reading, payload);
      return;
    case 'compacted':
      // What takes the place of the history is the history again: it is not told.
      if (isNews(reading, 'compaction', 'response', '')) {
        emit(reading, { kind: 'notice', text: 'Conversation compacted' });
      }
      return;
    case 'inter_agent_communication':
      readResponse(reading, { ...payload, type: 'agent_message' });
      return;
    default:
      if (!hiddenLines.has(type)) reading.problems.push(`unknown type ${clip(type, 100)}`);
  }
}

/** Whose thread the file is: its first meta says so, those after it are copies or say that it goes on. */
function readMeta(reading: Reading, meta: JsonObject): void {
  const { about } = reading.state;
  const isFirst = about.session === undefined;
  learnFirst(reading, 'session', textOf(meta['id']) ?? textOf(meta['session_id']));
  learnFirst(reading, 'cwd', textOf(meta['cwd']));
  if (isFirst || meta['id'] === about.session) {
    learn(reading, 'agentVersion', textOf(meta['cli_version']));
  }
  if (!isFirst) return;
  learn(reading, 'parentSession', callerOf(meta));
  beginFork(reading, meta);
}
