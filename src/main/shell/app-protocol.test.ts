import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contentSecurityPolicy } from '../../core/security/content-security-policy.ts';
import { appProtocol } from './app-protocol.ts';

const folder = mkdtempSync(join(tmpdir(), 'ratchet-protocol-'));
writeFileSync(join(folder, 'index.html'), '<title>Ratchet</title>');
writeFileSync(join(folder, 'index.map'), 'a kind of file that is not served');

const answer = appProtocol(folder, async (url) => {
  if (url.pathname === '/v1/broken') throw new Error('secret detail');
  if (url.pathname === '/v1/parts') return { status: 200, headers: {}, body: parts() };
  return {
    status: 200,
    headers: { 'Content-Type': 'application/json', 'Content-Security-Policy': 'default-src *' },
    body: JSON.stringify({ path: url.pathname, query: url.search }),
  };
});
async function* parts() {
  yield 'one ';
  yield new Uint8Array([116, 119, 111]);
}
const get = (url: string) => answer({ method: 'GET', url });

test('the root is the page, with the policy', async () => {
  const response = await get('app://ratchet/');
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
  expect(await response.text()).toContain('Ratchet');
});

test('/v1/ is answered by the host, and the host cannot weaken the policy', async () => {
  const response = await get('app://ratchet/v1/builds?limit=1');
  expect(await response.json()).toEqual({ path: '/v1/builds', query: '?limit=1' });
  expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
});

test('an answer that is made in parts is passed on as it comes', async () => {
  expect(await (await get('app://ratchet/v1/parts')).text()).toBe('one two');
});

test.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])('%s is refused', async (method) => {
  const response = await answer({ method, url: 'app://ratchet/v1/builds' });
  expect(response.status).toBe(405);
  expect(await response.json()).toMatchObject({ error: { code: 'METHOD' } });
});

test.each([
  'app://other/index.html',
  'app://ratchet/..%2findex.html',
  'app://ratchet/index.map',
  'app://ratchet/missing.js',
])('%s is not found', async (url) => {
  expect((await get(url)).status).toBe(404);
});

test('a failure of the host is an answer without its details', async () => {
  const response = await get('app://ratchet/v1/broken');
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('secret');
});
