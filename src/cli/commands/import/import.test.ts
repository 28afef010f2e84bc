import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../test/support/eventually.ts';
import { command } from '../../../../test/support/command.ts';
import { eventsOf, openEngine, temporary } from '../../../../test/support/rig.ts';
import { runHost } from '../../../../test/support/running-host.ts';
import { said } from '../../../../test/support/transcript.ts';
import { readHostFile } from '../../../main/host/server/host-file.ts';
import type { ImportReport } from '../../../main/host/ingest/import/report.ts';
import { Progress } from './progress.ts';

async function scene(data?: string) {
  const place = await temporary();
  onTestFinished(() => place[Symbol.asyncDispose]());
  const dataDir = data ?? join(place.path, 'data');
  const ratchet = (...args: string[]) => {
    const started = command(dataDir, ['import', ...args]);
    onTestFinished(() => started.stop().then(() => {}));
    return started;
  };
  return { path: place.path, data: dataDir, ratchet };
}

async function texts(data: string): Promise<string[]> {
  const engine = openEngine(data);
  const events = engine.builds().flatMap(({ id }) => eventsOf(engine, id));
  await engine.close();
  return events.flatMap((event) => (event.kind === 'text.appended' ? event.text : []));
}

test('without a host it is one until all is recorded; again, nothing is new', async () => {
  const { path, data, ratchet } = await scene();
  const file = join(path, 's.jsonl');
  await writeFile(file, `${said('1', 'one')}\nnot json\n${said('2', 'two')}`);
  const first = await ratchet(path).finished;
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout.toString()).toMatch(/recorded +1\n[^]*bad records +1\n/);
  expect(await readHostFile(data)).toBeNull();
  const second = await ratchet(file).finished;
  expect(second.stdout.toString()).toMatch(/events new +0\n[^]*Nothing is new/);
  expect(await texts(data)).toEqual(['one', 'two']);
});

test('a running host does it; a bad file makes the exit code 1 and costs the others nothing', async () => {
  await using host = await runHost();
  const { path, ratchet } = await scene(host.dataDir);
  const notes = join(path, 'notes.txt');
  await writeFile(join(path, 's.jsonl'), `${said('1', 'one')}\n`);
  await writeFile(notes, 'nothing that an agent wrote\n'.repeat(200));
  const { code, stdout, stderr } = await ratchet(notes, '/nowhere/at/all', path, '--json').finished;
  expect(code).toBe(1);
  expect(stderr).toContain(`${notes}: It is in no known format.`);
  const report = JSON.parse(stdout.toString()) as ImportReport;
  expect(report).toMatchObject({
    state: 'done',
    files: { found: 3, recorded: 1, unknown: 1, failed: 1 },
  });
  const builds = (await (await host.call('/v1/builds')).json()) as { builds: object[] };
  expect(builds.builds).toHaveLength(1);
});

test('where nothing could be read there is no table, and an empty folder says what would be read', async () => {
  const { path, ratchet } = await scene();
  const empty = await ratchet(path).finished;
  expect({ code: empty.code, stderr: empty.stderr }).toEqual({ code: 0, stderr: '' });
  expect(empty.stdout.toString()).toMatch(/^There is nothing in it that Ratchet reads\..*\n$/);
  const notes = join(path, 'notes.txt');
  await writeFile(notes, 'nothing that an agent wrote\n'.repeat(200));
  const unknown = await ratchet(notes, join(path, 'nosuch.jsonl')).finished;
  expect(unknown.code).toBe(1);
  expect(unknown.stderr.trim().split('\n').sort()).toEqual([
    `${join(path, 'nosuch.jsonl')}: It is not there.`,
    `${notes}: It is in no known format. Nothing of it was recorded.`,
  ]);
  expect(unknown.stdout.toString()).toBe('Nothing was recorded: 1 file is in no known format.\n');
});

test('a format that is not there is said at once', async () => {
  const { path, ratchet } = await scene();
  const { code, stderr } = await ratchet(path, '--format', 'nothing').finished;
  expect({ code, stderr }).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('unknown-format') as string,
  });
});

test('Ctrl-C ends it cleanly, and the next import goes on', async () => {
  const { path, data, ratchet } = await scene();
  const names = Array.from({ length: 8000 }, (_, index) => `t${index}`);
  const text = '.'.repeat(3000);
  const lines = names.map((name) => `${said(name, `${name} ${text}`)}\n`);
  await writeFile(join(path, 's.jsonl'), lines.join(''));
  const stopped = ratchet(path);
  await eventually(async () => expect(await readHostFile(data)).not.toBeNull());
  expect(await stopped.stop('SIGINT')).toMatchObject({
    code: 130,
    stderr: expect.stringContaining('the next import goes on') as string,
  });
  expect(await readHostFile(data)).toBeNull();
  expect((await ratchet(path).finished).code).toBe(0);
  expect((await texts(data)).map((said) => said.split(' ')[0])).toEqual(names);
});

test('progress is one line that changes in a terminal, and a plain line now and then elsewhere', () => {
  const shown = (isTTY: boolean) => {
    let written = '';
    const progress = new Progress({ isTTY, write: (part) => (written += part) });
    for (const [line, at] of [
      ['longer line', 250],
      ['short', 4000],
      ['later', 5100],
      ['soon', 6000],
    ] as const) {
      progress.show(line, at);
    }
    progress.clear();
    return written;
  };
  expect(shown(true)).toBe('\rlonger line\rshort      \rlater\rsoon \r    \r');
  expect(shown(false)).toBe('later\n');
});
