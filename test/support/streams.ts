import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createUIMessageStream, createUIMessageStreamResponse } from 'ai';
import type { AnyAdapter } from '../../src/core/agents/adapter.ts';
import { createFramer } from '../../src/core/agents/framing/framer.ts';
import type { Framing } from '../../src/core/agents/framing/framed.ts';
import { sniffFraming } from '../../src/core/agents/framing/sniff.ts';
import { adapterFor } from '../../src/core/agents/registry.ts';
import type { Json } from '../../src/core/build/content.ts';
import { documents, lines, stream, textOf } from '../fixtures/agents/gemini.ts';
import { events, exported, run } from '../fixtures/agents/opencode.ts';
import { fixturePath } from './agents.ts';

/** A stream of one format, as its agent writes it. */
export interface Stream {
  readonly name: string;
  readonly adapter: AnyAdapter;
  readonly framing: Framing;
  readonly bytes: Uint8Array;
  readonly records: readonly Json[];
}

export const bytesOf = (text: string) => new TextEncoder().encode(text);
export const inLines = (records: readonly unknown[]) =>
  bytesOf(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
export const inFrames = (records: readonly unknown[]) =>
  bytesOf(records.map((record) => `data: ${JSON.stringify(record)}\n\n`).join(''));

/** The records in these bytes. */
export function recordsIn(bytes: Uint8Array): Json[] {
  const framer = createFramer(sniffFraming(bytes) ?? 'lines');
  const framed = [...framer.push(bytes), ...framer.finish()];
  return framed.flatMap((one) => (one.kind === 'record' ? [one.value] : []));
}

function streamOf(format: string, name: string, bytes: Uint8Array): Stream {
  const adapter = adapterFor(format);
  if (!adapter) throw new Error(format);
  const framing = sniffFraming(bytes) ?? 'lines';
  return { name, adapter, framing, bytes, records: recordsIn(bytes) };
}

const file = (format: string, name: string) =>
  streamOf(format, name, new Uint8Array(readFileSync(fixturePath(name))));
const recorded = (format: string, end = 'jsonl', more = '') =>
  file(format, join('recorded', `${format}${more}.${end}`));

/** Every fixture of every format, those included that are made while the tests run. */
export const streams: readonly Stream[] = [
  file('claude-stream-json', 'claude-stream-json.jsonl'),
  recorded('claude-stream-json'),
  recorded('claude-stream-json', 'jsonl', '-resumed'),
  recorded('claude-stream-json', 'jsonl', '-background'),
  file('claude-transcript', 'claude-transcript.jsonl'),
  recorded('claude-transcript'),
  recorded('claude-transcript', 'jsonl', '-subagent'),
  recorded('claude-transcript', 'jsonl', '-compacted'),
  file('claude-hooks', 'claude-hooks.json'),
  recorded('claude-hooks'),
  file('codex-rollout', 'codex-rollout.jsonl'),
  file('codex-rollout', 'codex-rollout-fork.jsonl'),
  recorded('codex-rollout'),
  recorded('codex-rollout', 'jsonl', '-compacted'),
  file('codex-exec-json', 'codex-exec-json.jsonl'),
  recorded('codex-exec-json'),
  file('codex-app-server', 'codex-app-server.jsonl'),
  recorded('codex-app-server'),
  recorded('codex-app-server', 'jsonl', '-agents'),
  file('codex-tui-log-legacy', 'codex-tui-log-legacy.jsonl'),
  file('acp', 'acp.jsonl'),
  file('ag-ui', 'ag-ui.json'),
  file('build-stream', 'build-stream.jsonl'),
  file('otel-genai', 'otel-genai.jsonl'),
  streamOf('opencode-events', 'opencode events', inFrames(events)),
  recorded('opencode-events', 'sse'),
  streamOf('opencode-run', 'opencode run', inLines(run)),
  recorded('opencode-run'),
  streamOf('opencode-export', 'opencode export', bytesOf(JSON.stringify(exported, null, 2))),
  recorded('opencode-export', 'json'),
  streamOf('gemini-stream-json', 'gemini stream', inLines(stream)),
  recorded('gemini-stream-json'),
  streamOf('gemini-session', 'gemini session', bytesOf(textOf(documents[2] ?? {}))),
  streamOf('gemini-session', 'gemini session in lines', inLines(lines)),
  recorded('gemini-session'),
  streamOf('ai-sdk-ui-stream', 'ai sdk', await written()),
];

/** What a server that uses the `ai` package sends; the package writes the frames itself. */
async function written(): Promise<Uint8Array> {
  const todos = (...done: string[]) => ({
    todos: ['Dig', 'Water'].map((content) => ({
      content,
      status: done.includes(content) ? 'completed' : 'pending',
    })),
  });
  const written = createUIMessageStream({
    generateId: () => 'message-1',
    execute: ({ writer }) => {
      const call = (toolCallId: string, toolName: string, input: unknown) => {
        writer.write({ type: 'tool-input-start', toolCallId, toolName });
        writer.write({ type: 'tool-input-delta', toolCallId, inputTextDelta: '{"de' });
        writer.write({ type: 'tool-input-available', toolCallId, toolName, input });
      };
      writer.write({ type: 'start', messageId: 'message-1' });
      writer.write({ type: 'start-step' });
      writer.write({ type: 'reasoning-start', id: '0' });
      writer.write({ type: 'reasoning-delta', id: '0', delta: 'The earth is dry.' });
      writer.write({ type: 'reasoning-end', id: '0' });
      writer.write({ type: 'text-start', id: '1' });
      for (const delta of ['Größer ', 'gärten ', '🌱']) {
        writer.write({ type: 'text-delta', id: '1', delta });
      }
      writer.write({ type: 'text-end', id: '1' });
      call('c1', 'TodoWrite', todos());
      writer.write({ type: 'tool-output-available', toolCallId: 'c1', output: 'noted' });
      call('c2', 'dig', { depth: 3 });
      writer.write({ type: 'tool-output-error', toolCallId: 'c2', errorText: 'rock' });
      writer.write({ type: 'finish-step' });
      writer.write({ type: 'start-step' });
      call('c3', 'TodoWrite', todos('Dig', 'Water'));
      writer.write({ type: 'tool-output-available', toolCallId: 'c3', output: 'noted' });
      writer.write({ type: 'text-start', id: '1' });
      writer.write({ type: 'text-delta', id: '1', delta: 'Done.' });
      writer.write({ type: 'text-end', id: '1' });
      writer.write({ type: 'finish-step' });
      writer.write({ type: 'finish' });
    },
  });
  const response = createUIMessageStreamResponse({ stream: written });
  return new Uint8Array(await response.arrayBuffer());
}
