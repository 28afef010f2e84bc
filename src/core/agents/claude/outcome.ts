import {
  type Content,
  joinContents,
  type Json,
  jsonContent,
  textContent,
} from '../../build/content.ts';
import type { ToolOutcome } from '../../build/event.ts';
import { isObject, objectOf, textOf } from '../json.ts';
import { contentsOf, pictureIn } from '../pictures.ts';
import type { ToolResult } from './schemas.ts';

/** What a result says, in the words of events. */
export interface Answer {
  readonly outcome: ToolOutcome;
  /** The text of the result, without the tags around an error. */
  readonly text: string;
  readonly output: Content;
  readonly exitCode: number | undefined;
}

/** How Claude Code words a call that was not allowed; a result has no field for it. */
const denials = [
  /^The user doesn't want to (?:proceed|take this action)/,
  /^User (?:rejected|denied|chose to stay)/,
  /^Permission (?:to use|for|prompt|denied by)/,
  /^This .{0,40}requires approval/,
  /^Claude requested permissions/,
  /^(?:Tool|Agent) .{0,80}(?:has been|was) denied/,
  /(?:haven't|hasn't) granted it yet/,
  /has been denied\b/,
];

export function answerOf(result: ToolResult, structured: unknown): Answer {
  const blocks = Array.isArray(result.content) ? result.content : [];
  const texts = blocks.flatMap((block) => textOf(objectOf(block)['text']) ?? []);
  const content = typeof result.content === 'string' ? result.content : texts.join('\n');
  const text = content.replace(/^<tool_use_error>([\s\S]*)<\/tool_use_error>\s*$/, '$1');
  const exit = /^(?:Error: )?Exit code (\d{1,5})\b/.exec(text)?.[1];
  return {
    outcome: outcomeOf(result, structured, text),
    text,
    output: outputOf(result.content, blocks, text, structured),
    exitCode: exit === undefined ? undefined : Number(exit),
  };
}

function outcomeOf(result: ToolResult, structured: unknown, text: string): ToolOutcome {
  if (objectOf(structured)['interrupted'] === true) return 'interrupted';
  if (text.startsWith('[Request interrupted by user')) return 'interrupted';
  if (result.is_error !== true) return 'succeeded';
  const start = text.slice(0, 200).replace(/^Error: /, '');
  return denials.some((denial) => denial.test(start)) ? 'denied' : 'failed';
}

function outputOf(
  content: ToolResult['content'],
  blocks: readonly Json[],
  text: string,
  structured: unknown,
): Content {
  if (isObject(content)) return jsonContent(content);
  if (blocks.some(pictureIn)) return joinContents(contentsOf(blocks)) ?? textContent('');
  // What is neither text nor a picture stands as it came.
  if (blocks.some((block) => objectOf(block)['type'] !== 'text')) return jsonContent([...blocks]);
  const result = objectOf(structured);
  const streams = [textOf(result['stdout']), textOf(result['stderr'])].filter((part) => part);
  return textContent(text === '' ? streams.join('\n') : text);
}
