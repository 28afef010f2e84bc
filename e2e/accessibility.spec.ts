import { violationsInBoth } from './support/axe.ts';
import { ratchetCommand } from './support/command.ts';
import { ownRecording } from './support/recording.ts';
import { expect, test } from './support/test.ts';

test('the first run breaks no rule of WCAG 2.2 AA', async ({ ratchet: { page } }) => {
  await expect(page.getByText(/ratchet watch/).first()).toBeVisible();
  expect(await violationsInBoth(page)).toEqual([]);
});

test('a build breaks none, nor does its past, nor the list of keys', async ({ ratchet }) => {
  const { page } = ratchet;
  using replay = ratchetCommand(ratchet, 'replay', ownRecording, '--speed', '0');
  expect((await replay.finished()).code).toBe(0);
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  expect(await violationsInBoth(page)).toEqual([]);

  await page.getByRole('slider', { name: 'Timeline' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByText(/^Viewing/)).toBeVisible();
  expect(await violationsInBoth(page)).toEqual([]);

  await page.keyboard.press('Escape');
  await page.getByRole('tree', { name: 'Plan' }).focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await violationsInBoth(page)).toEqual([]);
});

test('neither does the drawer: health, faults in columns, and in cards', async ({ launch }) => {
  test.slow();
  const ratchet = await launch({ args: ['--faults'] });
  const { page } = ratchet;
  using replay = ratchetCommand(ratchet, 'replay', ownRecording, '--speed', '0');
  expect((await replay.finished()).code).toBe(0);
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await page.keyboard.press('Shift+H');
  await expect(page.getByRole('tabpanel', { name: 'Health' })).toBeVisible();
  expect(await violationsInBoth(page)).toEqual([]);

  await page.getByRole('tab', { name: 'Faults' }).click();
  await page.getByRole('switch', { name: 'Stall, everyone' }).click();
  await expect(page.getByRole('button', { name: 'Faults on' })).toBeVisible();
  await page.getByRole('button', { name: 'Play script…' }).click();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  expect(await violationsInBoth(page)).toEqual([]);

  await page.setViewportSize({ width: 480, height: 800 });
  await expect(page.getByRole('row', { name: /this window/i })).toBeVisible();
  expect(await violationsInBoth(page)).toEqual([]);
});
