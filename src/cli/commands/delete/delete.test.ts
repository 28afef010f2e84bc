import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { command } from '../../../../test/support/command.ts';
import { startRig } from '../../../../test/support/rig.ts';

test('delete takes a build out with its sub-agents, restore brings them back, and both say so', async () => {
  await using rig = await startRig();
  const { engine } = rig;
  const started = { kind: 'build.started', at: 1 } as const;
  await engine.processor.publish('one', [{ ...started, title: 'Fix the login', session: 's' }]);
  await engine.processor.publish('sub', [{ ...started, session: 's1', parentSession: 's' }]);
  engine.catalogue.arrange('one', { title: 'Mine' });
  const ids = () => engine.builds().map(({ id }) => id);
  const ratchet = async (...args: string[]) => {
    const running = command(join(rig.dir, 'data'), args);
    onTestFinished(() => running.stop().then(() => {}));
    const { code, stdout, stderr } = await running.finished;
    return [code, stdout.toString() + stderr];
  };
  // By what the user calls it, too.
  expect(await ratchet('delete', 'mine')).toEqual([
    0,
    'Deleted one and 1 sub-agent. For a minute, "ratchet restore one" brings it back.\n',
  ]);
  expect(ids()).toEqual([]);
  expect(await ratchet('delete', 'one')).toEqual([2, expect.stringContaining('unknown-build')]);
  expect(await ratchet('restore', 'one')).toEqual([0, expect.stringMatching(/^Restored .*sub/)]);
  expect(ids().toSorted()).toEqual(['one', 'sub']);
});
