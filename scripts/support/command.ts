import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** How a command is run. */
export interface CommandOptions {
  cwd?: string;
  env?: Record<string, string | undefined>;
  /** Shown as it comes, or kept for the caller. Kept by default. */
  output?: 'show' | 'keep';
  /** Killed after this many milliseconds. */
  timeout?: number;
}

/** What became of a command. A command that could not be started has the code 127, as in a shell. */
export interface CommandResult {
  code: number;
  output: string;
  timedOut: boolean;
}

/** Runs a command to its end. Never throws: a missing command is an answer like any other. */
export function run(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const show = options.output === 'show';
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let timedOut = false;
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (output += text));
    const timer =
      options.timeout === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            child.kill('SIGKILL');
          }, options.timeout);
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve({ code: 127, output: `${output}${error.message}`, timedOut });
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code: code ?? signalCode(signal), output, timedOut });
    });
  });
}

/** Whether a command is on the path. */
export async function hasCommand(command: string): Promise<boolean> {
  const finder = process.platform === 'win32' ? 'where' : 'which';
  return (await run(finder, [command])).code === 0;
}

/** The last lines of an output, for an error message. */
export function lastLines(output: string, count = 8): string {
  return output.trimEnd().split('\n').slice(-count).join('\n');
}

function signalCode(signal: NodeJS.Signals | null): number {
  return signal === null ? 1 : 128 + constants.signals[signal];
}
