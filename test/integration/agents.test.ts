import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { FoundAgent } from '../../src/core/local-agents.ts';
import { command } from '../support/command.ts';
import { runHost, type RunningHost } from '../support/running-host.ts';
import { said } from '../support/transcript.ts';

async function newHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'ratchet-home-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  return home;
}

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

const hostIn = (home: string) =>
  runHost({ machine: { platform: process.platform, env: {}, home } });

async function agentsOf(running: RunningHost, watch?: string[]): Promise<FoundAgent[]> {
  const body = JSON.stringify({ agents: watch });
  const response = await running.call('/v1/agents', watch ? { method: 'POST', body } : {});
  return ((await response.json()) as { agents: FoundAgent[] }).agents;
}

const buildsOf = async (running: RunningHost) => {
  const answer = await (await running.call('/v1/builds')).json();
  return (answer as { builds: { id: string; version: number }[] }).builds;
};

test('agents are found, and everything of theirs is followed, old and new', async () => {
  const home = await newHome();
  const projects = join(home, '.claude/projects');
  await put(join(projects, '-p/one.jsonl'), `${said('1', 'one', 's1')}\n`);
  await using running = await hostIn(home);

  const [claude, codex] = await agentsOf(running);
  expect(claude?.places).toMatchObject([
    { path: projects, isThere: true, files: 1, newest: expect.any(Number), isWatched: false },
    { isThere: false, files: 0, newest: null, isWatched: false },
  ]);
  expect(codex?.places).toMatchObject([{ isThere: false }, { isThere: false }]);

  const [watched, ...others] = await agentsOf(running, ['claude-code']);
  expect(others).toEqual([]);
  expect(watched?.places).toMatchObject([{ isWatched: true }, { isWatched: true }]);
  await eventually(async () => expect(await buildsOf(running)).toHaveLength(1));
  await put(join(projects, '-q/two.jsonl'), `${said('2', 'two', 's2')}\n`);
  // A folder that no version of the agent had made when it was watched.
  await put(join(home, '.config/claude/projects/-r/three.jsonl'), `${said('3', 'three', 's3')}\n`);
  await eventually(async () => expect(await buildsOf(running)).toHaveLength(3));

  // Its build is there before a file is known to have been read to its end.
  await eventually(async () => {
    const sources = await (await running.call('/v1/sources')).json();
    expect(sources).toMatchObject({ summary: { files: 3, following: 3, waiting: 0, paused: 0 } });
  });
});

test('a folder that comes later, goes, and comes again is followed all the same', async () => {
  const home = await newHome();
  await using running = await hostIn(home);
  await agentsOf(running, ['claude-code']);
  const file = (name: string) => join(home, `.claude/projects/-p/${name}.jsonl`);
  await put(file('one'), `${said('1', 'one', 's1')}\n`);
  await eventually(async () => expect(await buildsOf(running)).toHaveLength(1));
  await rm(join(home, '.claude'), { recursive: true });
  await eventually(async () => {
    const sources = await (await running.call('/v1/sources')).json();
    expect(sources).toMatchObject({ summary: { paused: 1 } });
  });
  await put(file('two'), `${said('2', 'two', 's2')}\n`);
  await put(file('one'), `${said('1', 'one', 's1')}\n`);
  await appendFile(file('one'), `${said('4', 'four', 's1')}\n`);
  await eventually(async () => {
    const versions = (await buildsOf(running)).map(({ version }) => version);
    expect(versions).toHaveLength(2);
    expect(Math.max(...versions)).toBeGreaterThan(Math.min(...versions));
  });
});

test('an agent that is none is refused, and nothing is followed', async () => {
  await using running = await hostIn(await newHome());
  const body = JSON.stringify({ agents: ['emacs'] });
  const response = await running.call('/v1/agents', { method: 'POST', body });
  expect(response.status).toBe(400);
  const [claude] = await agentsOf(running);
  expect(claude?.places.some(({ isWatched }) => isWatched)).toBe(false);
});

test('ratchet watch without a path says what it found, and remembers it', async () => {
  const home = await newHome();
  await put(join(home, 'codex/sessions/2026/01/02/a.jsonl'), `${said('1', 'one')}\n`);
  const env = { HOME: home, CODEX_HOME: join(home, 'codex'), CLAUDE_CONFIG_DIR: '' };
  const ratchet = (args: string[]) => {
    const started = command(join(home, 'data'), args, '', env);
    onTestFinished(() => started.stop().then(() => {}));
    return started;
  };
  const wrong = await ratchet(['watch', '--agents', 'codex,vim']).finished;
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('"vim"') });

  const first = ratchet(['watch']);
  await eventually(() => expect(first.printed()).toContain('Ctrl-C'));
  expect(first.printed()).toMatch(/^Codex +\S+codex\/sessions \(1 file, the newest of .+\)\n/);
  expect(first.printed()).toMatch(/Claude Code +\S+projects \(not there yet: waiting for it\)/);
  expect(first.printed()).toMatch(/OpenCode +\S+opencode\.db \(not there yet/);
  // A second one hands over to the first, and chooses.
  const second = await ratchet(['watch', '--agents', 'gemini-cli']).finished;
  expect(second.stdout.toString()).toMatch(/^Gemini CLI .+\nOpen /);
  await first.stop('SIGINT');
}, 60_000);
