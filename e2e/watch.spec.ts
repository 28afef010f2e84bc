import { join } from 'node:path';
import { ratchetCommand } from './support/command.ts';
import { expectCurrent, onScreen } from './support/current.ts';
import { GrowingFile, ownRecording, realRecording } from './support/recording.ts';
import { expect, test } from './support/test.ts';

test('a session is watched from its first line: TODOs tick, tools nest, and the past can be seen', async ({
  ratchet,
}) => {
  const { page, dataDir } = ratchet;
  await expect(page.getByText(/ratchet watch/).first()).toBeVisible();

  const session = new GrowingFile(join(dataDir, 'session.jsonl'), ownRecording);
  using command = ratchetCommand(ratchet, 'watch', session.path);
  expect((await command.finished()).code).toBe(0);

  session.growTo((line) => line.includes('"name":"TodoWrite","input":{"todos"'));
  const plan = page.getByRole('tree', { name: 'Plan' });
  const first = plan.getByRole('treeitem', { name: 'Write the tide table, active' });
  await expect(first).toBeVisible();
  await expect(plan.getByRole('treeitem', { name: 'Check the moorings, pending' })).toBeVisible();
  await expectCurrent(ratchet);
  const { version: early } = await onScreen(ratchet);

  session.growTo((line) => line.includes('"id":"call_todo2"'));
  await expect(plan.getByRole('treeitem', { name: 'Write the tide table, done' })).toBeVisible();
  await expect(plan.getByRole('treeitem', { name: 'Check the moorings, active' })).toBeVisible();

  // Its tools hang under it, one level down.
  const done = plan.getByRole('treeitem', { name: 'Write the tide table, done' });
  if ((await done.getAttribute('aria-expanded')) === 'false') {
    await done.click();
    await page.keyboard.press('l');
  }
  await expect(plan.locator('[role=treeitem][aria-level="2"]').first()).toBeVisible();

  session.growTo();
  using inspected = ratchetCommand(ratchet, 'inspect', session.path, '--json');
  const { events: last } = JSON.parse((await inspected.finished()).output) as { events: number };
  expect(last).toBeGreaterThan(early);
  await expect.poll(async () => (await onScreen(ratchet)).version).toBe(last);
  await expectCurrent(ratchet);

  // Back to the version at which the plan was new: the first TODO is active again.
  const slider = page.getByRole('slider', { name: 'Timeline' });
  await slider.focus();
  await expect(slider).toHaveAttribute('aria-valuenow', String(last));
  for (let version = last; version > early; version -= 1) await page.keyboard.press('ArrowLeft');
  await expect(slider).toHaveAttribute('aria-valuenow', String(early));
  await expect(slider).toHaveAttribute(
    'aria-valuetext',
    new RegExp(`^Version ${early} of ${last}`),
  );
  await expect(page.getByText(`Viewing ${early}`)).toBeVisible();
  await expect(page.getByText(`${last - early} behind live`)).toBeVisible();
  await expect(first).toBeVisible();

  await page.keyboard.press('Shift+L');
  await expect(page.getByText(`Viewing ${early}`)).toBeHidden();
  await expect(plan.getByRole('treeitem', { name: 'Write the tide table, done' })).toBeVisible();
  await expectCurrent(ratchet);
});

test('a real session of an agent ends on the screen as it is in the log', async ({ ratchet }) => {
  const path = 'claude-stream-json/lantos1618__better-ui__claude_output.v02.jsonl';
  const recording = realRecording(path);
  test.skip(recording === null, 'the folder of recordings is not there');
  const { page } = ratchet;
  using replay = ratchetCommand(ratchet, 'replay', recording ?? '', '--speed', '0');
  const { code, output } = await replay.finished();
  expect(output).not.toContain('error');
  expect(code).toBe(0);
  await expectCurrent(ratchet);
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await expect(page.getByRole('status', { name: 'Link' })).toHaveText(/live/i);
});

test('a build that is under way when the window is reloaded is there again', async ({
  ratchet,
}) => {
  const { page, dataDir } = ratchet;
  const session = new GrowingFile(join(dataDir, 'session.jsonl'), ownRecording);
  using command = ratchetCommand(ratchet, 'watch', session.path);
  await command.finished();
  session.growTo((line) => line.includes('"id":"call_todo2"'));
  await expectCurrent(ratchet);
  await page.reload();
  await expectCurrent(ratchet);
  session.growTo();
  await expectCurrent(ratchet);
});

test('the demo build plays', async ({ launch }) => {
  const ratchet = await launch({ args: ['--demo'] });
  await expect(ratchet.page.getByRole('treeitem').first()).toBeVisible();
  await expectCurrent(ratchet);
});
