import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Ratchet } from './ratchet.ts';

const root = join(import.meta.dirname, '../..');
const command = join(root, 'src/cli/ratchet.ts');
/** What the command is made of is compiled once, not at each start. */
const compiled = { NODE_COMPILE_CACHE: join(root, 'out/compile-cache') };

/** Runs the `ratchet` command against a running Ratchet, as a user would in a terminal. */
export function ratchetCommand(ratchet: Ratchet, ...args: string[]) {
  const child = spawn(process.execPath, [command, ...args], {
    env: { ...process.env, ...compiled, RATCHET_DATA_DIR: ratchet.dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'close');
  return {
    /** The exit code, and everything that it printed. */
    async finished(): Promise<{ code: number | null; output: string }> {
      await ended;
      return { code: child.exitCode, output };
    },
    [Symbol.dispose]: () => void child.kill('SIGTERM'),
  };
}
