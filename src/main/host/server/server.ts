import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { messageOf, RatchetError } from '../../../core/errors.ts';
import type { Channel } from '../../../core/sync/channel.ts';
import { type Api, createApi } from './api.ts';
import { isForAgents } from './agent-routes.ts';
import { checkAddress, checkToken } from './guard.ts';
import { removeHookFile, writeHookFile } from './hook-file.ts';
import { removeHostFile, writeHostFile } from './host-file.ts';
import { defaultLimits, type ServerLimits } from './limits.ts';
import { segments } from './path.ts';
import { RateLimit } from './rate.ts';
import {
  discard,
  type HostResponse,
  notFound,
  problem,
  type StreamedResponse,
  wrongMethod,
} from './response.ts';
import { type Actions, isWriteOnly, writesAt } from './routes.ts';
import { send } from './send.ts';
import { staticFile } from './static-files.ts';
import { agentToken, tokenOf } from './token.ts';
import { serveSockets } from './ws-server.ts';

export interface ServerOptions extends Omit<Actions, 'limits'> {
  /** Where `host.json` goes. */
  readonly dataDir: string;
  /** Built renderer; without it only the API is served. */
  readonly rendererDir?: string | undefined;
  /** 0 or absent: any free port. */
  readonly port?: number | undefined;
  /** Takes a watcher of `/v1/stream`. */
  accept(channel: Channel): void;
  readonly limits?: Partial<ServerLimits>;
}

export interface HostServer {
  readonly port: number;
  readonly token: string;
  /** Opens the monitor in a browser. The token is in the fragment, which browsers send to nobody. */
  readonly address: string;
  readonly api: Api;
  close(): Promise<void>;
}

/** Serves API, streams and renderer on loopback only, and writes `host.json`. */
export async function startServer(options: ServerOptions): Promise<HostServer> {
  const limits = { ...defaultLimits, ...options.limits };
  const token = await tokenOf(options.dataDir);
  const api = createApi(options);
  const handling: Handling = { options, actions: { ...options, limits }, api, token, port: 0 };

  const server = createServer({
    headersTimeout: limits.headersMs,
    // Streams of agents last for hours; bodies have their own limits.
    requestTimeout: 0,
    keepAliveTimeout: 5000,
    connectionsCheckingInterval: Math.min(5000, limits.headersMs),
    maxHeaderSize: 16 * 1024,
  });
  server.maxConnections = limits.connections;
  const rates = new WeakMap<object, RateLimit>();
  server.on('request', (request, response) => {
    void handle(handling, rates, request, response);
  });
  const sockets = serveSockets(server, {
    limits,
    check: (request) => {
      checkAddress(request, handling.port);
      checkToken(request, token);
    },
    accept: (channel) => options.accept(channel),
    producer: options.producer,
  });
  handling.port = await listen(server, options.port ?? 0);
  const { port } = handling;
  const stop = async () => {
    sockets.close();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  };
  const file = { pid: process.pid, port, token, startedAt: Date.now() };
  try {
    await writeHostFile(options.dataDir, file);
    await writeHookFile(options.dataDir, file);
  } catch (cause) {
    // A server that nobody can find would only keep the process from ending.
    await stop();
    throw new RatchetError(
      'no-host-file',
      `Ratchet cannot write host.json in ${options.dataDir} (${messageOf(cause)}). Recorded builds are safe. Make room there; until then --read-only shows what is there. Or name another folder with RATCHET_DATA_DIR.`,
      { cause },
    );
  }
  return {
    port,
    token,
    api,
    address: `http://127.0.0.1:${port}/#token=${token}`,
    async close() {
      // Left over it leads to nobody, and is known for that.
      await removeHostFile(options.dataDir, process.pid).catch(() => {});
      await removeHookFile(options.dataDir, file).catch(() => {});
      await stop();
    },
  };
}

interface Handling {
  readonly options: ServerOptions;
  readonly actions: Actions;
  readonly api: Api;
  readonly token: string;
  port: number;
}

async function handle(
  handling: Handling,
  rates: WeakMap<object, RateLimit>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.on('error', () => {});
  let answer: HostResponse | StreamedResponse;
  try {
    checkAddress(request, handling.port);
    checkRate(handling.actions.limits, rates, request);
    answer = await route(handling, request);
  } catch (error) {
    answer = problem(error);
  }
  if (response.destroyed) {
    // Who has left does not read it: a thread may be waiting to go on with it.
    if ('body' in answer) await discard(answer).catch(() => {});
    return;
  }
  if (hasBody(request) && !request.complete) {
    // The rest of a refused body is not read for ever, only long enough for the answer to be seen.
    response.setHeader('Connection', 'close');
    response.once('finish', () => setTimeout(() => request.destroy(), 1000).unref());
  }
  await send(response, answer).catch(() => response.destroy());
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

async function route(
  handling: Handling,
  request: IncomingMessage,
): Promise<HostResponse | StreamedResponse> {
  const { actions, api, options, token, port } = handling;
  const method = request.method ?? 'GET';
  const url = urlOf(request, port);
  const path = segments(url);
  const [root, kind] = path;
  if (root !== 'v1') {
    if (method !== 'GET') throw wrongMethod(method, url.pathname, 'GET');
    if (!options.rendererDir) throw notFound(url.pathname);
    return staticFile(options.rendererDir, path);
  }
  checkToken(request, token, ...(isForAgents(...path.slice(1, 4)) ? [agentToken(token)] : []));
  if (kind === 'stream' || kind === 'ingest') {
    throw new RatchetError('bad-request', `${url.pathname} is a WebSocket: ask for an upgrade.`);
  }
  if (method === 'GET' && !isWriteOnly(path)) return api.get(url);
  const writes = writesAt(actions, request, url);
  const write = writes[method];
  if (write) return write();
  const readable = isWriteOnly(path) ? [] : ['GET'];
  throw wrongMethod(method, url.pathname, [...readable, ...Object.keys(writes)].join(' and '));
}

function urlOf({ url = '/' }: IncomingMessage, port: number): URL {
  try {
    // Only paths: an absolute address, or one that starts with two slashes, would name another host.
    if (/^\/(?!\/)/.test(url)) return new URL(url, `http://127.0.0.1:${port}`);
  } catch {
    // Falls through.
  }
  throw new RatchetError('bad-request', 'The address of the request makes no sense.');
}

function checkRate(
  limits: ServerLimits,
  rates: WeakMap<object, RateLimit>,
  { socket }: IncomingMessage,
): void {
  const now = performance.now();
  const rate =
    rates.get(socket) ?? new RateLimit(limits.requestsPerSecond, limits.requestBurst, now);
  rates.set(socket, rate);
  if (rate.take(now) === 0) return;
  throw new RatchetError(
    'too-many-requests',
    'Too many requests on this connection. Nothing of this one was recorded: send it again a little later, or send more events in each.',
    { retryable: true },
  );
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(
        new RatchetError(
          cause.code === 'EADDRINUSE' ? 'port-in-use' : 'no-port',
          `Ratchet cannot listen on 127.0.0.1:${port} (${cause.message}). Recorded builds are safe. Choose another port, or none to take a free one.`,
          { cause },
        ),
      ),
    );
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
