import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

const bin = resolve(import.meta.dirname, '../../src/cli/bin.mjs');

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** The real command in a process of its own, on a data folder of its own. */
export function command(
  dataDir: string,
  args: readonly string[],
  input: string | Buffer = '',
  env: NodeJS.ProcessEnv = {},
) {
  const child: ChildProcess = spawn(process.execPath, [bin, ...args], {
    env: { ...process.env, ...env, RATCHET_DATA_DIR: dataDir },
    stdio: 'pipe',
  });
  const out: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout?.on('data', (part: Buffer) => out.push(part));
  child.stderr?.on('data', (part: Buffer) => errors.push(part));
  child.stdin?.on('error', () => {});
  child.stdin?.end(input);
  const finished = (async (): Promise<Finished> => {
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    return { code, signal, stdout: Buffer.concat(out), stderr: Buffer.concat(errors).toString() };
  })();
  return {
    child,
    finished,
    printed: () => Buffer.concat(out).toString(),
    /** Ends it, however it stands; only ever the process that was started here. */
    async stop(signal: NodeJS.Signals = 'SIGKILL') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      return finished;
    },
  };
}
