import { type Content, joinContents, jsonContent, textContent } from '../../build/content.ts';
import { isObject, type JsonObject, listOf, objectOf, textOf } from '../json.ts';
import { contentsOf, pictureIn, picturesIn, withPictures } from '../pictures.ts';
import { emit, learn } from '../reading.ts';
import { readError, readRetry } from './errors.ts';
import { goesOn } from './messages.ts';
import { type Reading, remember } from './state.ts';
import { addText, tellText } from './texts.ts';
import { endCall, outcomeOf, tellCall, tellOutput, tellPlan } from './tools.ts';
import { ensureTurn, settleTurn, startTurn } from './turns.ts';
import { readUsage } from './usage.ts';

/** The durable events of OpenCode's second API, `session.next.…`; whether the type is one that is read. */
export function readNext(reading: Reading, type: string, given: JsonObject): boolean {
  const { state } = reading;
  const call = textOf(given['callID']);
  const text = textOf(given['textID']) ?? textOf(given['reasoningID']);
  const message = textOf(given['assistantMessageID']) ?? textOf(given['messageID']) ?? '';
  const block = text === undefined ? undefined : `${message}/${text}`;
  const [family, step = ''] = type.split('.');
  const kind = family === 'reasoning' ? 'reasoning' : 'text';
  switch (type) {
    case 'prompted':
      readPrompt(reading, message, objectOf(given['prompt']));
      return true;
    case 'model.switched':
      learnModel(reading, given['model']);
      return true;
    case 'moved':
      return true;
    case 'step.started':
      learnModel(reading, given['model']);
      if (remember(state.done, `${message}/begun`)) ensureTurn(reading);
      return true;
    case 'step.ended':
      if (!remember(state.done, `${message}/step`)) return true;
      readUsage(reading, message, given['tokens'], given['cost']);
      if (!goesOn(given['finish'])) settleTurn(reading);
      return true;
    case 'step.failed':
      readError(reading, given['error'], message);
      settleTurn(reading);
      return true;
    case 'retried':
      readRetry(reading, given['attempt'], textOf(objectOf(given['error'])['message']) ?? '');
      return true;
    case 'compaction.ended':
      emit(reading, { kind: 'notice', text: 'The conversation was compacted' });
      return true;
    case 'compaction.started':
      return true;
    default:
  }
  if ((family === 'text' || family === 'reasoning') && block !== undefined) {
    if (step === 'delta') addText(reading, block, kind, textOf(given['delta']) ?? '');
    else if (step === 'ended') tellText(reading, block, kind, textOf(given['text']) ?? '', true);
    return step === 'delta' || step === 'ended' || step === 'started';
  }
  if ((family === 'tool' || family === 'shell') && call !== undefined) {
    return readCall(reading, type, call, given);
  }
  return false;
}

function readCall(reading: Reading, type: string, id: string, given: JsonObject): boolean {
  const { state } = reading;
  const isOver = state.endedCalls.has(id);
  const name = textOf(given['tool']) ?? textOf(given['name']) ?? 'unknown';
  const input = isObject(given['input']) ? given['input'] : null;
  switch (type) {
    case 'tool.input.started':
      if (!isOver) tellCall(reading, id, name, null);
      return true;
    case 'tool.input.ended':
      return true;
    case 'tool.called':
      if (isOver) return true;
      tellCall(reading, id, name, input);
      if (name === 'todowrite') tellPlan(reading, input?.['todos']);
      return true;
    case 'tool.progress': {
      const call = isOver ? undefined : tellCall(reading, id, name, null);
      if (call) tellOutput(reading, id, call, words(given));
      return true;
    }
    case 'tool.success':
      if (isOver) return true;
      tellCall(reading, id, name, null);
      endCall(reading, id, 'succeeded', { output: outputOf(given) });
      return true;
    case 'tool.failed': {
      if (isOver) return true;
      tellCall(reading, id, name, null);
      const error = textOf(objectOf(given['error'])['message']) ?? 'failed';
      endCall(reading, id, outcomeOf(error), { error });
      return true;
    }
    case 'shell.started':
      if (!isOver) tellCall(reading, id, 'shell', { command: given['command'] ?? '' });
      return true;
    case 'shell.ended':
      if (isOver) return true;
      tellCall(reading, id, 'shell', null);
      endCall(reading, id, 'succeeded', { output: textContent(textOf(given['output']) ?? '') });
      return true;
    default:
      return false;
  }
}

/** Content is a list of `{type: text, text}` and files; what is not text is kept as it is. */
function outputOf(given: JsonObject): Content {
  const contents = listOf(given['content']);
  if (contents.some(pictureIn)) return joinContents(contentsOf(contents)) ?? textContent('');
  const text = words(given);
  if (text !== '') return textContent(text);
  return jsonContent(given['content'] ?? given['structured'] ?? null);
}

const words = (given: JsonObject) =>
  listOf(given['content'])
    .map((one) => textOf(objectOf(one)['text']) ?? '')
    .join('');

function readPrompt(reading: Reading, message: string, prompt: JsonObject): void {
  if (message === '') return;
  startTurn(reading, message);
  const text = textOf(prompt['text']) ?? '';
  const files = listOf(prompt['files']).map(objectOf);
  const images = files.filter((file) => textOf(file['mime'])?.startsWith('image/')).length;
  if (!remember(reading.state.done, `${message}/prompt`)) return;
  emit(reading, {
    kind: 'user.message',
    id: message,
    text,
    ...withPictures(picturesIn(files), images),
  });
}

function learnModel(reading: Reading, value: unknown): void {
  const model = objectOf(value);
  const [id, provider] = [
    textOf(model['id']) ?? textOf(model['modelID']),
    textOf(model['providerID']),
  ];
  if (id !== undefined) learn(reading, 'model', provider === undefined ? id : `${provider}/${id}`);
}
