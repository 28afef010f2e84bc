import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { agentToken } from './token.ts';

/** Where hooks are sent. */
const HOOK_PATH = '/v1/hooks/claude-code';

/** What the hooks that `ratchet hooks install` puts in place read: a configuration of curl. */
export const hookFileIn = (directory: string): string => join(directory, 'claude-hook.curl');

/** The hook waits for no more than this, in seconds. */
const PATIENCE = 2;

/**
 * Says how hooks reach this host: an agent's settings then hold neither port nor token, and a host on
 * another port is found all the same. For its owner alone, as `host.json`.
 */
export async function writeHookFile(
  directory: string,
  host: { readonly pid: number; readonly port: number; readonly token: string },
): Promise<void> {
  const path = hookFileIn(directory);
  const draft = `${path}.${host.pid}.tmp`;
  await rm(draft, { force: true });
  await writeFile(draft, textFor(host), { mode: 0o600, flag: 'wx' });
  await rename(draft, path);
}

/** Removes the file, unless another host has written its own meanwhile. */
export async function removeHookFile(directory: string, host: { port: number; token: string }) {
  const path = hookFileIn(directory);
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === textFor(host)) await rm(path, { force: true });
}

function textFor({ port, token }: { port: number; token: string }): string {
  return [
    `url = "http://127.0.0.1:${port}${HOOK_PATH}"`,
    `header = "Authorization: Bearer ${agentToken(token)}"`,
    'header = "Content-Type: application/json"',
    // Else curl waits for a word of the host before it sends a large body.
    'header = "Expect:"',
    'data-binary = "@-"',
    'noproxy = "*"',
    'silent',
    `max-time = ${PATIENCE}`,
    '',
  ].join('\n');
}
