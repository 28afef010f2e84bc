import type { Json } from '../../build/content.ts';
import { isObject, jsonIn, type JsonObject, listOf, objectOf, textOf } from '../json.ts';
import { clip } from '../text.ts';
import { emit } from '../reading.ts';
import { hiddenResponses } from './hidden.ts';
import { picturesIn, pictureAt } from '../pictures.ts';
import { threadInAnswer } from './collab.ts';
import { answerOf } from './outputs.ts';
import { planCalled, todoTools } from './plan.ts';
import { type Reading } from './state.ts';
import { freshName, isNews, settleText } from './texts.ts';
import { appendOutput, endTool, startTool } from './tools.ts';
import { ensureTurn, requestAttention } from './turns.ts';

/** Messages that a thread keeps until it is known whether events tell them as well. */
const HELD = 8;

/** Reads an item of the conversation with the model: `response_item` lines, raw response items. */
export function readResponse(reading: Reading, item: JsonObject): void {
  const type = textOf(item['type']) ?? '';
  switch (type) {
    case 'message':
      readMessage(reading, item);
      return;
    case 'reasoning':
      readReasoning(reading, item);
      return;
    case 'function_call':
    case 'custom_tool_call':
    case 'local_shell_call':
    case 'tool_search_call':
      readCall(reading, type, item);
      return;
    case 'function_call_output':
    case 'custom_tool_call_output':
    case 'tool_search_output':
    case 'mcp_tool_call_output':
      readOutput(reading, item);
      return;
    case 'web_search_call':
      readSearch(reading, 'response', textOf(item['id']), item['action'] ?? null);
      return;
    case 'image_generation_call':
      readImage(reading, item);
      return;
    case 'agent_message':
      readAgentMessage(reading, item);
      return;
    default:
      if (!hiddenResponses.has(type))
        reading.problems.push(`unknown response item ${clip(type, 100)}`);
  }
}

function readMessage(reading: Reading, item: JsonObject): void {
  const parts = listOf(item['content']).map(objectOf);
  const texts = parts.flatMap((part) => textOf(part['text']) ?? []);
  const role = textOf(item['role']);
  if (!Array.isArray(item['content']) || role === undefined) {
    reading.problems.push('a message without a role or contents');
  } else if (role === 'assistant') {
    const block = textOf(item['id']) ?? freshName(reading, 'message');
    settleText(reading, 'text', 'response', block, texts.join(''));
  } else if (role === 'user' && !reading.state.userTold) {
    const own = texts.filter((text) => !isContext(text)).join('\n');
    const images = parts.filter(({ type }) => type === 'input_image').length;
    const { held } = reading.state;
    if (own === '' && images === 0) return;
    held.push({ text: own, images, pictures: picturesIn(parts), at: reading.at });
    if (held.length > HELD) held.shift();
  }
}

/** What Codex gives the model in the user's name: instructions, the surroundings, what happened. */
function isContext(text: string): boolean {
  const start = text.trimStart();
  return /^<([\w -]+)>[\s\S]*<\/\1>\s*$/.test(start) || /^# AGENTS\.md\b/.test(start);
}

/** Reasoning is mostly encrypted: what can be read is its summary. */
function readReasoning(reading: Reading, item: JsonObject): void {
  const parts = [...listOf(item['summary']), ...listOf(item['content'])];
  const block = textOf(item['id']) ?? freshName(reading, 'thought');
  parts.forEach((part, index) => {
    const text = textOf(objectOf(part)['text']);
    if (text !== undefined) settleText(reading, 'reasoning', 'response', `${block}/${index}`, text);
  });
}

function readCall(reading: Reading, type: string, item: JsonObject): void {
  const id = textOf(item['call_id']) ?? textOf(item['id']);
  if (id === undefined) {
    reading.problems.push(`a ${type} without an id`);
    return;
  }
  const input = inputOf(type, item);
  const name = nameOf(type, item);
  const isKnown = reading.state.startedCalls.has(id);
  const call = startTool(reading, id, name, input);
  if (call && !isKnown && todoTools.has(name)) planCalled(reading, call, input);
  if (call && name === 'request_user_input') {
    const question = textOf(objectOf(listOf(call.input['questions'])[0])['question']) ?? name;
    requestAttention(reading, id, { reason: 'question', text: question, call: id });
  }
}

function nameOf(type: string, item: JsonObject): string {
  if (type === 'local_shell_call') return 'local_shell';
  if (type === 'tool_search_call') return 'tool_search';
  const name = textOf(item['name']) ?? 'unknown';
  const namespace = textOf(item['namespace']);
  return namespace === undefined ? name : `${namespace}__${name.replace(/^_+/, '')}`;
}

/** The arguments are JSON in a string, as the model wrote them: not always whole. */
function inputOf(type: string, item: JsonObject): Json {
  if (type === 'local_shell_call') return item['action'] ?? {};
  const given = item['arguments'] ?? item['input'] ?? {};
  if (typeof given !== 'string') return given;
  const parsed = type === 'custom_tool_call' ? undefined : jsonIn(given);
  return isObject(parsed) ? parsed : given;
}

function readOutput(reading: Reading, item: JsonObject): void {
  const id = textOf(item['call_id']);
  if (id === undefined) {
    // A named one answers no call: it is context that Codex gives the model.
    if (textOf(item['name']) !== undefined) return;
    reading.problems.push('an output without the id of its call');
    return;
  }
  const { state } = reading;
  const output = item['output'] ?? (item['tools'] === undefined ? '' : jsonOutput(item['tools']));
  const answer = answerOf(output);
  const polled = terminalOf(reading, id);
  const isLook = answer.exitCode !== undefined || answer.terminal !== undefined;
  if (polled !== undefined && isLook) {
    appendOutput(reading, polled, answer.text);
    if (answer.exitCode !== undefined) {
      const { outcome, exitCode } = answer;
      endTool(reading, polled, { outcome, exitCode });
    }
    endTool(reading, id, { ...answer, outcome: 'succeeded', exitCode: undefined });
    return;
  }
  // The process that is looked at is gone, and nobody knows how it ended.
  if (polled !== undefined) endTool(reading, polled, { outcome: 'interrupted' });
  const call = state.calls.get(id);
  if (answer.terminal !== undefined && call && call.name !== 'write_stdin') {
    // The command goes on: its call ends when a later look at its terminal tells so.
    state.terminals.set(answer.terminal, id);
    appendOutput(reading, id, answer.text);
    return;
  }
  endTool(reading, id, { ...answer, childSession: threadInAnswer(call?.name ?? '', answer.text) });
}

const jsonOutput = (tools: Json): Json => [{ type: 'tools', tools }];

/** The command whose terminal this call looks at, while it goes on. */
function terminalOf(reading: Reading, id: string): string | undefined {
  const { calls, terminals } = reading.state;
  const call = calls.get(id);
  if (call?.name !== 'write_stdin') return undefined;
  const session = call.input['session_id'];
  const command = typeof session === 'number' ? String(session) : textOf(session);
  const running = command === undefined ? undefined : terminals.get(command);
  return running !== undefined && calls.has(running) ? running : undefined;
}

/** A search of the web, told by an event and as an item: they have the action in common. */
export function readSearch(
  reading: Reading,
  source: 'event' | 'response',
  id: string | undefined,
  action: Json,
  query?: string,
): void {
  if (id !== undefined && reading.state.endedCalls.has(id)) return;
  if (!isNews(reading, 'search', source, stableText(action))) return;
  const call = id ?? freshName(reading, 'search');
  const input = { ...objectOf(action), ...(query === undefined ? {} : { query }) };
  startTool(reading, call, 'web_search', input);
  endTool(reading, call, { outcome: 'succeeded' });
}

/** The same action has the same text, whatever the order of its fields. */
const stableText = (action: Json): string =>
  JSON.stringify(Object.entries(objectOf(action)).sort(([a], [b]) => (a < b ? -1 : 1)));

function readImage(reading: Reading, item: JsonObject): void {
  const call = textOf(item['id']) ?? freshName(reading, 'image');
  const prompt = textOf(item['revised_prompt']);
  const result = textOf(item['result']);
  startTool(reading, call, 'image_generation', prompt === undefined ? {} : { prompt });
  const picture = result === undefined ? null : (pictureAt(result) ?? png(result));
  const outcome = item['status'] === 'failed' ? 'failed' : 'succeeded';
  endTool(reading, call, { outcome, output: picture ?? undefined });
}

const png = (base64: string) => ({ as: 'image', mime: 'image/png', base64 }) as const;

/** A message between agents. */
function readAgentMessage(reading: Reading, item: JsonObject): void {
  const from = textOf(item['author']) ?? 'an agent';
  const texts = listOf(item['content']).map((part) => textOf(objectOf(part)['text']) ?? '');
  ensureTurn(reading);
  emit(reading, { kind: 'notice', text: clip(`Message from ${from}: ${texts.join('')}`, 1000) });
}
