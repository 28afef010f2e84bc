import { posix, win32 } from 'node:path';
import type { LocalAgent } from '../../../core/local-agents.ts';
import type { Expected } from './place.ts';

/** The machine as agents see it. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** The user's home folder. */
  readonly home: string;
}

/** Where an agent keeps its sessions. */
export interface AgentPlace {
  readonly path: string;
  readonly kind: Expected;
}

export interface AgentPlaces {
  readonly agent: LocalAgent;
  readonly title: string;
  readonly places: readonly AgentPlace[];
}

/** The folders of the agents that Ratchet knows, whether they are there or not. */
export function agentFolders(machine: Machine): AgentPlaces[] {
  const { env, home } = machine;
  const path = machine.platform === 'win32' ? win32 : posix;
  const directories = (...paths: string[]) =>
    [...new Set(paths)].map((directory) => ({ path: directory, kind: 'directory' as const }));
  // An empty variable is one that is not set, for the agents as well.
  const claude = env['CLAUDE_CONFIG_DIR'] || null;
  const codex = env['CODEX_HOME'] || path.join(home, '.codex');
  const gemini = path.join(env['GEMINI_CLI_HOME'] || home, '.gemini');
  const data = path.join(env['XDG_DATA_HOME'] || path.join(home, '.local', 'share'), 'opencode');
  const store = env['OPENCODE_DB'] || 'opencode.db';
  const local = machine.platform === 'win32' ? env['LOCALAPPDATA'] : undefined;
  const stores = path.isAbsolute(store)
    ? [store]
    : [data, ...(local ? [path.join(local, 'opencode')] : [])].map((folder) =>
        path.join(folder, store),
      );
  return [
    {
      agent: 'claude-code',
      title: 'Claude Code',
      places: claude
        ? directories(path.join(claude, 'projects'))
        : directories(
            path.join(home, '.claude', 'projects'),
            path.join(home, '.config/claude/projects'),
          ),
    },
    {
      agent: 'codex',
      title: 'Codex',
      places: directories(path.join(codex, 'sessions'), path.join(codex, 'archived_sessions')),
    },
    // Below it, a folder a project, each with its `chats`.
    { agent: 'gemini-cli', title: 'Gemini CLI', places: directories(path.join(gemini, 'tmp')) },
    {
      agent: 'opencode',
      title: 'OpenCode',
      places: stores.map((file) => ({ path: file, kind: 'file' as const })),
    },
  ];
}
