import { appendFile, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { startHost } from '../../src/main/host/host.ts';
import type { Host } from '../../src/main/host/host-types.ts';
import { resourcesDir } from '../support/running-host.ts';

const hosts: Host[] = [];
let folder = '';

async function start(): Promise<Host> {
  const dataDir = join(folder, 'data');
  const host = await startHost({ dataDir, resourcesDir, rendererDir: null, port: 0, version: 't' });
  hosts.push(host);
  return host;
}

const line = (text: string) =>
  `${JSON.stringify({ kind: 'text.appended', at: 1000, block: 'b', text })}\n`;

async function read<Answer>({ address, token }: Host, path: string): Promise<Answer> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${address}${path}`, { headers });
  return (await response.json()) as Answer;
}

async function versions(host: Host): Promise<number[]> {
  const { builds } = await read<{ builds: { version: number }[] }>(host, '/v1/builds');
  return builds.map(({ version }) => version);
}

afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close().catch(() => {});
  await rm(folder, { recursive: true, force: true });
});

it('what was watched is watched again after a restart, from where it stopped, until it is unwatched', async () => {
  folder = await mkdtemp(join(tmpdir(), 'ratchet-followed-'));
  const file = join(folder, 'build.jsonl');
  await writeFile(file, line('1') + line('2'));

  const first = await start();
  await first.watch([file], 'ratchet-events');
  await eventually(async () => expect(await versions(first)).toEqual([2]));
  await first.close();
  await appendFile(file, line('3'));

  const second = await start();
  await eventually(async () => expect(await versions(second)).toEqual([3]));
  await appendFile(file, line('4'));
  await eventually(async () => expect(await versions(second)).toEqual([4]));

  const stopped = await fetch(`${second.address}/v1/sources`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${second.token}` },
    body: JSON.stringify({ paths: [file, '/never/watched'] }),
  });
  expect(await stopped.json()).toEqual({ unwatched: [file] });
  expect(await read(second, '/v1/sources')).toMatchObject({
    summary: { files: 0 },
    sources: [],
    watched: [],
  });
  await second.close();

  await appendFile(file, line('5'));
  const third = await start();
  expect(await read(third, '/v1/sources')).toMatchObject({ sources: [] });
  expect(await versions(third)).toEqual([4]);
});

it.skipIf(process.platform === 'win32')(
  'a folder that never came is unwatched by the name it was given, also behind a link',
  async () => {
    folder = await mkdtemp(join(tmpdir(), 'ratchet-followed-'));
    await mkdir(join(folder, 'real'));
    await symlink(join(folder, 'real'), join(folder, 'link'));
    const path = join(folder, 'link', 'not', 'there');
    const host = await start();
    const call = (method: string, body: object) =>
      fetch(`${host.address}/v1/sources`, {
        method,
        headers: { authorization: `Bearer ${host.token}` },
        body: JSON.stringify(body),
      });
    expect((await call('POST', { paths: [path], expected: 'directory' })).status).toBe(200);
    const real = join(await realpath(folder), 'real', 'not', 'there');
    expect(await read(host, '/v1/sources')).toMatchObject({ watched: [real] });
    expect(await (await call('DELETE', { paths: [path] })).json()).toEqual({ unwatched: [path] });
    expect(await read(host, '/v1/sources')).toMatchObject({ watched: [] });
  },
);
