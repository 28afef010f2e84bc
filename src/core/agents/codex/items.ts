import { isObject, type JsonObject, listOf, objectOf, textOf } from '../json.ts';
import { clip, firstLine } from '../text.ts';
import { picturesIn } from '../pictures.ts';
import { emit } from '../reading.ts';
import { readToolItem, toolTypes } from './item-tools.ts';
import { readTodoList } from './plan.ts';
import type { Phase, Reading } from './state.ts';
import { growText, isNews, settleText } from './texts.ts';
import { sayUser, tellError } from './turns.ts';

/** A name in snake case: `agentMessage`, `AgentMessage` and `agent_message` are one item. */
export function snake(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase();
}

/** An item with its fields in snake case, as three of Codex's formats write the same fields. */
function snakeFields(item: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [snake(name), value]));
}

/** The type of an item; `item_type` is how the first versions of `codex exec --json` wrote it. */
export function itemType(item: JsonObject): string | undefined {
  const type = textOf(item['type']) ?? textOf(item['item_type']) ?? textOf(item['itemType']);
  return type === undefined ? undefined : snake(type);
}

/**
 * Reads an item of a thread, as `codex exec --json`, the app server and newer rollout files tell it:
 * all of them have the same items, in snake, camel or Pascal case.
 */
export function readItem(reading: Reading, value: unknown, phase: Phase, prefix = ''): void {
  const type = isObject(value) ? itemType(value) : undefined;
  if (!isObject(value) || type === undefined) {
    reading.problems.push('an item without a type');
    return;
  }
  const item = snakeFields(value);
  const id = textOf(item['id']);
  if (toolTypes.has(type)) readToolItem(reading, type, item, id && `${prefix}${id}`, phase);
  else readTextItem(reading, type, item, `${prefix}${id ?? type}`, phase);
}

function readTextItem(
  reading: Reading,
  type: string,
  item: JsonObject,
  key: string,
  phase: Phase,
): void {
  const isDone = phase === 'completed';
  switch (type) {
    case 'agent_message':
    case 'assistant_message':
    case 'plan':
      sayPart(reading, 'text', key, textIn(item), isDone);
      return;
    case 'reasoning':
      readReasoning(reading, item, key, isDone);
      return;
    case 'user_message':
      readUserItem(reading, item, key);
      return;
    case 'todo_list':
      if (!readTodoList(reading, item['items'], isDone))
        reading.problems.push('a list of no items');
      return;
    case 'error':
      // What is wrong but stops nothing: a setting that is no more, another model than asked for.
      tellError(reading, textOf(item['message']) ?? 'an error without words', { recovering: true });
      return;
    case 'entered_review_mode':
    case 'exited_review_mode':
      if (isDone) readReview(reading, type, item, key);
      return;
    case 'context_compaction':
      // Rollout files tell it as a line too.
      if (isDone && isNewItem(reading, key) && isNews(reading, 'compaction', 'item', '')) {
        emit(reading, { kind: 'notice', text: 'Conversation compacted' });
      }
      return;
    case 'sub_agent_activity':
      if (isDone && isNewItem(reading, key)) readActivity(reading, item);
      return;
    case 'function_call_output':
      // The answer to no call: context that Codex gives the model.
      return;
    case 'hook_prompt':
      if (isDone && isNewItem(reading, key)) readHookPrompt(reading, item);
      return;
    default:
      reading.problems.push(`unknown item ${clip(type, 100)}`);
  }
}

function sayPart(
  reading: Reading,
  kind: 'text' | 'reasoning',
  key: string,
  text: string,
  isDone: boolean,
): void {
  if (isDone) settleText(reading, kind, 'item', key, text);
  else growText(reading, kind, key, text);
}

/** The words of an item: `text`, or contents that hold some. */
function textIn(item: JsonObject): string {
  const own = textOf(item['text']);
  if (own !== undefined) return own;
  return listOf(item['content'])
    .map((part) => textOf(objectOf(part)['text']) ?? '')
    .join('');
}

function readReasoning(reading: Reading, item: JsonObject, key: string, isDone: boolean): void {
  const summary = listOf(item['summary'] ?? item['summary_text']);
  const raw = listOf(item['content'] ?? item['raw_content']);
  const text = textOf(item['text']);
  const parts = text === undefined ? summary : [text];
  const say = (letter: string) => (part: unknown, index: number) => {
    const words = textOf(part) ?? textOf(objectOf(part)['text']);
    if (words !== undefined)
      sayPart(reading, 'reasoning', `${key}/${letter}${index}`, words, isDone);
  };
  parts.forEach(say('s'));
  raw.forEach(say('c'));
}

function readUserItem(reading: Reading, item: JsonObject, key: string): void {
  if (!isNewItem(reading, key)) return;
  reading.state.userTold = true;
  reading.state.held.length = 0;
  const parts = listOf(item['content']).map(objectOf);
  const images = parts.filter(({ type }) => /image/i.test(textOf(type) ?? '')).length;
  sayUser(reading, textIn(item), { pictures: picturesIn(parts), images }, key);
}

/** Whether the item has not been told yet: histories are sent again. */
function isNewItem(reading: Reading, key: string): boolean {
  const { settled } = reading.state;
  if (settled.has(`item ${key}`)) return false;
  settled.add(`item ${key}`);
  return true;
}

function readReview(reading: Reading, type: string, item: JsonObject, key: string): void {
  const review = textOf(item['review']) ?? '';
  if (type === 'exited_review_mode') settleText(reading, 'text', 'item', key, review);
  else if (isNewItem(reading, key)) {
    emit(reading, { kind: 'notice', text: `Review: ${firstLine(review) || 'begins'}` });
  }
}

function readActivity(reading: Reading, item: JsonObject): void {
  const agent = textOf(item['agent_path']) ?? textOf(item['agent_thread_id']) ?? '';
  const what = textOf(item['kind']) ?? 'active';
  emit(reading, { kind: 'notice', text: `Sub-agent ${agent} ${snake(what)}` });
}

function readHookPrompt(reading: Reading, item: JsonObject): void {
  const words = listOf(item['fragments']).map((part) => textOf(objectOf(part)['text']) ?? '');
  emit(reading, { kind: 'notice', text: clip(`Hook: ${words.join('\n')}`, 1000) });
}
