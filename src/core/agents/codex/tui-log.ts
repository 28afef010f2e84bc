import type { Adapter } from '../adapter.ts';
import { isObject, type JsonObject, listOf, objectOf, textOf, timeOf } from '../json.ts';
import { clip } from '../text.ts';
import { picturesIn } from '../pictures.ts';
import { learn } from '../reading.ts';
import { meanOf } from '../sureness.ts';
import { readEvent } from './events.ts';
import { endCodex, readCodex } from './read.ts';
import { type CodexState, initialState, learnFirst, type Reading } from './state.ts';
import { clearAttention, sayUser } from './turns.ts';

/**
 * The log that the terminal interface of 2025 wrote with `CODEX_TUI_RECORD_SESSION=1`: what went to
 * the interface and came from it. The events of the core stand in it as they streamed.
 */
export const codexTuiLog: Adapter<CodexState> = {
  format: 'codex-tui-log-legacy',
  framing: 'lines',
  recognise: (records) => meanOf(records, sureness),
  initial: () => initialState('codex-tui-log-legacy'),
  read: (state, raw) => readCodex(state, raw, (record) => timeOf(record['ts']), readRecord),
  end: endCodex,
};

const directions: ReadonlySet<unknown> = new Set(['meta', 'to_tui', 'from_tui']);

function sureness(record: unknown): number {
  if (!isObject(record)) return 0;
  return directions.has(record['dir']) && typeof record['kind'] === 'string' ? 1 : 0;
}

/** What the interface does with itself: keys, drawing, its own log and history. */
const hidden: ReadonlySet<string> = new Set([
  ...'session_end app_event key_event insert_history log_line paste new_session'.split(' '),
  ...'clear_screen attach_image slash_command file_search_query file_search_result'.split(' '),
]);

const hiddenOps: ReadonlySet<string> = new Set([
  ...'shutdown interrupt get_history_entry_request add_to_history list_mcp_tools'.split(' '),
  ...'get_path compact override_turn_context list_custom_prompts get_history'.split(' '),
]);

function readRecord(reading: Reading, record: JsonObject): void {
  const kind = textOf(record['kind']) ?? '';
  if (kind === 'session_start') {
    learnFirst(reading, 'cwd', textOf(record['cwd']));
    learn(reading, 'model', textOf(record['model']));
  } else if (kind === 'codex_event') readCore(reading, objectOf(record['payload'])['msg']);
  else if (kind === 'op') readOp(reading, objectOf(record['payload']));
  else if (!hidden.has(kind)) reading.problems.push(`unknown kind ${clip(kind, 100)}`);
}

function readCore(reading: Reading, msg: unknown): void {
  if (isObject(msg)) readEvent(reading, msg);
  else reading.problems.push('an event without a message');
}

/** What the user did. */
function readOp(reading: Reading, op: JsonObject): void {
  const type = textOf(op['type']) ?? '';
  if (type === 'user_input' || type === 'user_turn') {
    const items = listOf(op['items']).map(objectOf);
    const texts = items.flatMap((item) => textOf(item['text']) ?? []);
    const images = items.filter((item) => /image/.test(textOf(item['type']) ?? '')).length;
    sayUser(reading, texts.join('\n'), { pictures: picturesIn(items), images });
  } else if (type === 'exec_approval' || type === 'patch_approval') {
    const id = textOf(op['id']);
    clearAttention(reading, (asked) => id === undefined || asked === id);
  } else if (!hiddenOps.has(type)) reading.problems.push(`unknown operation ${clip(type, 100)}`);
}
