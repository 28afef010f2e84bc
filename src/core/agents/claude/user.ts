import { isCommand, titleOfWords } from '../../build/title.ts';
import { textOf } from '../json.ts';
import { type Picture, picturesIn, withPictures } from '../pictures.ts';
import { emit } from '../reading.ts';
import { promptOf } from './prompts.ts';
import { type Block, messageRecordSchema, reasonOf, toolResultSchema } from './schemas.ts';
import { learnTitle, type Reading, titleRanks } from './state.ts';
import { parseTaskNotice, readTaskNotice, readTaskOutput } from './tasks.ts';
import { readToolResult } from './tools.ts';
import { endTurn, ensureTurn, startTurn } from './turns.ts';

/** A `user` record: results of tools, or something said in the user's place. */
export function readUser(reading: Reading): void {
  const parsed = messageRecordSchema.safeParse(reading.record);
  if (!parsed.success) {
    reading.problems.push(reasonOf(parsed.error));
    return;
  }
  const { content } = parsed.data.message;
  if (typeof content === 'string') {
    readWords(reading, content, []);
    return;
  }
  const texts: string[] = [];
  const pictures = picturesIn(content);
  const images = content.filter(({ type }) => type === 'image').length;
  for (const block of content) {
    if (block.type === 'text') texts.push(textOf(block['text']) ?? '');
    else if (block.type === 'document') texts.push(`[document ${textOf(block['title']) ?? ''}]`);
    else if (block.type !== 'image') readResultBlock(reading, block, content.length === 1);
  }
  if (texts.length > 0 || images > 0) readWords(reading, texts.join('\n'), pictures, images);
}

function readResultBlock(reading: Reading, block: Block, isOnly: boolean): void {
  if (!block.type.endsWith('tool_result')) {
    reading.problems.push(`unknown block ${block.type}`);
    return;
  }
  const parsed = toolResultSchema.safeParse(block);
  if (!parsed.success) {
    reading.problems.push(`${block.type} ${reasonOf(parsed.error)}`);
    return;
  }
  const { record } = reading;
  // The structured result stands beside the message: with several results nobody says whose it is.
  const structured = isOnly ? (record['tool_use_result'] ?? record['toolUseResult']) : undefined;
  readToolResult(reading, parsed.data, structured);
  readTaskOutput(reading, structured);
}

function readWords(
  reading: Reading,
  raw: string,
  pictures: readonly Picture[],
  images = pictures.length,
): void {
  const { record, parent } = reading;
  if (record['isCompactSummary'] === true) {
    emit(reading, { kind: 'notice', parent, text: `Summary of the conversation so far: ${raw}` });
    return;
  }
  const prompt = promptOf(raw);
  // Before the marks of hidden context: an interruption may carry them.
  if (prompt.kind === 'interrupt') {
    interrupt(reading, raw.trim());
    return;
  }
  if (prompt.kind === 'task') {
    readTaskNotice(reading, parseTaskNotice(raw));
    if (parent === undefined) ensureTurn(reading);
    return;
  }
  if (record['isMeta'] === true || record['isSynthetic'] === true) return;
  if (prompt.kind === 'hidden' && images === 0) return;
  if (prompt.kind === 'local' || prompt.kind === 'notice') {
    readLocal(reading, prompt.text);
    return;
  }
  readPrompt(reading, prompt.kind === 'prompt' ? prompt.text : '', pictures, images);
}

/** Output of a command that Claude Code ran by itself (`/cost`, `!ls`): it ends that turn. */
export function readLocal(reading: Reading, text: string): void {
  const { state, parent } = reading;
  if (text !== '') emit(reading, { kind: 'notice', parent, text });
  const isWhole = state.format === 'claude-transcript' && state.turn.open && !state.turn.busy;
  if (parent === undefined && isWhole) endTurn(reading, { outcome: 'succeeded' });
}

function readPrompt(
  reading: Reading,
  text: string,
  pictures: readonly Picture[],
  images = pictures.length,
): void {
  const { state, parent, record } = reading;
  if (parent !== undefined) {
    // The first words to a sub-agent are the input of its call.
    if (state.calls.get(parent)?.input?.['prompt'] === text) return;
  } else {
    // The first thing that was asked for; a command of Claude Code itself says nothing of the build.
    const isFirst = state.titleRank < titleRanks.prompt && !isCommand(text);
    if (isFirst) learnTitle(reading, textOf(titleOfWords(text)), titleRanks.prompt);
    if (state.format === 'claude-transcript') startTurn(reading, textOf(record['promptId']));
    else ensureTurn(reading);
  }
  emit(reading, {
    kind: 'user.message',
    parent,
    id: reading.uuid,
    text,
    ...withPictures(pictures, images),
  });
}

function interrupt(reading: Reading, text: string): void {
  const { state, parent } = reading;
  if (parent !== undefined) {
    emit(reading, { kind: 'notice', parent, text });
    return;
  }
  // Calls that the user stopped get no result of their own any more; a late one still counts.
  state.turn.interrupted = true;
  if (state.format === 'claude-transcript') {
    endTurn(reading, { outcome: 'cancelled', reason: text });
  } else {
    emit(reading, { kind: 'notice', text });
  }
}
