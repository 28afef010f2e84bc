import { stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf, raw } from '../../../../test/support/raw-request.ts';
import { startRig, type Rig } from '../../../../test/support/rig.ts';
import { readHostFile } from './host-file.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig[Symbol.asyncDispose]());

const good = () => ({
  host: `127.0.0.1:${rig.server.port}`,
  authorization: `Bearer ${rig.server.token}`,
});

test('it listens on loopback only', async () => {
  const refused = await new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.2', port: rig.server.port });
    socket.on('error', () => resolve(true)).on('connect', () => resolve(false));
  });
  expect(refused).toBe(true);
});

test('host.json is for its owner alone, and leads to the server', async () => {
  const directory = join(rig.dir, 'data');
  expect((await stat(join(directory, 'host.json'))).mode & 0o777).toBe(0o600);
  expect((await stat(directory)).mode & 0o777).toBe(0o700);
  const file = await readHostFile(directory);
  expect(file).toMatchObject({ pid: process.pid, port: rig.server.port });
  expect(Buffer.from(file?.token ?? '', 'base64url')).toHaveLength(32);
});

test.each([
  ['a foreign name that points here (DNS rebinding)', { host: 'evil.example' }],
  ['a foreign name with our port', { host: 'evil.example:PORT' }],
  ['no port', { host: '127.0.0.1' }],
  ['no host at all', { host: '' }],
])('refuses %s', async (_name, { host }) => {
  const headers = { ...good(), host: host.replace('PORT', String(rig.server.port)) };
  const answer = await raw(rig, { headers });
  expect(answer.status).toBe(403);
  expect(codeOf(answer.body)).toBe('bad-host');
});

test('answers to localhost too', async () => {
  const headers = { ...good(), host: `localhost:${rig.server.port}` };
  expect((await raw(rig, { headers })).status).toBe(200);
});

test.each(['https://evil.example', 'null', 'http://127.0.0.1:1', 'app://ratchet'])(
  'refuses the origin %s, even with the token, even for the page itself',
  async (origin) => {
    for (const path of ['/v1/health', '/']) {
      const answer = await raw(rig, { path, headers: { ...good(), origin } });
      expect([answer.status, codeOf(answer.body)]).toEqual([403, 'bad-origin']);
    }
  },
);

test('takes its own origin', async () => {
  const headers = { ...good(), origin: `http://127.0.0.1:${rig.server.port}` };
  expect((await raw(rig, { headers })).status).toBe(200);
});

test.each(['', 'Bearer ', 'Bearer wrong', 'Basic abc'])(
  'refuses the credentials "%s" and does not repeat the right ones',
  async (authorization) => {
    for (const path of ['/v1/health', '/v1/builds', '/v1/nothing', '/v1/demo']) {
      const answer = await raw(rig, { path, headers: { ...good(), authorization } });
      expect([answer.status, codeOf(answer.body)]).toEqual([401, 'unauthorised']);
      expect(JSON.stringify(answer)).not.toContain(rig.server.token);
    }
  },
);

test('a token that is right but for its end is wrong', async () => {
  const authorization = `Bearer ${rig.server.token.slice(0, -1)}`;
  expect((await raw(rig, { headers: { ...good(), authorization } })).status).toBe(401);
});
