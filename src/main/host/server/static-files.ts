import { readFile, realpath } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import { type HostResponse, notFound } from './response.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
  '.map': 'application/json; charset=utf-8',
};

/**
 * A file of the renderer. Nothing outside its directory is served, whatever the path says and
 * wherever links lead, and nothing of a type that is not listed.
 * @throws RatchetError `not-found`
 */
export async function staticFile(directory: string, path: string[]): Promise<HostResponse> {
  const asked = `/${path.join('/')}`;
  const name = asked === '/' ? 'index.html' : path.join(sep);
  const type = types[extname(name).toLowerCase()];
  if (!type || name.includes('\0')) throw notFound(asked);
  const root = await realpath(directory).catch(() => resolve(directory));
  const file = await realpath(join(root, name)).catch(() => null);
  if (!file?.startsWith(root + sep)) throw notFound(asked);
  const body = await readFile(file).catch(() => null);
  if (!body) throw notFound(asked);
  // Names of built assets carry a hash of what is in them; the page itself must always be asked for.
  const cache = path[0] === 'assets' ? 'private, max-age=31536000, immutable' : 'no-cache';
  return { status: 200, headers: { 'Content-Type': type, 'Cache-Control': cache }, body };
}
