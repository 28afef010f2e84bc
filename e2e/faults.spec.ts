import type { Page } from '@playwright/test';
import { faultAnswerSchema } from '../src/core/sync/faults/faults.ts';
import { copied } from './support/clipboard.ts';
import { expectCurrent } from './support/current.ts';
import type { Ratchet } from './support/ratchet.ts';
import { expect, test } from './support/test.ts';

test.use({ ratchetArgs: ['--faults'] });

async function publish({ host }: Ratchet, from: number, count: number): Promise<void> {
  const events = Array.from({ length: count }, (_, index) => ({
    kind: 'notice',
    at: Date.now(),
    text: `notice ${from + index}`,
  }));
  const response = await fetch(`${host.address}/v1/builds/under-test/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${host.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ events }),
  });
  expect(response.status).toBe(200);
}

async function faultsOf({ host }: Ratchet) {
  const response = await fetch(`${host.address}/v1/faults`, {
    headers: { authorization: `Bearer ${host.token}` },
  });
  return faultAnswerSchema.parse(await response.json()).faults;
}

/** A Ratchet that shows a build, with the panel of faults opened by its key. */
async function withPanel(ratchet: Ratchet): Promise<Page> {
  const { page } = ratchet;
  await publish(ratchet, 0, 3);
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await page.keyboard.press('Shift+H');
  await expect(page.getByRole('tab', { name: 'Health' })).toBeFocused();
  const faults = page.getByRole('tab', { name: 'Faults' });
  await expect(faults).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(faults).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { name: /this window/i })).toBeVisible();
  return page;
}

const ownRow = (page: Page) => page.getByRole('row', { name: /this window/i });
const strip = (page: Page) => page.getByRole('status', { name: 'Connection' });

async function figure(page: Page, title: string): Promise<number> {
  const text = await ownRow(page).getByRole('cell', { name: title }).textContent();
  return Number((text ?? '').replace(title, '').replace(',', ''));
}

test('a cut of this window shows, heals, and is told on the timeline', async ({ ratchet }) => {
  const page = await withPanel(ratchet);
  const before = await figure(page, 'Replayed');
  // Long enough to be read of: shorter breaks are not worth a word, and over before one has looked.
  await page.getByRole('button', { name: /^Cut w\d, this window for 5 seconds$/ }).click();
  await expect(strip(page)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Faults on' })).toBeVisible();
  await expect(page.getByRole('status', { name: 'Link' })).toHaveText('Reconnecting');
  await publish(ratchet, 3, 5);

  // An attempt just before the end of the cut is followed by the longest wait for the next.
  await expect(page.getByRole('status', { name: 'Link' })).toHaveText('Live', { timeout: 25_000 });
  await expect(strip(page)).toBeHidden();
  await expectCurrent(ratchet);
  await expect.poll(() => figure(page, 'Replayed')).toBe(before + 5);
  await expect(page.getByRole('list', { name: 'Reconnects' }).getByRole('listitem')).toHaveText(
    /^reconnect .+, 5 replayed: versions 4 to 8$/,
  );
  await expect(page.getByRole('button', { name: 'Health', exact: true })).toBeVisible();
});

test('what was dropped, doubled and put out of order ends as it is in the log', async ({
  ratchet,
}) => {
  const page = await withPanel(ratchet);
  for (const [fault, percent] of [
    ['Drop', '20'],
    ['Duplicate', '50'],
    ['Reorder', '20'],
  ] as const) {
    const field = page.getByRole('textbox', { name: `${fault}, everyone, percent` });
    await field.fill(percent);
    await field.press('Enter');
    await expect(
      page.getByRole('textbox', { name: new RegExp(`^${fault}, w\\d, this window`) }),
    ).toHaveValue(percent);
  }
  // Chance decides, and a busy host tells of several events at once: it goes on until both have happened.
  let sent = 0;
  await expect(async () => {
    for (let batch = 0; batch < 20; batch += 1) await publish(ratchet, (sent += 2), 2);
    const tallies = (await faultsOf(ratchet))?.watchers[0]?.tallies;
    expect(tallies?.dropped).toBeGreaterThan(0);
    expect(tallies?.duplicated).toBeGreaterThan(0);
  }).toPass();
  await page.getByRole('button', { name: 'Clear all' }).click();
  await expect(page.getByRole('button', { name: 'Health', exact: true })).toBeVisible();
  await expectCurrent(ratchet);
});

test('a recorded script is copied, and played it does the same again', async ({ ratchet }) => {
  const page = await withPanel(ratchet);
  await page.getByRole('textbox', { name: 'Seed' }).fill('42');
  await page.getByRole('button', { name: 'New recording' }).click();
  await expect(page.getByText('0 steps')).toBeVisible();
  await page.getByRole('switch', { name: 'Stall, everyone' }).click();
  const delay = page.getByRole('textbox', { name: /^Delay, w\d, this window/ });
  await delay.fill('20');
  await delay.press('Enter');
  await page.getByRole('button', { name: 'Clear all' }).click();
  const steps = page.getByRole('list', { name: 'Steps' }).getByRole('listitem');
  await expect(steps).toHaveText([/everyonestall$/, /delay 20 ms, stall$/, /everyoneclear all$/]);
  const recorded = (await faultsOf(ratchet))?.script;

  const script = await copied(ratchet, async () => {
    await page.getByRole('button', { name: 'Copy script' }).click();
    await expect(page.getByText('Copied', { exact: true })).toBeVisible();
  });
  expect(JSON.parse(script)).toEqual(recorded);
  expect(recorded?.seed).toBe(42);

  await page.getByRole('button', { name: 'Play script…' }).click();
  const text = page.getByRole('textbox', { name: 'Script' });
  await text.fill(script.replace('"stall":true', '"stall":"yes"'));
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('steps[0].command.faults.stall');
  expect((await faultsOf(ratchet))?.script).toEqual(recorded);

  await text.fill(script);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(text).toBeHidden();
  await expect.poll(async () => (await faultsOf(ratchet))?.pending).toBe(0);
  const played = (await faultsOf(ratchet))?.script;
  expect(played).toEqual(recorded);
  await expectCurrent(ratchet);
});

test('a host without faults has no panel of them, and the drawer gives the focus back', async ({
  launch,
}) => {
  const ratchet = await launch({ args: [] });
  const { page } = ratchet;
  await publish(ratchet, 0, 1);
  const tree = page.getByRole('tree', { name: 'Plan' });
  await tree.focus();
  await page.keyboard.press('Shift+H');
  await expect(page.getByRole('tab', { name: 'Health' })).toBeFocused();
  expect(await faultsOf(ratchet)).toBeNull();
  await expect(page.getByRole('tab', { name: 'Faults' })).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: 'Health, usage and faults' })).toBeHidden();
  await expect(tree).toBeFocused();
});
