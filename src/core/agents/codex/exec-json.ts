import type { Json } from '../../build/content.ts';
import type { Adapter } from '../adapter.ts';
import { isObject, type JsonObject, objectOf, textOf } from '../json.ts';
import { clip } from '../text.ts';
import { learn } from '../reading.ts';
import { meanOf } from '../sureness.ts';
import { readEvent } from './events.ts';
import { itemType, readItem } from './items.ts';
import { endCodex, readCodex } from './read.ts';
import { type CodexState, initialState, learnFirst, type Phase, type Reading } from './state.ts';
import { appendText } from './texts.ts';
import { endTurn, startTurn, tellError } from './turns.ts';
import { readRequest } from './requests.ts';
import { readUsage } from './usage.ts';

/**
 * `codex exec --json`: the standard output of the process. Records have no times and no ids of
 * their own. A stream that several processes wrote into has as many builds as threads. Before 0.44 the
 * records were the events of the core (`{id, msg}`).
 */
export const codexExecJson: Adapter<CodexState> = {
  format: 'codex-exec-json',
  framing: 'lines',
  recognise: (records) => meanOf(records, sureness),
  session: (record) => sessionOf(record),
  initial: () => initialState('codex-exec-json'),
  read: (state, raw) => readCodex(state, raw, () => undefined, readRecord),
  end: endCodex,
};

function sessionOf(record: Json): string | null {
  const given = objectOf(record);
  if (given['type'] === 'thread.started') return textOf(given['thread_id']) ?? null;
  return textOf(objectOf(given['msg'])['session_id']) ?? null;
}

const types =
  /^(?:thread\.started|turn\.(?:started|completed|failed)|item\.(?:started|updated|completed)|item\.plan\.delta)$/;

function sureness(record: unknown): number {
  if (!isObject(record)) return 0;
  const type = textOf(record['type']) ?? '';
  if (types.test(type)) {
    if (type === 'thread.started') return typeof record['thread_id'] === 'string' ? 1 : 0.4;
    const isItem = type.startsWith('item.') && type !== 'item.plan.delta';
    return isItem && itemType(objectOf(record['item'])) === undefined ? 0.4 : 0.9;
  }
  if (type === 'error') return 'session_id' in record ? 0 : 0.5;
  if (isObject(record['msg']) && typeof record['id'] === 'string') {
    return typeof record['msg']['type'] === 'string' ? 0.9 : 0;
  }
  return isOldHead(record) ? 0.6 : 0;
}

/** Before 0.44 the first lines were the settings and the prompt. */
const isOldHead = (record: JsonObject) =>
  !('type' in record) &&
  ((typeof record['model'] === 'string' && typeof record['workdir'] === 'string') ||
    (typeof record['prompt'] === 'string' && Object.keys(record).length === 1));

const phases: ReadonlyMap<string, Phase> = new Map([
  ['item.started', 'started'],
  ['item.updated', 'updated'],
  ['item.completed', 'completed'],
]);

function readRecord(reading: Reading, record: JsonObject): void {
  const type = textOf(record['type']);
  const phase = phases.get(type ?? '');
  if (phase) readItem(reading, record['item'], phase, prefixOf(reading));
  else if (type === undefined) readOld(reading, record);
  else readThread(reading, type, record);
}

/** Ids of items start anew with each process. */
const prefixOf = ({ state }: Reading) => (state.runs > 1 ? `${state.runs}/` : '');

function readThread(reading: Reading, type: string, record: JsonObject): void {
  switch (type) {
    case 'thread.started':
      startRun(reading, record);
      return;
    case 'turn.started':
      startTurn(reading, undefined);
      return;
    case 'turn.completed':
      // The figures are those of the thread so far, whatever their name.
      readUsage(reading, { total: record['usage'] ?? null });
      endTurn(reading, undefined, { outcome: 'succeeded' });
      return;
    case 'turn.failed': {
      const reason = textOf(objectOf(record['error'])['message']) ?? 'the turn failed';
      tellError(reading, reason);
      endTurn(reading, undefined, { outcome: 'failed', reason });
      return;
    }
    case 'error':
      readError(reading, record);
      return;
    case 'item.plan.delta': {
      const item = textOf(record['item_id']) ?? 'plan';
      appendText(reading, 'text', `${prefixOf(reading)}${item}`, textOf(record['delta']) ?? '');
      return;
    }
    default:
      if (!readRequest(reading, type, record)) {
        reading.problems.push(`unknown type ${clip(type, 100)}`);
      }
  }
}

function startRun(reading: Reading, record: JsonObject): void {
  const { turn } = reading.state;
  reading.state.runs += 1;
  learnFirst(reading, 'session', textOf(record['thread_id']));
  learnFirst(reading, 'cwd', textOf(record['cwd']));
  learn(reading, 'model', textOf(record['model']));
  learn(reading, 'agentVersion', textOf(record['cli_version']));
  // A process that was interrupted says nothing; the next one shows that it is gone.
  if (turn.open) endTurn(reading, undefined, { outcome: 'unknown', reason: 'the process ended' });
}

/** Retries are told as errors too: only `turn.failed` ends a turn. */
function readError(reading: Reading, record: JsonObject): void {
  const message = textOf(record['message']) ?? 'an error without words';
  const recovering = record['fatal'] === false || /^(?:Reconnecting|Retrying)\b/i.test(message);
  tellError(reading, message, { code: textOf(record['code']), recovering });
}

function readOld(reading: Reading, record: JsonObject): void {
  const { msg } = record;
  if (isObject(msg)) readEvent(reading, msg);
  else if (isOldHead(record)) {
    learn(reading, 'model', textOf(record['model']));
    learnFirst(reading, 'cwd', textOf(record['workdir']));
    const prompt = textOf(record['prompt']);
    if (prompt !== undefined) readEvent(reading, { type: 'user_message', message: prompt });
  } else reading.problems.push('no type');
}
