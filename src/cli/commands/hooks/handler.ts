import { hookFileIn } from '../../../main/host/server/hook-file.ts';

/** How long Claude Code waits for the hook at most, in seconds; the command itself gives up before. */
const TIMEOUT = 5;

/**
 * Which process the agent is: when it is gone without a word, nothing else tells. The Bash of Windows has
 * numbers of its own.
 */
const agent = process.platform === 'win32' ? '' : ' -H "X-Ratchet-Process: $PPID"';

/**
 * The hook: hands what it is told to the host, says nothing, and never fails, whether Ratchet runs or not. How
 * the host is reached stands in a file of the data folder, so that no settings hold the token.
 */
export function handlerFor(dataDir: string) {
  const command = `curl -q --config ${quoted(hookFileIn(dataDir))}${agent} >/dev/null 2>&1 || true`;
  return { type: 'command', command, timeout: TIMEOUT };
}

/** Whether a handler is the one that `handlerFor` makes, as this or another version wrote it. */
export function isHandlerFor(dataDir: string, handler: unknown): boolean {
  const command =
    typeof handler === 'object' && handler !== null && 'command' in handler
      ? handler.command
      : null;
  return typeof command === 'string' && command.includes(quoted(hookFileIn(dataDir)));
}

/** For the shell that runs hooks, which is Bash on Windows as well: there with slashes. */
function quoted(path: string): string {
  const slashed = process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
  return `'${slashed.replaceAll("'", "'\\''")}'`;
}
