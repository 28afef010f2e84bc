import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';

const patience = 5_000;

/** Runs a program in the foreground, as if it were this one: its terminal, its signals, its exit code. */
export function become(
  command: string,
  args: readonly string[],
  env: Record<string, string | undefined> = {},
): Promise<number> {
  const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  const release = forwardSignals(child);
  return new Promise((resolve, reject) => {
    child.on('error', (error) => {
      release();
      reject(error);
    });
    child.on('exit', (code, signal) => {
      release();
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

function forwardSignals(child: ChildProcess): () => void {
  let timer: NodeJS.Timeout | undefined;
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const forward = (signal: NodeJS.Signals): void => {
    // A terminal sends Ctrl-C to the child as well; a second one would be taken for impatience.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    timer ??= setTimeout(() => child.kill('SIGKILL'), patience);
  };
  for (const signal of signals) process.on(signal, forward);
  return () => {
    clearTimeout(timer);
    for (const signal of signals) process.off(signal, forward);
  };
}
