import { afterAll, beforeAll, expect, test } from 'vitest';
import { cpuClock } from '../../../../test/support/cpu-clock.ts';
import { textEvent } from '../../../../test/support/events.ts';
import { linesIn } from '../../../../test/support/export.ts';
import { type Rig, startRig } from '../../../../test/support/rig.ts';
import { githubToken } from '../../../../test/support/secrets.ts';
import { exportBuild } from './export.ts';
import { EXPORT_HEADER, type ExportAnswer } from '../../../core/export-answer.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
  await rig.engine.processor.publish('a', [
    { kind: 'build.started', at: 43_200_000, title: 'A build' },
    textEvent(githubToken.slice(0, 9)),
    textEvent(githubToken.slice(9)),
  ]);
});
afterAll(() => rig[Symbol.asyncDispose]());

async function exported(query: string) {
  const response = await rig.call(`/v1/builds/a/export${query}`);
  const body = Buffer.from(await response.arrayBuffer());
  const told = JSON.parse(response.headers.get(EXPORT_HEADER) ?? 'null') as ExportAnswer | null;
  return { status: response.status, headers: response.headers, body, told };
}

test('events as lines: as they were recorded, with the digest of each', async () => {
  const { headers, body, told } = await exported('?as=ndjson&secrets=keep');
  const lines = body.toString().trim().split('\n');
  expect(headers.get('content-type')).toMatch('application/x-ndjson');
  expect(headers.get('content-disposition')).toBe(
    'attachment; filename="a-build-1970-01-01.ndjson"',
  );
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
    [1, 2, 3].map((version) => ({
      version,
      digest: rig.engine.store.digestAt('a', version),
      event: JSON.parse(rig.engine.store.bodies('a', version - 1, version)[0] ?? '') as unknown,
    })),
  );
  expect(told).toEqual({
    ...rig.engine.head('a'),
    name: 'a-build-1970-01-01.ndjson',
    subAgents: { leftOut: 0, builds: [] },
    redacted: null,
  });
});

test('the file is called as the user calls the build, and the header keeps no secret of that', async () => {
  rig.engine.catalogue.arrange('a', { title: `My key ${githubToken}` });
  const { told } = await exported('?as=html');
  rig.engine.catalogue.arrange('a', { title: null });
  expect(told?.name).toBe('my-key-redacted-github-token-1970-01-01.html');
});

test.each(['bundle', 'html', 'ndjson'])('%s: without secrets where nothing is said', async (as) => {
  const { body, told } = await exported(`?as=${as}`);
  const text = as === 'bundle' ? linesIn(body).join('\n') : body.toString();
  expect(text).toContain('[redacted:github-token]');
  expect(text).not.toContain(githubToken.slice(9));
  expect(text).not.toContain(githubToken.slice(0, 9));
  const places = [{ version: 2, field: 'text' }];
  expect(told?.redacted).toEqual([{ kind: 'github-token', count: 1, places }]);
});

test('redacted lines have no digests, as they would not be theirs', async () => {
  const { body } = await exported('?as=ndjson');
  expect(body.toString()).not.toContain('digest');
});

test.each([
  ['/v1/builds/none/export', 404, 'unknown-build'],
  ['/v1/builds/a/export?as=pdf', 400, 'bad-request'],
  ['/v1/builds/a/export?secrets=some', 400, 'bad-request'],
  ['/v1/bundles', 405, 'wrong-method'],
])('GET %s is %i %s', async (path, status, code) => {
  const response = await rig.call(path);
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ error: { code } });
});

test('a bundle is opened by posting it, and a bad one is refused with its code', async () => {
  const { body } = await exported('?as=bundle&secrets=keep');
  const post = (file: Uint8Array<ArrayBuffer>) =>
    rig.call('/v1/bundles', { method: 'POST', body: file });
  const opened = await post(new Uint8Array(body));
  expect(opened.status).toBe(200);
  const { digest } = rig.engine.head('a');
  expect(await opened.json()).toMatchObject({
    build: `bundle-a-${digest}`,
    version: 3,
    digest,
    events: 3,
    from: { build: 'a', redacted: null },
  });
  const refused = await post(new Uint8Array(body.subarray(0, 100)));
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({ error: { code: 'bundle-cut-off' } });
});

test('sub-agents that are builds of their own are told of, without secrets', async () => {
  const title = `Look at /home/ada with ${githubToken}`;
  await rig.engine.processor.publish('caller', [
    { kind: 'build.started', at: 1, agent: 'x', session: 's' },
    { kind: 'tool.started', at: 1, call: 'c', name: 'Task', childSession: 'child-s' },
    { kind: 'tool.started', at: 1, call: 'd', name: 'Task', childSession: 'elsewhere' },
  ]);
  await rig.engine.processor.publish('child', [
    { kind: 'build.started', at: 1, agent: 'x', session: 'child-s', parentSession: 's', title },
  ]);
  const call = async (as: string, more = '') => {
    const response = await rig.call(`/v1/builds/caller/export?as=${as}${more}`);
    const told = JSON.parse(response.headers.get(EXPORT_HEADER) ?? 'null') as ExportAnswer;
    return { told, body: Buffer.from(await response.arrayBuffer()) };
  };
  const page = await call('html');
  expect(page.told.subAgents).toEqual({ leftOut: 2, builds: ['child'] });
  expect(page.body.toString()).toContain('page: Look at ~ with [redacted:github-token]</p>');
  expect(page.body.toString()).toContain('page: elsewhere</p>');
  expect((await call('html', '&secrets=keep')).body.toString()).toContain(title);
  const [header = ''] = linesIn((await call('bundle')).body);
  expect(JSON.parse(header)).toMatchObject({ format: 1, subAgents: { leftOut: 2 } });
});

test('others have their turn while a large build is exported', async () => {
  const events = Array.from({ length: 6000 }, (_, at) =>
    textEvent(`line ${at} /home/ada/x\n`, `b${at % 50}`),
  );
  await rig.engine.processor.publish('large', events);
  let longest = 0;
  let spent = cpuClock();
  const timer = setInterval(() => {
    longest = Math.max(longest, spent());
    spent = cpuClock();
  }, 1);
  const response = await rig.call('/v1/builds/large/export?as=ndjson');
  const text = await response.text();
  clearInterval(timer);
  expect(text.match(/line \d+ ~\/x/g)).toHaveLength(6000);
  expect(longest).toBeLessThan(500);
});

test.each(['ndjson', 'bundle', 'html'])(
  '%s: a build that is purged while it is exported ends the export, whatever comes under its id',
  async (as) => {
    const { engine } = rig;
    const texts = (of: string) => Array.from({ length: 1500 }, (_, at) => textEvent(of, `b${at}`));
    for (const then of [[], texts(`a secret: ${githubToken}`)]) {
      const id = `gone-${as}-${then.length}`;
      await engine.processor.publish(id, texts('nothing'));
      const address = new URL(`http://127.0.0.1/v1/builds/${id}/export?as=${as}`);
      const { body } = await exportBuild(engine, id, address, 'test');
      engine.store.markDeleted([id], 1);
      expect(engine.processor.forget(id)).toBe(true);
      engine.store.purge(id);
      if (then.length > 0) await engine.processor.publish(id, then);
      const parts: (string | Uint8Array)[] = [];
      const readAll = async () => {
        for await (const part of body as AsyncIterable<string | Uint8Array>) parts.push(part);
      };
      await expect(readAll()).rejects.toMatchObject({ code: 'unknown-build' });
      expect(parts.join('')).not.toContain(githubToken);
    }
  },
);
