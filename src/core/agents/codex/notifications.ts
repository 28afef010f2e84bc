import { isObject, type JsonObject, objectOf, textOf } from '../json.ts';
import { planItems } from '../plan-items.ts';
import { clip } from '../text.ts';
import { emit, learn } from '../reading.ts';
import { readItem } from './items.ts';
import { changesOf } from './patches.ts';
import { requestName } from './requests.ts';
import { setPlan } from './plan.ts';
import { learnFirst, type Phase, type Reading } from './state.ts';
import { appendText } from './texts.ts';
import { readThread, readTurnEnd } from './thread.ts';
import { appendOutput } from './tools.ts';
import { clearAttention, isOver, startTurn, tellError } from './turns.ts';
import { readUsage } from './usage.ts';

type Reader = (reading: Reading, params: JsonObject) => void;

const text = (params: JsonObject, field: string) => textOf(params[field]) ?? '';

const item =
  (phase: Phase): Reader =>
  (reading, params) => {
    const known = textOf(objectOf(params['item'])['id']);
    const isCopy = isOver(reading, params['turnId']) && known !== undefined;
    if (isCopy && hasEnded(reading, known)) return;
    readItem(reading, params['item'], phase);
  };

const hasEnded = ({ state }: Reading, id: string) =>
  state.endedCalls.has(id) || state.settled.has(id) || state.settled.has(`item ${id}`);

/** A piece of a block; its place among the parts of its item is in `field`. */
const piece =
  (kind: 'text' | 'reasoning', letter = '', field = ''): Reader =>
  (reading, params) => {
    const place = params[field];
    if (!hasItem(reading, params)) return;
    const part = letter === '' ? '' : `/${letter}${typeof place === 'number' ? place : 0}`;
    appendText(reading, kind, `${text(params, 'itemId')}${part}`, text(params, 'delta'));
  };

const output: Reader = (reading, params) => {
  if (hasItem(reading, params)) {
    appendOutput(reading, text(params, 'itemId'), text(params, 'delta'));
  }
};

/** A piece without its item belongs to nothing that could be shown. */
function hasItem(reading: Reading, params: JsonObject): boolean {
  const isNamed = textOf(params['itemId']) !== undefined;
  if (!isNamed) reading.problems.push('a piece without its item');
  return isNamed;
}

const notice =
  (words: (params: JsonObject) => string): Reader =>
  (reading, params) => {
    emit(reading, { kind: 'notice', text: clip(words(params), 1000) });
  };

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['thread/started', (reading, params) => readThread(reading, objectOf(params['thread']), {})],
  [
    'thread/name/updated',
    (reading, params) => learn(reading, 'title', textOf(params['threadName'])),
  ],
  ['thread/tokenUsage/updated', (reading, params) => usage(reading, params)],
  [
    'thread/settings/updated',
    (reading, params) => learn(reading, 'model', textOf(objectOf(params['settings'])['model'])),
  ],
  ['turn/started', (reading, params) => turnStarted(reading, params)],
  ['turn/completed', (reading, params) => readTurnEnd(reading, objectOf(params['turn']))],
  ['turn/plan/updated', (reading, params) => plan(reading, params)],
  ['item/started', item('started')],
  ['item/updated', item('updated')],
  ['item/completed', item('completed')],
  ['item/agentMessage/delta', piece('text')],
  ['item/plan/delta', piece('text')],
  ['item/reasoning/summaryTextDelta', piece('reasoning', 's', 'summaryIndex')],
  ['item/reasoning/textDelta', piece('reasoning', 'c', 'contentIndex')],
  ['item/commandExecution/outputDelta', output],
  ['item/mcpToolCall/progress', (reading, params) => progress(reading, params)],
  ['item/fileChange/patchUpdated', (reading, params) => patchUpdated(reading, params)],
  ['serverRequest/resolved', (reading, params) => resolved(reading, params)],
  ['error', (reading, params) => error(reading, params)],
  ['thread/reverted', notice(() => 'The last turns of the thread were taken back')],
  ['warning', notice((params) => text(params, 'message'))],
  ['guardianWarning', notice((params) => text(params, 'message'))],
  ['deprecationNotice', notice((params) => text(params, 'summary'))],
  [
    'model/rerouted',
    notice(
      (params) => `Model changed from ${text(params, 'fromModel')} to ${text(params, 'toModel')}`,
    ),
  ],
  ['hook/completed', (reading, params) => hook(reading, params)],
]);

/** Whether a method is a notification that tells of the work. */
export const isNotification = (method: string): boolean => readers.has(method);

export function readNotification(reading: Reading, method: string, params: JsonObject): void {
  learnFirst(reading, 'session', textOf(params['threadId']));
  readers.get(method)?.(reading, params);
}

function turnStarted(reading: Reading, params: JsonObject): void {
  startTurn(reading, textOf(objectOf(params['turn'])['id']) ?? textOf(params['turnId']));
}

function usage(reading: Reading, params: JsonObject): void {
  if (!isOver(reading, params['turnId'])) readUsage(reading, objectOf(params['tokenUsage']));
}

function plan(reading: Reading, params: JsonObject): void {
  if (isOver(reading, params['turnId'])) return;
  const items = planItems(params['plan']);
  if (items) setPlan(reading, items);
  else reading.problems.push('a plan without items');
}

function progress(reading: Reading, params: JsonObject): void {
  if (!hasItem(reading, params)) return;
  appendOutput(reading, text(params, 'itemId'), `${text(params, 'message')}\n`);
}

/** What a patch will change, as it is written: the item that completes tells what it did. */
function patchUpdated(reading: Reading, params: JsonObject): void {
  const call = reading.state.calls.get(text(params, 'itemId'));
  if (call && changesOf(params['changes']).length > 0) call.changes = params['changes'];
}

function resolved(reading: Reading, params: JsonObject): void {
  const request = requestName(params['requestId']);
  clearAttention(reading, (id) => id === request);
}

function error(reading: Reading, params: JsonObject): void {
  if (isOver(reading, params['turnId'])) return;
  const given = isObject(params['error']) ? params['error'] : params;
  const info = given['codexErrorInfo'];
  const code = textOf(info) ?? (isObject(info) ? Object.keys(info)[0] : undefined);
  const message = textOf(given['message']) ?? 'an error without words';
  tellError(reading, message, { code, recovering: params['willRetry'] === true });
}

function hook(reading: Reading, params: JsonObject): void {
  const run = objectOf(params['run']);
  const status = text(run, 'status');
  if (status === '' || status === 'completed') return;
  emit(reading, { kind: 'notice', text: `Hook ${text(run, 'eventName')} ${status}` });
}
