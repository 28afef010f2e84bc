import { expect, test } from 'vitest';
import { agentFolders, type Machine } from './agent-folders.ts';

const pathsOn = (machine: Machine) =>
  Object.fromEntries(
    agentFolders(machine).map(({ agent, places }) => [agent, places.map(({ path }) => path)]),
  );

test.each(['linux', 'darwin'] as const)('%s: below the home folder', (platform) => {
  expect(pathsOn({ platform, env: {}, home: '/home/ada' })).toEqual({
    'claude-code': ['/home/ada/.claude/projects', '/home/ada/.config/claude/projects'],
    codex: ['/home/ada/.codex/sessions', '/home/ada/.codex/archived_sessions'],
    'gemini-cli': ['/home/ada/.gemini/tmp'],
    opencode: ['/home/ada/.local/share/opencode/opencode.db'],
  });
});

test('win32: the same, and the local application data', () => {
  const env = { LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local' };
  expect(pathsOn({ platform: 'win32', env, home: 'C:\\Users\\ada' })).toEqual({
    'claude-code': [
      'C:\\Users\\ada\\.claude\\projects',
      'C:\\Users\\ada\\.config\\claude\\projects',
    ],
    codex: ['C:\\Users\\ada\\.codex\\sessions', 'C:\\Users\\ada\\.codex\\archived_sessions'],
    'gemini-cli': ['C:\\Users\\ada\\.gemini\\tmp'],
    opencode: [
      'C:\\Users\\ada\\.local\\share\\opencode\\opencode.db',
      'C:\\Users\\ada\\AppData\\Local\\opencode\\opencode.db',
    ],
  });
});

test('the variables of the agents move them; empty ones do not', () => {
  const env = {
    CLAUDE_CONFIG_DIR: '/etc/claude',
    CODEX_HOME: '/var/codex',
    GEMINI_CLI_HOME: '/srv/gemini',
    XDG_DATA_HOME: '/data',
    OPENCODE_DB: '',
  };
  expect(pathsOn({ platform: 'linux', env, home: '/home/ada' })).toEqual({
    'claude-code': ['/etc/claude/projects'],
    codex: ['/var/codex/sessions', '/var/codex/archived_sessions'],
    'gemini-cli': ['/srv/gemini/.gemini/tmp'],
    opencode: ['/data/opencode/opencode.db'],
  });
  const named = (OPENCODE_DB: string) =>
    pathsOn({ platform: 'linux', env: { OPENCODE_DB }, home: '/home/ada' })['opencode'];
  expect(named('/tmp/own.db')).toEqual(['/tmp/own.db']);
  expect(named('own.db')).toEqual(['/home/ada/.local/share/opencode/own.db']);
});
