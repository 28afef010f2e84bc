import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { Readable, Writable } from 'node:stream';
import * as acp from '@agentclientprotocol/sdk';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { converse, editorApp, recordAcp } from '../../test/support/acp-session.ts';
import { command } from '../../test/support/command.ts';
import { eventsOf, openEngine, temporary, testFormats } from '../../test/support/rig.ts';
import { createInspector } from '../core/agents/inspect.ts';
import type { BuildEvent } from '../core/build/event.ts';
import { reduceAll } from '../core/build/reduce.ts';
import { emptyState } from '../core/build/state.ts';
import { BothReader, type Side } from './both-reader.ts';

const bin = resolve(import.meta.dirname, 'bin.mjs');
const agent = resolve(import.meta.dirname, '../../test/support/acp-agent.ts');

async function dataFolder() {
  const place = await temporary();
  onTestFinished(() => place[Symbol.asyncDispose]());
  return join(place.path, 'data');
}

/** The official client, with this program as its agent. */
async function edit(args: readonly string[], env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'], env });
  const output = Writable.toWeb(child.stdin);
  const input = Readable.toWeb(child.stdout) as ReadableStream<Uint8Array>;
  const reasons = await editorApp().connectWith(acp.ndJsonStream(output, input), converse);
  child.stdin.destroy();
  const [code] = (await once(child, 'close')) as [number | null];
  return { reasons, code };
}

async function recorded(data: string): Promise<BuildEvent[][]> {
  const engine = openEngine(data);
  const builds = engine.builds().map(({ id }) => eventsOf(engine, id));
  await engine.close();
  return builds;
}

test('an editor and an agent speak as if nobody were between them, and the build is complete', async () => {
  const data = await dataFolder();
  const env = { ...process.env, RATCHET_DATA_DIR: data };
  const plain = await edit([agent], env);
  const between = await edit([bin, 'run', '--both', '--', process.execPath, agent], env);
  expect(between).toEqual(plain);
  const [events = [], ...others] = await recorded(data);
  expect(others).toEqual([]);
  const state = reduceAll(emptyState, events);
  expect(state).toMatchObject({
    title: 'Grafting',
    agent: 'Gardener',
    model: 'model-two',
    attention: [],
    turns: { count: 3, open: false, last: 'failed' },
    counts: { tools: 4, unrecognised: 0 },
    ended: { outcome: 'failed' },
  });
  const denied = state.nodes.chunks.flat().find((node) => node.key === 'tool:c_fell');
  expect(denied).toMatchObject({ outcome: 'denied' });
}, 30_000);

test('what is piped through is every byte, also where it is no protocol at all', async () => {
  const data = await dataFolder();
  const bytes = Buffer.from([0, 255, 10, 123, 200, 10, 0, 10, 34]);
  const code =
    'process.stdin.pipe(process.stdout); process.stdin.on("end", () => { process.exitCode = 3 })';
  const finished = await command(data, ['run', '--both', '--', process.execPath, '-e', code], bytes)
    .finished;
  expect(finished.code).toBe(3);
  expect(finished.stdout.equals(bytes)).toBe(true);
  const [events = []] = await recorded(data);
  expect(events.at(-1)).toMatchObject({ kind: 'build.ended', outcome: 'failed', exitCode: 3 });
}, 30_000);

test('a command that ends does not wait for the end of its input', async () => {
  const data = await dataFolder();
  const env = { ...process.env, RATCHET_DATA_DIR: data };
  const args = [bin, 'run', '--format', 'acp', '--', process.execPath, '-e', 'console.log("{}")'];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'], env });
  onTestFinished(() => void child.stdin.destroy());
  child.stdout.resume();
  expect(await once(child, 'close')).toEqual([0, null]);
}, 30_000);

test('however the bytes of both sides are cut, the messages and their order are the same', async () => {
  const lines = await recordAcp();
  const sideOf = (index: number): Side => sides[index] ?? 'agent';
  const sides = lines.map((line): Side => (isOfClient(line) ? 'client' : 'agent'));
  const read = (cuts: readonly number[]) => {
    const reader = new BothReader(testFormats, undefined);
    const readings = lines.flatMap((line, index) => {
      const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
      const cut = Math.min(bytes.length - 1, cuts[index % cuts.length] ?? 0);
      const parts = [bytes.subarray(0, cut), bytes.subarray(cut)];
      return parts.flatMap((part) => reader.push(sideOf(index), part, 1000 + index));
    });
    return [...readings, ...reader.end(5000)].flatMap(({ events }) => events);
  };
  const whole = read([0]);
  const inspector = createInspector({ format: 'acp' });
  inspector.push(Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n')));
  expect(whole.length).toBeGreaterThanOrEqual(inspector.finish().events);
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 200 }), { minLength: 1, maxLength: 20 }), (cuts) => {
      expect(read(cuts)).toEqual(whole);
    }),
    { numRuns: 30 },
  );
});

/** Requests of the editor, and its answers to those of the agent. */
function isOfClient(line: unknown): boolean {
  const text = JSON.stringify(line);
  if (text.includes('"method"'))
    return /"method":"(?:initialize|session\/(?:new|prompt))"/.test(text);
  return !/"(?:protocolVersion|sessionId|stopReason)"|hive/.test(text);
}
