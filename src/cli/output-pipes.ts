import { spawnSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** A pipe as a shell makes one. */
export interface OutputPipe {
  readonly reading: Readable;
  /** The end that a command is given. */
  readonly writing: number;
}

/**
 * Two pipes for what a command prints. Node's own are sockets, which `/dev/stdout` cannot be opened
 * through, and which tell a writer whose reader has left something else than a pipe does.
 * @returns null where the platform makes none; Node's own do then
 */
export function outputPipes(): [out: OutputPipe, errors: OutputPipe] | null {
  if (process.platform === 'win32') return null;
  const folder = mkdtempSync(join(tmpdir(), 'ratchet-run-'));
  const [out, errors] = [join(folder, 'out'), join(folder, 'errors')];
  try {
    if (spawnSync('mkfifo', ['-m', '600', out, errors]).status !== 0) return null;
    return [opened(out), opened(errors)];
  } finally {
    // Open ends need no name.
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The reading end first, and without waiting for a writer: the writing end would wait for a reader. */
function opened(path: string): OutputPipe {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writing = openSync(path, constants.O_WRONLY);
  return { reading: new Socket({ fd, readable: true, writable: false }), writing };
}

/** After the command has them: what stays open here would never end. */
export const letGo = (pipes: readonly OutputPipe[]): void => {
  for (const { writing } of pipes) closeSync(writing);
};
