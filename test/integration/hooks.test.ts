import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { BuildState } from '../../src/core/build/state.ts';
import { handlerFor } from '../../src/cli/commands/hooks/handler.ts';
import { hookFileIn } from '../../src/main/host/server/hook-file.ts';
import { wholeSession } from '../support/hooked-session.ts';
import { runHost } from '../support/running-host.ts';

/** Runs the hook as Claude Code does: in a shell, the payload on its standard input. */
async function runHook(dataDir: string, payload: unknown) {
  const { command } = handlerFor(dataDir);
  const started = performance.now();
  const child = spawn(command, { shell: true });
  let said = '';
  child.stdout.on('data', (part: Buffer) => (said += part.toString()));
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  child.stdin.on('error', () => {});
  child.stdin.end(JSON.stringify(payload));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said, milliseconds: performance.now() - started };
}

async function folder() {
  const path = await mkdtemp(join(tmpdir(), 'ratchet-hooks-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  await mkdir(join(path, 'projects'));
  return { path, transcript: join(path, 'projects', 'session.jsonl') };
}

test('a session that is seen through its file and through hooks is one build', async () => {
  await using running = await runHost();
  const { transcript } = await folder();
  const { happenings } = wholeSession(transcript);
  const state = async () => {
    const { builds } = (await (await running.call('/v1/builds')).json()) as {
      builds: { id: string }[];
    };
    expect(builds.length).toBeLessThan(2);
    const answer = await running.call(`/v1/builds/${builds[0]?.id}/state`);
    return ((await answer.json()) as { state?: BuildState }).state;
  };
  const ran: unknown[] = [];
  const waiting: unknown[] = [];
  for (const one of happenings) {
    if ('line' in one) {
      // The agent and the host have one clock.
      const line = { ...one.line, timestamp: new Date().toISOString() };
      await appendFile(transcript, `${JSON.stringify(line)}\n`);
      continue;
    }
    ran.push(await runHook(running.dataDir, one.hook));
    if (one.hook['hook_event_name'] !== 'PermissionRequest') continue;
    const told = async () => (await state())?.attention.map(({ text }) => text).join();
    waiting.push(await vi.waitUntil(told, 10_000));
  }
  expect(waiting).toEqual(['Bash: prune hedge', 'Bash: burn leaves']);
  expect(ran).toEqual(ran.map(() => expect.objectContaining({ code: 0, said: '' })));
  await eventually(async () => expect((await state())?.ended).not.toBeNull());
  const nodes = (await state())?.nodes.chunks.flat() ?? [];
  expect(nodes.map(({ kind }) => kind)).toEqual([
    'user',
    'tool',
    'tool',
    'tool',
    'tool',
    'text',
    'user',
    'text',
  ]);
  expect((await state())?.attention).toEqual([]);
});

test('the host answers a hook with nothing, and refuses who has no token', async () => {
  await using running = await runHost();
  const post = (body: string, headers = {}) =>
    running.call('/v1/hooks/claude-code', { method: 'POST', body, headers });
  const payload = { session_id: 's', hook_event_name: 'Stop', transcript_path: '/nowhere.jsonl' };
  const answer = await post(JSON.stringify(payload));
  expect({ status: answer.status, body: await answer.text() }).toEqual({ status: 204, body: '' });
  expect((await post('{')).status).toBe(400);
  expect((await post(JSON.stringify(payload), { authorization: 'Bearer x' })).status).toBe(401);
  expect((await running.call('/v1/hooks/claude-code')).status).toBe(405);
});

test('what agents are given opens nothing but what they send to', async () => {
  await using running = await runHost();
  const file = await readFile(hookFileIn(running.dataDir), 'utf8');
  const [, authorization = ''] = /"Authorization: (Bearer [^"]+)"/.exec(file) ?? [];
  const status = async (path: string, method = 'GET', body?: string) => {
    const headers = { authorization, 'content-type': 'application/json' };
    return (await running.call(path, { method, headers, ...(body ? { body } : {}) })).status;
  };
  expect(await status('/v1/hooks/claude-code', 'POST', '{}')).toBe(400);
  expect(await status('/v1/traces', 'POST', '{"resourceSpans":[]}')).toBe(200);
  for (const path of ['/v1/builds', '/v1/agents', '/v1/health', '/v1/traces/x', '/v1/hooks'])
    expect(await status(path)).toBe(401);
  for (const path of ['/v1/imports', '/v1/sources', '/v1/bundles', '/v1/builds/b/events'])
    expect(await status(path, 'POST', '{}')).toBe(401);
});

test('the hook says nothing and does not fail, whether a host runs or not, and goes to the one that runs', async () => {
  const { path } = await folder();
  const payload = { session_id: 's', hook_event_name: 'Stop' };
  expect(await runHook(path, payload)).toMatchObject({ code: 0, said: '' });
  let hookFile: string;
  {
    await using running = await runHost();
    hookFile = hookFileIn(running.dataDir);
    expect((await stat(hookFile)).mode & (process.platform === 'win32' ? 0 : 0o077)).toBe(0);
    // What the host refuses is not said to the agent either.
    expect(await runHook(running.dataDir, {})).toMatchObject({ code: 0, said: '' });
    expect(await runHook(running.dataDir, payload)).toMatchObject({ code: 0, said: '' });
  }
  await expect(stat(hookFile)).rejects.toThrow(/ENOENT/);
});
