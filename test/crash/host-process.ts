import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';

const headless = join(import.meta.dirname, '../../src/main/headless.ts');

/** A headless host in a process of its own, which can be killed at any moment. */
export interface HostProcess {
  readonly port: number;
  readonly token: string;
  socket(path: string): WebSocket;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Asks it to end. @returns its exit code */
  terminate(): Promise<number | null>;
}

export async function startHostProcess(dataDir: string): Promise<HostProcess> {
  const child = spawn(process.execPath, [headless, '--data-dir', dataDir, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [, port, token] = await addressOf(child);
  const exited = once(child, 'exit');
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    child.kill(signal);
    await exited;
    return child.exitCode;
  };
  return {
    port: Number(port),
    token: token ?? '',
    socket: (path) =>
      new WebSocket(`ws://127.0.0.1:${port}${path}`, ['ratchet.v1', `ratchet.bearer.${token}`]),
    kill: async () => void (await end('SIGKILL')),
    terminate: () => end('SIGTERM'),
  };
}

async function addressOf({ stdout }: ChildProcess): Promise<RegExpExecArray> {
  if (stdout) {
    for await (const line of createInterface({ input: stdout })) {
      const address = /127\.0\.0\.1:(\d+)\/#token=(\S+)/.exec(line);
      if (address) return address;
    }
  }
  throw new Error('the host ended before it printed its address');
}
