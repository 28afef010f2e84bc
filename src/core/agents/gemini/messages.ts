import { z } from 'zod';
import { joinContents, type Json } from '../../build/content.ts';
import { titleOfWords } from '../../build/title.ts';
import { countOf, isObject, type JsonObject, listOf, objectOf, textOf, timeOf } from '../json.ts';
import { firstLine } from '../text.ts';
import { emit, learn } from '../reading.ts';
import { withPictures } from '../pictures.ts';
import { isAnswer, picturesOf, responseOf, wordsOf } from './parts.ts';
import { newsOf, type Reading } from './state.ts';
import { endCall, outcomeOf, startCall, textOutput } from './tools.ts';
import { ensureTurn, looksLike, startTurn } from './turns.ts';

/** A message of a session file; the types are those of Gemini CLI's own recorder. */
const messageSchema = z.looseObject({ id: z.string().min(1), type: z.string() });
type Message = z.infer<typeof messageSchema>;

/** A message as it now stands: it is told again, with all that is in it, when it changes. */
export function readMessage(reading: Reading, value: Json): void {
  const parsed = messageSchema.safeParse(value);
  if (!parsed.success) {
    reading.problems.push('neither a message nor about the session');
    return;
  }
  const message = parsed.data;
  reading.at = timeOf(message['timestamp']) ?? reading.at;
  switch (message.type) {
    case 'user':
      readPrompt(reading, message);
      return;
    case 'gemini':
      readAnswer(reading, message);
      return;
    case 'info':
    case 'warning':
    case 'error':
      readNote(reading, message, message.type);
      return;
    default:
      if (newsOf(reading, message.id, '') === 'new') {
        reading.problems.push(`unknown message ${message.type}`);
      }
  }
}

function readPrompt(reading: Reading, message: Message): void {
  const { id, content } = message;
  if (isAnswer(content)) return;
  // Once told, a prompt stays: later versions of it are shortened for the model.
  if (newsOf(reading, id, '') !== 'new') return;
  const text = wordsOf(message['displayContent'] ?? content);
  // The surroundings, given to the model in the user's name at the start.
  if (/^\s*<session_context>[\s\S]*<\/session_context>\s*$/.test(text)) return;
  startTurn(reading, id);
  emit(reading, { kind: 'user.message', id, text, ...withPictures(picturesOf(content)) });
  learnPrompt(reading, text);
}

/** The first prompt is the title until the agent sums the session up. */
export function learnPrompt(reading: Reading, text: string): void {
  if (reading.state.about.title !== undefined) return;
  const title = titleOfWords(text);
  if (title !== '') learn(reading, 'title', title);
}

function readAnswer(reading: Reading, message: Message): void {
  const { id, content } = message;
  if (newsOf(reading, id, '') === 'new') ensureTurn(reading);
  learn(reading, 'model', textOf(message['model']));
  listOf(message['thoughts']).forEach((value, index) => {
    const thought = objectOf(value);
    const [subject, description] = [textOf(thought['subject']), textOf(thought['description'])];
    const text = [subject && `**${subject}**`, description].filter(Boolean).join('\n');
    tellText(reading, 'reasoning', `${id}/thought/${index}`, text);
  });
  const text = wordsOf(content);
  tellText(reading, 'text', id, text);
  picturesOf(content).forEach((picture, index) => {
    const block = `${id}/picture/${index}`;
    if (newsOf(reading, block, '') !== 'new') return;
    emit(reading, { kind: 'attachment.added', block, content: picture });
  });
  const calls = listOf(message['toolCalls']).filter(isObject);
  calls.forEach((call, index) => readCall(reading, call, `${id}/call/${index}`));
  readTokens(reading, id, message['tokens']);
  // An answer without calls is the last of its turn, as far as one can tell.
  if (calls.length === 0 && text !== '') looksLike(reading, 'succeeded');
  else looksLike(reading, 'unknown');
}

function tellText(reading: Reading, kind: 'text' | 'reasoning', block: string, text: string): void {
  if (text === '') return;
  if (newsOf(reading, `${kind}:${block}`, text) === 'known') return;
  // Always the whole, so that a later reading of a changed file says it anew and does not add to it.
  emit(reading, { kind: `${kind}.appended`, block, text, replace: true });
}

function readCall(reading: Reading, given: JsonObject, place: string): void {
  const { state } = reading;
  const id = textOf(given['id']) ?? place;
  if (state.endedCalls.has(id)) return;
  const name = textOf(given['name']) ?? 'unknown';
  const { at } = reading;
  startCall(reading, id, name, isObject(given['args']) ? given['args'] : null);
  const childSession = textOf(given['agentId']);
  if (childSession !== undefined && newsOf(reading, `child:${id}`, childSession) !== 'known') {
    emit(reading, { kind: 'tool.output', call: id, childSession });
  }
  reading.at = Math.max(at, timeOf(given['timestamp']) ?? at);
  const { result, resultDisplay: display } = given;
  const { output, error } = responseOf(result);
  const shown = textOf(display);
  switch (given['status']) {
    case 'success': {
      const words = textOutput(output ?? shown);
      const contents = [...(words ? [words] : []), ...picturesOf(result)];
      endCall(reading, id, 'succeeded', { output: joinContents(contents), display });
      break;
    }
    case 'error': {
      const words = error ?? shown ?? output ?? 'failed';
      endCall(reading, id, outcomeOf(words), { error: words, display });
      break;
    }
    case 'cancelled': {
      const words = error ?? shown ?? 'cancelled';
      const outcome = outcomeOf(words);
      endCall(reading, id, outcome === 'failed' ? 'interrupted' : outcome, {
        error: words,
        display,
      });
      break;
    }
    case 'awaiting_approval':
      if (state.attention.has(id)) break;
      state.attention.add(id);
      emit(reading, {
        kind: 'attention.requested',
        id,
        reason: 'permission',
        text: textOf(given['description']) ?? name,
        call: id,
      });
      break;
    // Running, or on its way to it.
    default:
  }
  reading.at = at;
}

/** `input` includes what came from the cache; `output` does not include thoughts. */
function readTokens(reading: Reading, key: string, value: unknown): void {
  const tokens = objectOf(value);
  const [input, output] = [countOf(tokens['input']), countOf(tokens['output'])];
  if (input === undefined && output === undefined) return;
  if (newsOf(reading, `tokens:${key}`, JSON.stringify(tokens)) === 'known') return;
  const cacheRead = countOf(tokens['cached']) ?? 0;
  const reasoning = countOf(tokens['thoughts']) ?? 0;
  emit(reading, {
    kind: 'usage',
    scope: 'call',
    key,
    input: Math.max(0, (input ?? 0) + (countOf(tokens['tool']) ?? 0) - cacheRead),
    output: (output ?? 0) + reasoning,
    cacheRead,
    reasoning,
  });
}

function readNote(reading: Reading, message: Message, type: 'info' | 'warning' | 'error'): void {
  const text = wordsOf(message['content']);
  if (text === '' || newsOf(reading, message.id, '') !== 'new') return;
  if (type === 'error') {
    emit(reading, { kind: 'error', message: text });
    looksLike(reading, 'failed', firstLine(text));
    return;
  }
  emit(reading, { kind: 'notice', text: type === 'warning' ? `Warning: ${text}` : text });
  if (/^request cancell?ed/i.test(text)) looksLike(reading, 'cancelled', 'interrupted');
}
