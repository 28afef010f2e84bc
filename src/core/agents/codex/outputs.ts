import { type Content, joinContents, type Json, textContent } from '../../build/content.ts';
import type { ToolOutcome } from '../../build/event.ts';
import { countOf, intOf, isObject, jsonIn, listOf, objectOf, textOf } from '../json.ts';
import { contentsOf } from '../pictures.ts';

/** What the output of a call says. */
export interface Answer {
  readonly outcome: ToolOutcome;
  readonly text: string;
  readonly output: Content;
  readonly exitCode: number | undefined;
  readonly durationMs: number | undefined;
  /** The terminal session in which the command goes on. */
  readonly terminal: string | undefined;
}

/** How Codex words it that a call was not allowed, stopped, or could not be made. */
const denials = [
  /^(?:patch|exec command|command|.{0,60}) (?:was )?(?:rejected|denied|declined) by (?:the )?user/i,
  /^user (?:rejected|denied|declined)/i,
  /^rejected(?::|\()/i,
];
const stops = /^(?:aborted|interrupted|cancelled)(?: by (?:the )?user)?\b/i;
const faults = [
  /^(?:apply_patch|write_stdin|exec_command|patch|tool call|view_image) [^\n]{0,30}(?:failed|error)/i,
  /^(?:failed|unable|error|err|unsupported|unknown|invalid|execution error|tool error)\b/i,
  /^(?:exec_command|shell) failed\b|^command timed out\b|^unsupported call: /i,
];

/**
 * Reads the output of a call: a text, a list of contents, or `{content, success}`. Commands tell
 * their exit code and their output in words (`Process exited with code 0 … Output:`) or as JSON
 * (`{output, metadata: {exit_code}}`).
 */
export function answerOf(value: unknown): Answer {
  const wrapped = isObject(value) ? value : null;
  const content = wrapped ? (wrapped['content'] ?? wrapped['content_items']) : value;
  if (Array.isArray(content)) return answerOfItems(listOf(content), wrapped?.['success']);
  const text = textOf(content) ?? '';
  const told = commandIn(text);
  const success = wrapped?.['success'];
  return {
    outcome: outcomeOf(text, told?.exitCode, success),
    text: told?.output ?? text,
    output: textContent(told?.output ?? text),
    exitCode: told?.exitCode,
    durationMs: told?.durationMs,
    terminal: told?.terminal,
  };
}

function answerOfItems(items: readonly Json[], success: unknown): Answer {
  const outputs = contentsOf(items);
  const text = outputs.flatMap((one) => (one.as === 'text' ? one.text : [])).join('\n');
  const outcome = success === false ? 'failed' : 'succeeded';
  const none = { exitCode: undefined, durationMs: undefined, terminal: undefined };
  return { outcome, text, output: joinContents(outputs) ?? textContent(''), ...none };
}

interface CommandOutput {
  readonly output: string;
  readonly exitCode: number | undefined;
  readonly durationMs: number | undefined;
  readonly terminal: string | undefined;
}

function commandIn(text: string): CommandOutput | null {
  if (text.startsWith('{')) {
    const { output, metadata } = objectOf(jsonIn(text));
    if (typeof output !== 'string' || !isObject(metadata)) return null;
    const exitCode = intOf(metadata['exit_code']);
    const durationMs = millisOf(metadata['duration_seconds']);
    return { output, exitCode, durationMs, terminal: undefined };
  }
  // The head ends where the output begins; what the output says is no business of ours.
  const cut = /^(?:Final )?Output:[ \t]*(?:\n|$)/m.exec(text);
  const head = cut ? text.slice(0, cut.index) : text.slice(0, 2000);
  const exit = /^(?:Process exited with code|Exit code:) (-?\d{1,10})\s*$/m.exec(head)?.[1];
  const terminal = /^Process running with session ID (\S+)\s*$/m.exec(head)?.[1];
  const wall = /^Wall time: ([\d.]+) seconds?\s*$/m.exec(head)?.[1];
  if (exit === undefined && terminal === undefined && wall === undefined) return null;
  return {
    output: cut ? text.slice(cut.index + cut[0].length) : text,
    exitCode: exit === undefined ? undefined : intOf(Number(exit)),
    durationMs: millisOf(wall === undefined ? undefined : Number(wall)),
    terminal,
  };
}

function outcomeOf(text: string, exitCode: number | undefined, success: unknown): ToolOutcome {
  if (exitCode !== undefined) return exitCode === 0 ? 'succeeded' : 'failed';
  const start = text.slice(0, 300);
  if (denials.some((denial) => denial.test(start))) return 'denied';
  if (stops.test(start)) return 'interrupted';
  if (success === false) return 'failed';
  return success !== true && faults.some((fault) => fault.test(start)) ? 'failed' : 'succeeded';
}

/** Seconds as milliseconds; `{secs, nanos}` is how Codex writes a duration in its events. */
export function millisOf(value: unknown): number | undefined {
  if (isObject(value)) {
    const seconds = countOf(value['secs']);
    const nanos = countOf(value['nanos']) ?? 0;
    return seconds === undefined ? undefined : countOf(seconds * 1000 + nanos / 1e6);
  }
  return typeof value === 'number' ? countOf(value * 1000) : undefined;
}
