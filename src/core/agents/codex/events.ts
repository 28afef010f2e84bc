import { countOf, isObject, type JsonObject, listOf, textOf } from '../json.ts';
import { clip } from '../text.ts';
import { toolEvents } from './event-tools.ts';
import { hiddenEvents } from './hidden.ts';
import { readItem } from './items.ts';
import { pictureAt } from '../pictures.ts';
import { planItems } from '../plan-items.ts';
import { emit, learn } from '../reading.ts';
import { setPlan } from './plan.ts';
import { readResponse } from './responses.ts';
import { learnFirst, type Reading } from './state.ts';
import { appendAnonymous, closeAnonymous, isNews, settleAnonymous } from './texts.ts';
import { endTurn, sayUser, startTurn, tellError } from './turns.ts';
import { readUsage } from './usage.ts';
import { readRequest } from './requests.ts';

type Reader = (reading: Reading, event: JsonObject) => void;

/**
 * Reads an event of Codex's core: the `event_msg` lines of rollout files, `codex/event`
 * notifications, the log of the terminal interface, and what `codex exec --json` printed before 0.44.
 */
export function readEvent(reading: Reading, event: JsonObject): void {
  const type = textOf(event['type']);
  const read = type === undefined ? undefined : (readers.get(type) ?? toolEvents.get(type));
  if (read) read(reading, event);
  else if (type === undefined) reading.problems.push('an event without a type');
  else if (!readRequest(reading, type, event) && !hiddenEvents.has(type)) {
    reading.problems.push(`unknown event ${clip(type, 100)}`);
  }
}

const text = (event: JsonObject, field: string) => textOf(event[field]) ?? '';

const taskStarted: Reader = (reading, event) => startTurn(reading, textOf(event['turn_id']));

const taskComplete: Reader = (reading, event) => {
  const { error } = event;
  const message = textOf(error) ?? (isObject(error) ? textOf(error['message']) : undefined);
  const silent = textOf(event['last_agent_message']) === undefined;
  const failed = message ?? (silent ? (reading.state.turn.error ?? undefined) : undefined);
  if (message !== undefined) tellError(reading, message);
  const durationMs = countOf(event['duration_ms']);
  const outcome = failed === undefined ? 'succeeded' : 'failed';
  endTurn(reading, textOf(event['turn_id']), { outcome, reason: failed, durationMs });
};

const aborted: Reader = (reading, event) =>
  endTurn(reading, textOf(event['turn_id']), {
    outcome: 'cancelled',
    reason: textOf(event['reason']) ?? 'aborted',
    durationMs: countOf(event['duration_ms']),
  });

const userMessage: Reader = (reading, event) => {
  // Old versions tell what they add to the conversation as the user's words too.
  if ((textOf(event['kind']) ?? 'plain') !== 'plain') return;
  reading.state.userTold = true;
  reading.state.held.length = 0;
  const addresses = listOf(event['images']);
  const pictures = addresses.flatMap((address) => pictureAt(textOf(address) ?? '') ?? []);
  const images = addresses.length + listOf(event['local_images']).length;
  const words = text(event, 'message');
  if (isNews(reading, 'user', 'event', words)) sayUser(reading, words, { pictures, images });
};

const notice =
  (words: (event: JsonObject) => string | undefined): Reader =>
  (reading, event) => {
    const said = words(event);
    if (said !== undefined) emit(reading, { kind: 'notice', text: clip(said, 1000) });
  };

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['session_configured', configured],
  [
    'thread_name_updated',
    (reading, event) => learn(reading, 'title', textOf(event['thread_name'])),
  ],
  ['task_started', taskStarted],
  ['turn_started', taskStarted],
  ['task_complete', taskComplete],
  ['task_completed', taskComplete],
  ['turn_complete', taskComplete],
  ['turn_aborted', aborted],
  ['user_message', userMessage],
  [
    'agent_message',
    (reading, event) => settleAnonymous(reading, 'text', 'event', text(event, 'message')),
  ],
  [
    'agent_message_delta',
    (reading, event) => appendAnonymous(reading, 'text', text(event, 'delta')),
  ],
  [
    'agent_reasoning',
    (reading, event) => settleAnonymous(reading, 'reasoning', 'event', text(event, 'text')),
  ],
  [
    'agent_reasoning_raw_content',
    (reading, event) => settleAnonymous(reading, 'reasoning', 'event', text(event, 'text')),
  ],
  [
    'agent_reasoning_delta',
    (reading, event) => appendAnonymous(reading, 'reasoning', text(event, 'delta')),
  ],
  [
    'agent_reasoning_raw_content_delta',
    (reading, event) => appendAnonymous(reading, 'reasoning', text(event, 'delta')),
  ],
  ['agent_reasoning_section_break', (reading) => closeAnonymous(reading, 'reasoning')],
  ['token_count', (reading, event) => readTokens(reading, event)],
  ['plan_update', (reading, event) => readPlan(reading, event)],
  ['item_started', (reading, event) => readItem(reading, event['item'], 'started')],
  ['item_completed', (reading, event) => readItem(reading, event['item'], 'completed')],
  ['raw_response_item', (reading, event) => readRaw(reading, event['item'])],
  [
    'error',
    (reading, event) => tellError(reading, text(event, 'message') || 'an error without words'),
  ],
  [
    'stream_error',
    (reading, event) =>
      tellError(reading, text(event, 'message') || 'the stream broke', { recovering: true }),
  ],
  ['warning', notice((event) => textOf(event['message']))],
  ['guardian_warning', notice((event) => textOf(event['message']))],
  ['background_event', notice((event) => textOf(event['message']))],
  ['deprecation_notice', notice((event) => textOf(event['summary']))],
  [
    'model_reroute',
    notice(
      (event) => `Model changed from ${text(event, 'from_model')} to ${text(event, 'to_model')}`,
    ),
  ],
  ['context_compacted', compacted],
  [
    'thread_rolled_back',
    notice((event) => `Rolled back: the last ${countOf(event['num_turns']) ?? 1} turns are undone`),
  ],
  ['undo_completed', notice((event) => textOf(event['message']) ?? 'Undone')],
  [
    'entered_review_mode',
    notice((event) => `Review: ${text(event, 'user_facing_hint') || 'begins'}`),
  ],
  ['exited_review_mode', notice(() => 'Review ended')],
  [
    'sub_agent_activity',
    notice(
      (event) =>
        `Sub-agent ${text(event, 'agent_path') || text(event, 'agent_thread_id')} ${text(event, 'kind')}`,
    ),
  ],
  ['hook_completed', hookCompleted],
]);

function configured(reading: Reading, event: JsonObject): void {
  learnFirst(reading, 'session', textOf(event['session_id']) ?? textOf(event['thread_id']));
  learnFirst(reading, 'cwd', textOf(event['cwd']));
  learn(reading, 'model', textOf(event['model']));
}

/** `info` holds totals; the oldest versions have the totals in the event itself. */
function readTokens(reading: Reading, event: JsonObject): void {
  const { info } = event;
  if (isObject(info)) readUsage(reading, info);
  else if (typeof event['input_tokens'] === 'number') readUsage(reading, { total: event });
}

function readPlan(reading: Reading, event: JsonObject): void {
  const items = planItems(event['plan']);
  if (items) setPlan(reading, items);
  else reading.problems.push('a plan without items');
}

function readRaw(reading: Reading, item: unknown): void {
  if (isObject(item)) readResponse(reading, item);
  else reading.problems.push('no response item');
}

function compacted(reading: Reading): void {
  if (isNews(reading, 'compaction', 'event', '')) {
    emit(reading, { kind: 'notice', text: 'Conversation compacted' });
  }
}

/** A hook that passed says nothing of the work. */
function hookCompleted(reading: Reading, event: JsonObject): void {
  const run = isObject(event['run']) ? event['run'] : {};
  const status = textOf(run['status']) ?? 'completed';
  if (status === 'completed' || status === 'success') return;
  emit(reading, { kind: 'notice', text: `Hook ${text(run, 'event_name')} ${status}` });
}
