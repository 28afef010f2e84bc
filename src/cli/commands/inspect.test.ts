import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { command } from '../../../test/support/command.ts';
import { textEvent } from '../../../test/support/events.ts';
import { bundle } from '../../../test/support/export.ts';
import { openEngine, temporary } from '../../../test/support/rig.ts';
import { said } from '../../../test/support/transcript.ts';
import { readHostFile } from '../../main/host/server/host-file.ts';

async function scene() {
  const place = await temporary();
  onTestFinished(() => place[Symbol.asyncDispose]());
  const data = join(place.path, 'data');
  const file = join(place.path, 'file');
  const inspect = async (...args: string[]) => {
    const started = command(data, ['inspect', file, ...args]);
    onTestFinished(() => started.stop().then(() => {}));
    const { code, stdout, stderr } = await started.finished;
    return { code, stdout: stdout.toString(), stderr };
  };
  return { path: place.path, data, file, inspect };
}

test('inspect counts, without a host and without touching the data folder', async () => {
  const { data, file, inspect } = await scene();
  await writeFile(file, `${said('1', 'one')}\nnot json\n${said('2', 'two')}\n`);
  const { code, stdout } = await inspect('--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    format: 'claude-transcript',
    records: 2,
    badRecords: 1,
    toolCalls: 0,
    todoUpdates: 0,
    errors: 0,
    unrecognised: 0,
  });
  const table = await inspect();
  expect(table.stdout).toMatch(/records +2\n/);
  expect(await readHostFile(data)).toBeNull();
});

async function exported(path: string): Promise<Buffer> {
  const engine = openEngine(join(path, 'other'));
  await engine.processor.publish('a', [textEvent('one'), textEvent('two')]);
  const bytes = await bundle(engine, 'a');
  await engine.close();
  return bytes;
}

test('inspect says of a bundle which build it is, and of a damaged one that it is damaged', async () => {
  const { path, file, inspect } = await scene();
  const bytes = await exported(path);
  await writeFile(file, bytes);
  const found = { format: 'ratchet-bundle', build: 'a', version: 2, events: 2, payloads: 0 };
  const { code, stdout } = await inspect('--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ ...found, ratchet: 'test', redacted: false });
  expect((await inspect()).stdout).toMatch(/ratchet-bundle\nbuild +a\nversion +2\nevents +2\n/);
  await writeFile(file, bytes.subarray(0, -30));
  expect(await inspect()).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('bundle-cut-off') as string,
  });
});

test('inspect knows lines of events, as producers send them and as they are exported', async () => {
  const { file, inspect } = await scene();
  const event = textEvent('one');
  const lines = [event, { version: 2, digest: '0'.repeat(16), event }];
  await writeFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const { code, stdout } = await inspect('--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ format: 'ratchet-events', records: 2, events: 2 });
});

test('inspect of a file in no known format counts it, says so, and ends with 1', async () => {
  const { file, inspect } = await scene();
  await writeFile(file, 'nothing that an agent wrote\n');
  const { code, stdout, stderr } = await inspect('--json');
  expect(JSON.parse(stdout)).toMatchObject({ format: null, badRecords: 1 });
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringContaining(`unrecognised-format: ${file}`) as string,
  });
});
