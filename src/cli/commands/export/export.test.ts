import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { command } from '../../../../test/support/command.ts';
import { textEvent } from '../../../../test/support/events.ts';
import { linesIn } from '../../../../test/support/export.ts';
import { eventsOf, openEngine, temporary } from '../../../../test/support/rig.ts';
import { githubToken } from '../../../../test/support/secrets.ts';
import { isBundle } from '../../bundle.ts';

/** A data folder with two builds, and a folder to work in. */
async function scene() {
  const place = await temporary();
  onTestFinished(() => place[Symbol.asyncDispose]());
  const data = join(place.path, 'data');
  const out = join(place.path, 'out');
  await mkdir(out);
  const engine = openEngine(data);
  await engine.processor.publish('fix-1', [
    { kind: 'build.started', at: 43_200_000, title: 'Fix the login' },
    textEvent(githubToken.slice(0, 9)),
    textEvent(githubToken.slice(9)),
  ]);
  await engine.processor.publish('fix-2', [
    { kind: 'build.started', at: 1, title: 'Fix the page' },
    { kind: 'tool.started', at: 1, call: 'c', name: 'Task', childSession: 's-2' },
  ]);
  await engine.close();
  const ratchet = (...args: string[]) => {
    const started = command(data, args);
    onTestFinished(() => started.stop().then(() => {}));
    return started.finished;
  };
  return { data, out, ratchet };
}

test('export writes a bundle without secrets, says what it left out, and replaces nothing', async () => {
  const { data, out, ratchet } = await scene();
  const first = await ratchet('export', 'login', '-o', out);
  expect(first.code).toBe(0);
  expect(first.stdout.toString()).toMatch(
    /^Wrote .*fix-the-login-1970-01-01\.ratchet \(version 3, \d+ bytes\)\n$/,
  );
  expect(first.stderr).toMatch(/1 {2}github-token {2}\(v2 text\)/);
  expect(await readdir(out)).toEqual(['fix-the-login-1970-01-01.ratchet']);
  const file = join(out, 'fix-the-login-1970-01-01.ratchet');
  const bytes = await readFile(file);
  expect(linesIn(bytes).join('\n')).not.toContain(githubToken.slice(9));
  expect(await isBundle(file)).toBe(true);

  const second = await ratchet('export', 'fix-1', '-o', file, '--keep-secrets');
  expect([second.code, second.stderr]).toEqual([1, expect.stringContaining('file-exists')]);
  expect(await readFile(file)).toEqual(bytes);
  const forced = await ratchet(
    'export',
    'fix-1',
    '-o',
    file,
    '--keep-secrets',
    '--force',
    '--json',
  );
  expect(JSON.parse(forced.stdout.toString())).toMatchObject({
    build: 'fix-1',
    as: 'bundle',
    file,
    version: 3,
    redacted: null,
  });
  expect(linesIn(await readFile(file)).join('\n')).toContain(githubToken.slice(9));
  expect(await readdir(out)).toEqual(['fix-the-login-1970-01-01.ratchet']);

  const opened = await ratchet('import', file);
  expect(opened.stdout.toString()).toMatch(
    /^Opened as bundle-fix-1-\w{16} \(version 3, 3 events\)\n$/,
  );
  expect((await ratchet('import', file)).stdout.toString()).toContain('was open already');
  const engine = openEngine(data);
  const builds = engine
    .builds()
    .map(({ id }) => id)
    .sort();
  expect(builds).toHaveLength(3);
  expect(eventsOf(engine, builds[0] ?? '')).toEqual(eventsOf(engine, 'fix-1'));
  await engine.close();
}, 60_000);

test('export to the standard output has it to itself', async () => {
  const { ratchet } = await scene();
  const lines = await ratchet('export', 'fix-1', '--as', 'ndjson', '-o', '-');
  expect(lines.stdout.toString().split('\n')).toHaveLength(4);
  expect(lines.stderr).toContain('github-token');
  expect(lines.stderr).not.toContain('sub-agent');
  const page = await ratchet('export', 'fix-2', '--as', 'html', '-o', '-');
  expect(page.stderr).toContain('Left out: 1 sub-agent that ran as a build of its own');
  expect(page.stdout.toString()).toMatch(/^<!doctype html>[^]*<\/html>\n$/);
}, 60_000);

test.each([
  [['export', 'fix'], 2, /fix-1 {2}unknown {2}Fix the login\n {2}fix-2 {2}unknown {2}Fix the page/],
  [['export', 'nothing'], 2, /unknown-build/],
  [['export', 'fix-1', '--as', 'pdf'], 2, /Allowed choices/],
  [['export', 'fix-1', '-o', '/nowhere/at/all'], 1, /not-written: .*: its folder is not there\./],
  [['import', '/nowhere/at/all'], 1, /It is not there/],
])(
  '%j ends with %i',
  async (args, code, words) => {
    const { ratchet } = await scene();
    const finished = await ratchet(...args);
    expect(finished.stderr).toMatch(words);
    expect(finished.code).toBe(code);
  },
  60_000,
);

test('a bundle is told by its first bytes; one that was cut off is refused, and the next is opened', async () => {
  const { out, ratchet } = await scene();
  const session = join(out, 'session.jsonl');
  await writeFile(session, '{"type":"user"}\n');
  expect(await isBundle(session)).toBe(false);
  const [whole, cut] = [join(out, 'whole.ratchet'), join(out, 'cut.ratchet')];
  await ratchet('export', 'fix-1', '-o', whole);
  const bytes = await readFile(whole);
  await writeFile(cut, bytes.subarray(0, bytes.length - 20));
  expect(await isBundle(cut)).toBe(true);
  const { code, stderr, stdout } = await ratchet('import', cut, whole);
  expect([code, stderr]).toEqual([1, expect.stringContaining('cut.ratchet: bundle-cut-off')]);
  expect(stdout.toString()).toMatch(/^Opened as bundle-fix-1-/);
}, 60_000);
