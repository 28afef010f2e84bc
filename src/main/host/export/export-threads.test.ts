import { afterAll, beforeAll, expect, test } from 'vitest';
import { textEvent } from '../../../../test/support/events.ts';
import { openEngine, temporary } from '../../../../test/support/rig.ts';
import { githubToken } from '../../../../test/support/secrets.ts';
import type { Engine } from '../engine.ts';
import type { HostResponse } from '../server/response.ts';
import { exportBuild } from './export.ts';
import { ExportThreads } from './export-threads.ts';

let folder: Awaited<ReturnType<typeof temporary>>;
let engine: Engine;
beforeAll(async () => {
  folder = await temporary();
  engine = openEngine(folder.path);
  const events = Array.from({ length: 1200 }, (_, at) =>
    textEvent(
      `line ${at} of ${'some words '.repeat(30)}${at % 100 ? '' : githubToken}\n`,
      `b${at}`,
    ),
  );
  await engine.processor.publish('a', events);
});
afterAll(async () => {
  await engine.close();
  await folder[Symbol.asyncDispose]();
});

const address = (query: string) => new URL(`http://127.0.0.1/v1/builds/a/export?${query}`);
const work = (query: string) => ({
  database: engine.store.file,
  build: 'a',
  head: engine.head('a'),
  builds: engine.builds(),
  url: address(query).href,
  version: 'test',
});
async function textOf({ body }: HostResponse): Promise<string> {
  let text = '';
  for await (const part of body as AsyncIterable<string>) text += part;
  return text;
}

test('a thread makes what the loop makes, with the same headers', async () => {
  const threads = new ExportThreads();
  const there = await threads.export(work('as=ndjson'));
  const here = await exportBuild(engine, 'a', address('as=ndjson'), 'test');
  expect([there.status, there.headers]).toEqual([here.status, here.headers]);
  const text = await textOf(there);
  expect(text).toBe(await textOf(here));
  expect(text.match(/redacted:github-token/g)).toHaveLength(12);
  await threads.close();
});

test('what is wrong with the address has its code', async () => {
  const threads = new ExportThreads();
  await expect(threads.export(work('as=pdf'))).rejects.toMatchObject({ code: 'bad-request' });
  const gone = { ...work('as=html'), database: `${engine.store.file}-gone` };
  await expect(threads.export(gone)).rejects.toMatchObject({ code: 'SQLITE_CANTOPEN' });
  await threads.close();
});

test('there are so many at once; who stops reading makes room, and a close ends the others', async () => {
  const threads = new ExportThreads(2);
  const under = await Promise.all([1, 2].map(() => threads.export(work('as=ndjson'))));
  const busy = { code: 'export-busy', retryable: true };
  await expect(threads.export(work('as=ndjson'))).rejects.toMatchObject(busy);
  const [left, ...others] = under.map(({ body }) =>
    (body as AsyncIterable<string>)[Symbol.asyncIterator](),
  );
  // Also where nobody has begun to read.
  await left?.return?.();
  const again = await threads.export(work('as=ndjson'));
  await threads.close();
  // Whatever had been sent before is still there; then it breaks off, and does not just end.
  const ends = [...others, (again.body as AsyncIterable<string>)[Symbol.asyncIterator]()];
  for (const parts of ends) {
    const readAll = async () => {
      while (!(await parts.next()).done);
    };
    await expect(readAll()).rejects.toMatchObject({ code: 'export-ended', retryable: true });
  }
});
