import { expectAsInLog, onScreen } from './support/current.ts';
import { activeTodo, SteadyBuild } from './support/steady-build.ts';
import { expect, test } from './support/test.ts';

test('an application that is killed in mid-stream has lost nothing of what it showed', async ({
  launch,
}) => {
  const first = await launch();
  const build = new SteadyBuild(first);
  build.start(50);
  await expect(first.page.getByRole('treeitem', { name: activeTodo })).toBeVisible();
  await expect.poll(async () => (await onScreen(first)).version).toBeGreaterThan(100);
  const { version } = await onScreen(first);
  process.kill(first.pid, 'SIGKILL');

  const second = await launch({ dataDir: first.dataDir });
  await expect(second.page.getByRole('treeitem', { name: activeTodo })).toBeVisible();
  expect((await onScreen(second)).version).toBeGreaterThanOrEqual(version);
  // What was not answered is sent again under its key, and the build goes on.
  const { sent } = build;
  build.moveTo(second);
  await expect.poll(() => build.sent).toBeGreaterThan(sent + 10);
  await build.rest();
  await expectAsInLog(second, build.id);
  expect((await onScreen(second)).version).toBe(build.events);
});
