import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import { textOf } from '../../src/main/host/server/ws-channel.ts';
import type { Channel } from '../../src/core/sync/channel.ts';

/** What users run: the bundle. `ensureBuilt` makes it. */
const headless = join(import.meta.dirname, '../../out/main/headless.js');

export interface HostOptions {
  readonly args?: readonly string[];
  /** A command that replaces itself by the host: what comes before it on the command line. */
  readonly through?: readonly string[];
}

/** A headless host that serves, in a process of its own. */
export interface HostProcess {
  readonly pid: number;
  /** A request with the token. */
  call(path: string, init?: { method?: string; body?: unknown; key?: string }): Promise<Response>;
  socket(path: string): WebSocket;
  /** A connection of a watcher. */
  channel(): Promise<Channel>;
}

export interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

/** A headless host from its first moment on; it may be killed at any of them. */
export interface Launched {
  /** Rejects where the process ends before it serves. */
  readonly ready: Promise<HostProcess>;
  readonly ended: Promise<Ended>;
  /** SIGKILL ends it as a power cut would, SIGTERM asks it to end. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<Ended>;
}

export function launchHost(dataDir: string, options: HostOptions = {}): Launched {
  const { args = [], through = [] } = options;
  const host = [process.execPath, headless, '--data-dir', dataDir, '--port', '0', ...args];
  const [command = '', ...rest] = [...through, ...host];
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, stderr }));
  const ready = addressOf(child).then((address) => {
    if (address !== null) return serving(child.pid ?? 0, address);
    throw new Error(`the host ended before it served: ${stderr}`);
  });
  // Whoever waits for it is told; nobody has to wait for it.
  ready.catch(() => {});
  return {
    ready,
    ended,
    end(signal) {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      return ended;
    },
  };
}

async function addressOf({ stdout }: ChildProcess) {
  if (stdout === null) return null;
  for await (const line of createInterface({ input: stdout })) {
    const address = /(127\.0\.0\.1:\d+)\/#token=(\S+)/.exec(line);
    if (address) return { place: address[1] ?? '', token: address[2] ?? '' };
  }
  return null;
}

function serving(pid: number, { place, token }: { place: string; token: string }): HostProcess {
  const socket = (path: string) =>
    new WebSocket(`ws://${place}${path}`, ['ratchet.v1', `ratchet.bearer.${token}`]);
  return {
    pid,
    socket,
    call: (path, { method = 'GET', body, key } = {}) =>
      fetch(`http://${place}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    channel: () => channelOf(socket('/v1/stream')),
  };
}

async function channelOf(socket: WebSocket): Promise<Channel> {
  await once(socket, 'open');
  // What goes wrong from here on ends in `close`.
  socket.on('error', () => {});
  return {
    send: (text) => socket.send(text, () => {}),
    close: () => socket.terminate(),
    onMessage: (listener) => socket.on('message', (data) => listener(textOf(data))),
    onClose: (listener) => socket.once('close', listener),
  };
}
