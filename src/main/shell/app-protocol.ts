import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import { securityHeaders } from '../../core/security/content-security-policy.ts';
import type { Host } from '../host/host-types.ts';
import type { HostResponse } from '../host/server/response.ts';
import { containedFile } from './contained-file.ts';

/** The scheme of the window's page, and what it may do; to be registered before the application is ready. */
export const appScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** What of a request is looked at. */
export interface AppRequest {
  readonly method: string;
  readonly url: string;
}

/**
 * Answers requests for `app://ratchet/`: files of the renderer's folder, and the GET half of the host's API under `/v1/`.
 */
export function appProtocol(
  rendererDir: string,
  get: Host['get'],
): (request: AppRequest) => Promise<Response> {
  return async ({ method, url: address }) => {
    const url = new URL(address);
    if (url.host !== 'ratchet') return refusal(404, 'NOT_FOUND', 'There is no such page.');
    if (method !== 'GET') return refusal(405, 'METHOD', 'Only GET is answered here.');
    try {
      if (url.pathname.startsWith('/v1/')) return await fromHost(url, get);
      return await fromFile(rendererDir, url.pathname === '/' ? '/index.html' : url.pathname);
    } catch {
      return refusal(500, 'INTERNAL', 'The answer failed; try again.');
    }
  };
}

async function fromHost(url: URL, get: Host['get']): Promise<Response> {
  const { status, headers, body } = await get(url);
  // Ours come last: no answer of the host may weaken them.
  return new Response(toBody(body), { status, headers: { ...headers, ...securityHeaders } });
}

async function fromFile(rendererDir: string, path: string): Promise<Response> {
  const file = await containedFile(rendererDir, path);
  const type = file === null ? undefined : contentTypes[extname(file)];
  if (file === null || type === undefined)
    return refusal(404, 'NOT_FOUND', 'There is no such file.');
  const headers = { ...securityHeaders, 'Content-Type': type, 'Cache-Control': 'no-cache' };
  return new Response(toBody(await readFile(file)), { status: 200, headers });
}

function refusal(status: number, code: string, message: string): Response {
  return Response.json({ error: { code, message } }, { status, headers: { ...securityHeaders } });
}

function toBody(body: HostResponse['body']): string | Uint8Array<ArrayBuffer> | ReadableStream {
  if (typeof body === 'string') return body;
  // The types of fetch want to know that the bytes are not shared memory.
  if (body instanceof Uint8Array) return new Uint8Array(body);
  if (Symbol.iterator in body) return [...body].join('');
  return Readable.toWeb(Readable.from(body, { objectMode: false })) as ReadableStream;
}
