import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import { PROTOCOL } from '../../src/core/sync/messages.ts';
import { textOf } from '../../src/main/host/server/ws-channel.ts';

const headless = join(import.meta.dirname, '../../out/main/headless.js');

export interface HeadlessHost {
  readonly pid: number;
  call(method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown>;
  /** Versions of builds as a real watcher of the list hears of them. */
  watch(onBuild: (build: string, version: number) => void): Promise<void>;
  close(): Promise<void>;
}

/** The built host in a process of its own, as `npm start` runs it without a desktop. */
export async function startHeadless(dataDir: string): Promise<HeadlessHost> {
  const child = spawn(process.execPath, [headless, '--data-dir', dataDir, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { origin, token } = await addressOf(child);
  const sockets: WebSocket[] = [];
  return {
    pid: child.pid ?? 0,
    async call(method, path, body) {
      const response = await fetch(`${origin}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return response.json();
    },
    async watch(onBuild) {
      const protocols = ['ratchet.v1', `ratchet.bearer.${token}`];
      const socket = new WebSocket(`${origin.replace('http', 'ws')}/v1/stream`, protocols);
      sockets.push(socket);
      await once(socket, 'open');
      socket.on('message', (data) => {
        const message = JSON.parse(textOf(data)) as ListMessage;
        if (message.stream !== 'builds') return;
        for (const summary of message.state ?? []) onBuild(summary.id, summary.version);
        for (const { summary } of message.events ?? []) {
          if (summary) onBuild(summary.id, summary.version);
        }
        socket.send(JSON.stringify({ type: 'ack', stream: 'builds', version: message.version }));
      });
      socket.send(JSON.stringify({ type: 'hello', protocol: PROTOCOL, client: 'bench' }));
      socket.send(JSON.stringify({ type: 'watch', stream: 'builds', ask: 1 }));
    },
    async close() {
      for (const socket of sockets) socket.terminate();
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

interface Summary {
  readonly id: string;
  readonly version: number;
}

interface ListMessage {
  readonly stream?: string;
  readonly version: number;
  readonly state?: readonly Summary[];
  readonly events?: readonly { readonly summary?: Summary }[];
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
