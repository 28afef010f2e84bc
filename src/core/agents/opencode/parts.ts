import type { Json } from '../../build/content.ts';
import { countOf, listOf, objectOf, textOf } from '../json.ts';
import { firstLine } from '../text.ts';
import { pictureIn, picturesIn, withPictures } from '../pictures.ts';
import { emit } from '../reading.ts';
import { readRetry } from './errors.ts';
import { goesOn } from './messages.ts';
import { type Part, partSchema, reasonOf, textPartSchema, toolPartSchema } from './schemas.ts';
import { type Reading, remember } from './state.ts';
import { tellText } from './texts.ts';
import { readTool } from './tools.ts';
import { endTurn, ensureTurn } from './turns.ts';
import { readUsage } from './usage.ts';

/** A part of a message as it now stands. */
export function readPart(reading: Reading, value: Json | undefined): void {
  const parsed = partSchema.safeParse(value);
  if (!parsed.success) {
    reading.problems.push(`part: ${reasonOf(parsed.error)}`);
    return;
  }
  const part = parsed.data;
  const { state } = reading;
  const role = state.roles.get(part.messageID) ?? roleOf(part);
  if (role === null) {
    const held = state.waiting.get(part.messageID) ?? new Map<string, Json>();
    // Told again, it takes the place of what was told before.
    if (value !== undefined) held.set(part.id, value);
    state.waiting.set(part.messageID, held);
    return;
  }
  if (role === 'user') readUserPart(reading, part);
  else readAgentPart(reading, part);
}

/** Parts that came before their message. */
export function readWaiting(reading: Reading, message: string): void {
  const held = reading.state.waiting.get(message);
  reading.state.waiting.delete(message);
  for (const part of held?.values() ?? []) readPart(reading, part);
}

/** Only a text or a file may be either's; what the agent writes has a time. */
function roleOf(part: Part): 'assistant' | null {
  const isEither = part.type === 'text' || part.type === 'file';
  return isEither && part['time'] === undefined ? null : 'assistant';
}

function readUserPart(reading: Reading, part: Part): void {
  const { done } = reading.state;
  const id = part.id;
  if (part.type === 'text') {
    // Synthetic texts are what OpenCode adds for the model: the content of files, reminders.
    const text = part['synthetic'] === true || part['ignored'] === true ? '' : part['text'];
    if (typeof text !== 'string' || text === '' || !remember(done, id)) return;
    emit(reading, { kind: 'user.message', id, text });
  } else if (part.type === 'file') {
    if (!remember(done, id)) return;
    const isImage = textOf(part['mime'])?.startsWith('image/') === true;
    const text = textOf(part['filename']) ?? '';
    const pictures = withPictures(picturesIn([part]), 1);
    if (isImage) emit(reading, { kind: 'user.message', id, text, ...pictures });
    else emit(reading, { kind: 'notice', text: `Attached: ${text || 'a file'}` });
  } else readOther(reading, part);
}

function readAgentPart(reading: Reading, part: Part): void {
  const { state } = reading;
  const time = objectOf(part['time']);
  const said = countOf(time['end']) ?? countOf(time['start']);
  if (said !== undefined) reading.at = said;
  switch (part.type) {
    case 'text':
    case 'reasoning': {
      const text = textPartSchema.safeParse(part);
      if (!text.success) reading.problems.push(`${part.type}: ${reasonOf(text.error)}`);
      else if (part['ignored'] !== true) {
        tellText(reading, part.id, part.type, text.data.text, time['end'] !== undefined);
      }
      return;
    }
    case 'tool': {
      const tool = toolPartSchema.safeParse(part);
      if (tool.success) readTool(reading, tool.data, tool.data.callID ?? part.id);
      else reading.problems.push(`tool: ${reasonOf(tool.error)}`);
      return;
    }
    case 'step-start':
      if (!remember(state.done, part.id)) return;
      state.edited.clear();
      ensureTurn(reading);
      return;
    case 'step-finish':
      readStepFinish(reading, part);
      return;
    default:
      readOther(reading, part);
  }
}

function readStepFinish(reading: Reading, part: Part): void {
  const { state } = reading;
  if (!remember(state.done, part.id)) return;
  state.stepped.add(part.messageID);
  readUsage(reading, part.id, part['tokens'], part['cost']);
  // A run tells nothing else of the end of its turn; others do.
  if (state.format === 'opencode-run' && !goesOn(part['reason'])) endTurn(reading, 'succeeded');
}

/** Parts of either that say one thing, once. */
function readOther(reading: Reading, part: Part): void {
  const { done, edited } = reading.state;
  const isNew = !done.has(part.id);
  switch (part.type) {
    case 'patch':
      // Files that changed in the step, by whatever means: news are those that no edit told of.
      for (const path of listOf(part['files'])) {
        if (!isNew || typeof path !== 'string' || path === '' || edited.has(path)) continue;
        emit(reading, { kind: 'file.changed', path, change: 'modified' });
      }
      break;
    case 'subtask':
      if (isNew) {
        const words = textOf(part['description']) ?? textOf(part['prompt']) ?? '';
        emit(reading, {
          kind: 'notice',
          text: `Subtask for ${textOf(part['agent']) ?? 'an agent'}: ${firstLine(words)}`,
        });
      }
      break;
    case 'compaction':
      if (isNew) emit(reading, { kind: 'notice', text: 'The conversation was compacted' });
      break;
    case 'retry':
      if (isNew) {
        const error = objectOf(part['error']);
        const message = textOf(objectOf(error['data'])['message']) ?? 'the model failed';
        readRetry(reading, part['attempt'], message);
      }
      break;
    case 'file':
      if (isNew) {
        const name = textOf(part['filename']);
        const content = pictureIn(part);
        const text = `File: ${name ?? textOf(part['mime']) ?? 'a file'}`;
        if (!content) emit(reading, { kind: 'notice', text });
        else emit(reading, { kind: 'attachment.added', block: part.id, name, content });
      }
      break;
    // The state of the files for undo, and the agent that was addressed.
    case 'snapshot':
    case 'agent':
    case 'step-start':
    case 'step-finish':
      break;
    default:
      if (isNew) reading.problems.push(`unknown part ${part.type}`);
  }
  remember(done, part.id);
}
