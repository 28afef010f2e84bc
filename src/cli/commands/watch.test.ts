import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { command } from '../../../test/support/command.ts';
import { temporary } from '../../../test/support/rig.ts';
import { runHost } from '../../../test/support/running-host.ts';
import { said } from '../../../test/support/transcript.ts';

test('of a folder in which nothing is found it says what import says, and of others nothing', async () => {
  await using host = await runHost();
  const place = await temporary();
  onTestFinished(() => place[Symbol.asyncDispose]());
  const [other, full] = [join(place.path, 'other'), join(place.path, 'full')];
  await mkdir(other);
  await mkdir(full);
  await writeFile(join(other, 'export.json'), '{}');
  await writeFile(join(full, 's.jsonl'), `${said('1', 'one')}\n`);
  const outputOf = async (...args: string[]) => {
    const started = command(host.dataDir, args);
    onTestFinished(() => started.stop().then(() => {}));
    return (await started.finished).stdout.toString().split('\n');
  };
  const [imported = ''] = await outputOf('import', other);
  expect(imported).toMatch(/^There is nothing in it that Ratchet reads\./);
  expect((await outputOf('watch', other)).slice(0, 2)).toEqual([
    `Watching ${other} (0 files so far)`,
    imported,
  ]);
  expect(await outputOf('watch', full)).not.toContain(imported);
});
