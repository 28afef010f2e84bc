import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { command } from '../../../test/support/command.ts';
import { runHost } from '../../../test/support/running-host.ts';

/** A running host, and a home with the folders of two agents in it. */
async function scene() {
  const host = await runHost();
  const home = await realpath(await mkdtemp(join(tmpdir(), 'ratchet-home-')));
  onTestFinished(async () => {
    await host[Symbol.asyncDispose]();
    await rm(home, { recursive: true, force: true });
  });
  const env = {
    CLAUDE_CONFIG_DIR: join(home, 'claude'),
    CODEX_HOME: join(home, 'codex'),
    GEMINI_CLI_HOME: join(home, 'gemini'),
    OPENCODE_DB: join(home, 'opencode.db'),
  };
  await mkdir(join(home, 'codex', 'sessions'), { recursive: true });
  const ratchet = async (...args: string[]) => {
    const started = command(host.dataDir, args, '', env);
    onTestFinished(() => started.stop().then(() => {}));
    const { code, stdout, stderr } = await started.finished;
    return { code, lines: stdout.toString().trim().split('\n'), stderr };
  };
  return { host, home, ratchet };
}

test('unwatch without a path lists what is watched, and with agents stops theirs', async () => {
  const { home, ratchet } = await scene();
  expect((await ratchet('unwatch')).lines).toEqual(['Nothing is watched.']);
  const file = join(home, 'own.jsonl');
  await writeFile(file, '');
  await ratchet('watch', file, '--agents', 'codex,gemini-cli');
  const codex = [join(home, 'codex', 'sessions'), join(home, 'codex', 'archived_sessions')];
  const gemini = join(home, 'gemini', '.gemini', 'tmp');
  const { code, lines } = await ratchet('unwatch');
  expect(code).toBe(0);
  expect(lines.slice(0, -1).sort()).toEqual(
    [file, ...codex.map((path) => `${path} (Codex)`), `${gemini} (Gemini CLI)`].sort(),
  );
  expect(lines.at(-1)).toMatch(
    /ratchet unwatch PATH.*--agents (codex,gemini-cli|gemini-cli,codex)"/,
  );
  const stopped = await ratchet('unwatch', '--agents', 'codex,gemini-cli');
  expect(stopped).toMatchObject({ code: 0, stderr: '' });
  expect(stopped.lines).toEqual([...codex, gemini].map((path) => `No longer watching ${path}`));
  expect((await ratchet('unwatch')).lines[0]).toBe(file);
});

test('what is not watched is said, with what is', async () => {
  const { home, ratchet, host } = await scene();
  const file = join(home, 'own.jsonl');
  await writeFile(file, '');
  await host.host.watch([file]);
  const { code, stderr } = await ratchet('unwatch', join(home, 'other'), '--agents', 'codex');
  expect(code).toBe(1);
  expect(stderr).toContain(`not-watched: ${join(home, 'other')}, Codex: not watched`);
  expect(stderr).toContain(`Watched are:\n  ${file}\n`);
  expect((await ratchet('unwatch', file)).code).toBe(0);
});
