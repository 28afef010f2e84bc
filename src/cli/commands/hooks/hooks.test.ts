import { lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { command } from '../../../../test/support/command.ts';
import { temporary } from '../../../../test/support/rig.ts';

const before = '{\n    "model": "opus",\n    "hooks": {}\n}\n';

/** A home of its own, with a `claude` of this version on the path. */
async function scene(version: string | null = '2.1.200 (Claude Code)') {
  const place = await temporary();
  onTestFinished(() => place[Symbol.asyncDispose]());
  const [bin, config] = [join(place.path, 'bin'), join(place.path, 'config')];
  await mkdir(bin);
  await mkdir(config);
  const says = version === null ? 'exit 127' : `echo '${version}'`;
  await writeFile(join(bin, 'claude'), `#!/bin/sh\n${says}\n`, { mode: 0o755 });
  const environment = {
    CLAUDE_CONFIG_DIR: config,
    PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
  };
  const file = join(config, 'settings.json');
  const data = join(place.path, 'data');
  return {
    place: place.path,
    config,
    file,
    data,
    settings: () => readFile(file, 'utf8'),
    hooks: async (...args: string[]) => {
      const { code, stdout, stderr } = await command(data, ['hooks', ...args], '', environment)
        .finished;
      return { code, stdout: stdout.toString(), stderr };
    },
  };
}

test('install shows the change and makes it; uninstall gives the file back as it was', async () => {
  const { file, hooks, settings, config } = await scene();
  await writeFile(file, before, { mode: 0o640 });
  const refused = await hooks('install', 'claude-code');
  expect(refused).toMatchObject({ code: 1, stdout: expect.stringContaining('+    "hooks": {') });
  expect(refused.stderr).toContain('not-asked');
  expect(await settings()).toBe(before);

  expect(await hooks('install', 'claude-code', '--yes')).toMatchObject({ code: 0 });
  const installed = JSON.parse(await settings()) as { model: string; hooks: object };
  expect(installed.model).toBe('opus');
  expect(Object.keys(installed.hooks)).toContain('PermissionRequest');
  // Another version would not read its settings any more because of a name that it does not know.
  expect(Object.keys(installed.hooks)).not.toContain('PreToolUse');
  expect((await stat(file)).mode & 0o777).toBe(0o640);
  expect(await readFile(`${file}.before-ratchet`, 'utf8')).toBe(before);
  expect(await settings()).not.toContain('Bearer');

  const again = await hooks('install', 'claude-code', '--yes');
  expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('already') });
  expect((await hooks('status')).stdout).toContain('PermissionRequest');
  expect(await hooks('uninstall', 'claude-code', '--yes')).toMatchObject({ code: 0 });
  expect(JSON.parse(await settings())).toEqual({ model: 'opus' });
  expect((await readdir(config)).sort()).toEqual(['settings.json', 'settings.json.before-ratchet']);
});

test('a link stays a link, and a file that is not there is made', async () => {
  const { place, file, hooks, settings } = await scene();
  const elsewhere = join(place, 'dotfiles.json');
  await writeFile(elsewhere, before);
  await symlink(elsewhere, file);
  await hooks('install', 'claude-code', '--yes');
  expect((await lstat(file)).isSymbolicLink()).toBe(true);
  expect(await readFile(elsewhere, 'utf8')).toContain('PermissionRequest');
  expect(await settings()).toBe(await readFile(elsewhere, 'utf8'));
});

test('settings with comments are left alone, and what to paste is printed', async () => {
  const { file, hooks, settings } = await scene();
  await writeFile(file, '// mine\n{}\n');
  const { code, stderr } = await hooks('install', 'claude-code', '--yes');
  expect(code).toBe(1);
  expect(stderr).toContain('bad-settings');
  expect(stderr).toContain('"PermissionRequest"');
  expect(await settings()).toBe('// mine\n{}\n');
});

test.each([
  ['1.0.90 (Claude Code)', ['SessionEnd'], ['PermissionRequest', 'StopFailure']],
  ['2.1.77 (Claude Code)', ['PermissionRequest', 'Elicitation'], ['StopFailure']],
  ['3.0.0', ['StopFailure'], []],
  [null, ['PermissionRequest'], ['Elicitation', 'StopFailure']],
])('Claude Code %s gets the hooks that it knows', async (version, known, later) => {
  const { hooks, settings } = await scene(version);
  const { stdout } = await hooks('install', 'claude-code', '--yes');
  const installed = Object.keys((JSON.parse(await settings()) as { hooks: object }).hooks);
  expect(installed).toEqual(expect.arrayContaining(known));
  for (const name of later) {
    expect(installed).not.toContain(name);
    expect(stdout.split('Left out')[1]).toContain(name);
  }
});

test('what is no file is left as it is, with a word why', async () => {
  const { file, hooks } = await scene();
  await mkdir(file);
  const { code, stderr } = await hooks('install', 'claude-code', '--yes');
  expect(code).toBe(1);
  expect(stderr).toContain('settings-unreadable');
  expect((await stat(file)).isDirectory()).toBe(true);
});

test('there are hooks for one agent', async () => {
  const { hooks } = await scene();
  expect(await hooks('install', 'emacs')).toMatchObject({ code: 2 });
});
