import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { watchStream, type Watcher } from './watcher.ts';
import type { Answers } from './probe.ts';

const headless = join(import.meta.dirname, '../../out/main/headless.js');
const probe = join(import.meta.dirname, 'probe.ts');

export interface HeadlessHost {
  readonly pid: number;
  readonly origin: string;
  readonly token: string;
  call(method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown>;
  /** The text of an answer. */
  text(path: string): Promise<string>;
  /** What the process says of itself: see `probe.ts`. */
  ask<Name extends keyof Answers>(name: Name): Promise<Answers[Name]>;
  /** Versions of builds as a real watcher of the list hears of them. */
  watch(onBuild: (build: string, version: number) => void): Promise<void>;
  close(): Promise<void>;
  kill(): Promise<void>;
}

/** The built host in a process of its own, as `npm start` runs it without a desktop. */
export async function startHeadless(dataDir: string): Promise<HeadlessHost> {
  const child = fork(headless, ['--data-dir', dataDir, '--port', '0'], {
    execArgv: ['--expose-gc', '--import', probe, ...profiling()],
    // No agents of this machine.
    env: { ...process.env, SENTRY_DSN: '', NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const { origin, token } = await addressOf(child);
  const watchers: Watcher[] = [];
  const request = (method: string, path: string, body?: unknown) =>
    fetch(`${origin}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const end = async (signal: NodeJS.Signals) => {
    for (const watcher of watchers) watcher.close();
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  };
  let asked = 0;
  return {
    pid: child.pid ?? 0,
    origin,
    token,
    call: async (...call) => (await request(...call)).json(),
    text: async (path) => (await request('GET', path)).text(),
    ask(name) {
      const id = (asked += 1);
      return new Promise((resolve, reject) => {
        const hear = (told: { id: number; answer: Answers[typeof name] }) => {
          if (told.id !== id) return;
          child.off('message', hear);
          child.off('exit', gone);
          resolve(told.answer);
        };
        const gone = () => reject(new Error(`the host ended, and did not tell its ${name}`));
        child.on('message', hear);
        child.once('exit', gone);
        child.send({ id, ask: name });
      });
    },
    async watch(onBuild) {
      const watcher = await watchStream({ origin, token }, 'builds', {
        onMessage(message) {
          for (const summary of message.state ?? []) onBuild(summary.id, summary.version);
          for (const { summary } of message.events ?? []) {
            if (summary) onBuild(summary.id, summary.version);
          }
        },
      });
      watchers.push(watcher);
    },
    close: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

/** Where `npm run bench -- --profile` wants profiles, the host's process writes one too. */
function profiling(): string[] {
  const folder = process.env['RATCHET_BENCH_PROFILE'];
  return folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [];
}

async function addressOf(child: ChildProcess): Promise<{ origin: string; token: string }> {
  if (child.stdout) {
    for await (const line of createInterface({ input: child.stdout })) {
      const found = /(http:\S+)\/#token=(\S+)/.exec(line);
      if (found?.[1] && found[2]) return { origin: found[1], token: found[2] };
    }
  }
  throw new Error('The host ended before it said its address.');
}

/** Seconds of processor time that a process has used, and its resident memory in MiB. Linux only. */
export function usageOf(pid: number): { seconds: number; memory: number } {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // After the name of the program, which may hold spaces: fields 3 and on, in ticks and in pages.
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [user = 0, system = 0] = fields.slice(11, 13);
  return { seconds: (user + system) / 100, memory: ((fields[21] ?? 0) * 4096) / 2 ** 20 };
}
