import type { Page } from '@playwright/test';
import { violations } from './support/axe.ts';
import { copied } from './support/clipboard.ts';
import { ratchetCommand } from './support/command.ts';
import type { Ratchet } from './support/ratchet.ts';
import { publish } from './support/host-api.ts';
import { longBuild } from './support/sample-builds.ts';
import { expect, test } from './support/test.ts';
import { unfold } from './support/unfold.ts';

const start = Date.now() - 600_000;

async function threeBuilds(ratchet: Ratchet): Promise<void> {
  await publish(ratchet, 'quay', longBuild('Quay', 80, start));
  await publish(ratchet, 'pier', longBuild('Pier', 5, start + 60_000));
  await publish(ratchet, 'mole', longBuild('Mole', 5, start + 120_000));
}

const rowOf = (page: Page, title: string) =>
  page.getByRole('navigation', { name: 'Builds' }).getByRole('button', { name: title });
const tabOf = (page: Page, title: string) =>
  page.getByRole('tablist', { name: 'Open builds' }).getByRole('tab', { name: title });
const heading = (page: Page) => page.getByRole('heading', { level: 1 });
/** The builds that the host keeps this window current about. */
async function watched({ host }: Ratchet): Promise<string[]> {
  const headers = { authorization: `Bearer ${host.token}` };
  const response = await fetch(`${host.address}/v1/watchers`, { headers });
  const { watchers } = (await response.json()) as {
    watchers: { streams: { stream: string }[] }[];
  };
  return watchers
    .flatMap(({ streams }) => streams.map(({ stream }) => stream))
    .filter((stream) => stream !== 'builds');
}
const counters = (page: Page) => page.evaluate(() => window.__ratchet.counters);

test('builds are opened in tabs, as previews and to stay; coming back finds all as it was', async ({
  ratchet,
}) => {
  const { page } = ratchet;
  await threeBuilds(ratchet);
  const strip = page.getByRole('tablist', { name: 'Open builds' });
  await rowOf(page, 'Quay').click();
  await expect(heading(page)).toHaveText('Quay');
  await expect(strip).toBeHidden();

  // A plain click takes the place of the preview; a double click keeps; a middle click opens behind.
  await rowOf(page, 'Pier').click();
  await expect(heading(page)).toHaveText('Pier');
  await expect(strip).toBeHidden();
  await rowOf(page, 'Quay').dblclick();
  await rowOf(page, 'Mole').click({ button: 'middle' });
  await expect(strip.getByRole('tab')).toHaveText(['Quay', 'Mole']);
  await expect(heading(page)).toHaveText('Quay');
  await rowOf(page, 'Pier').click();
  await expect(strip.getByRole('tab')).toHaveText(['Quay', 'Pier', 'Mole']);
  await expect(tabOf(page, 'Pier')).toHaveAttribute('aria-selected', 'true');
  // Three are open, and one is watched.
  await expect.poll(() => watched(ratchet)).toEqual(['build/pier']);

  // What is chosen, folded and scrolled to in one tab.
  await tabOf(page, 'Quay').click();
  const plan = page.getByRole('tree', { name: 'Plan' });
  const todo = plan.getByRole('treeitem', { name: /^Sound the Quay/ });
  await unfold(ratchet, todo);
  await plan.getByRole('treeitem', { name: /fathom 3,/ }).click();
  await plan.evaluate((tree) => tree.scrollTo(0, 900));
  await expect(plan.getByRole('treeitem', { name: /fathom 33,/ })).toBeVisible();
  const { scrollTop } = await plan.evaluate((tree) => ({ scrollTop: tree.scrollTop }));
  const before = await counters(page);

  // By keyboard: the arrows move over the tabs, Enter opens one.
  await tabOf(page, 'Quay').focus();
  await page.keyboard.press('ArrowRight');
  await expect(tabOf(page, 'Pier')).toBeFocused();
  await expect(heading(page)).toHaveText('Quay');
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText('Pier');
  await page.keyboard.press('Shift+K');
  await expect(heading(page)).toHaveText('Quay');
  await expect.poll(() => plan.evaluate((tree) => tree.scrollTop)).toBe(scrollTop);
  await expect(page.getByRole('region', { name: 'Inspector' })).toContainText('sound --fathom 3');
  // The state was kept: nothing but what came since was asked for.
  expect((await counters(page))?.refreshed).toBe(before?.refreshed);

  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: test.info().outputPath(`tabs-${colorScheme}.png`) });
  }

  // A reload finds the same tabs; each is closed by key, by its cross, and by a middle click.
  await page.reload();
  await expect(strip.getByRole('tab')).toHaveText(['Quay', 'Pier', 'Mole']);
  await expect(heading(page)).toHaveText('Quay');
  await page.keyboard.press('x');
  await expect(strip.getByRole('tab')).toHaveText(['Pier', 'Mole']);
  await expect(heading(page)).toHaveText('Pier');
  await rowOf(page, 'Quay').click({ modifiers: ['ControlOrMeta'] });
  await expect(strip.getByRole('tab')).toHaveText(['Pier', 'Quay', 'Mole']);
  await tabOf(page, 'Quay').click({ button: 'middle' });
  // A tab is shown beside with Alt; both are watched then.
  await tabOf(page, 'Mole').click({ modifiers: ['Alt'] });
  await expect(page.getByRole('region', { name: 'Right pane' })).toContainText('Mole');
  await expect.poll(() => watched(ratchet)).toEqual(['build/pier', 'build/mole']);
  await tabOf(page, 'Mole').focus();
  await page.keyboard.press('Delete');
  await expect(strip).toBeHidden();
  await expect(heading(page)).toHaveText('Pier');
});

test('Back and Forward go between builds, and an address leads to one; the token is in none', async ({
  ratchet,
}) => {
  const { page, surface, host } = ratchet;
  const length = () => page.evaluate(() => history.length);
  const before = await length();
  await threeBuilds(ratchet);
  // What was opened by itself is no step that Back would take back.
  await expect(heading(page)).toBeVisible();
  expect(await length()).toBe(before);
  await rowOf(page, 'Quay').click();
  await rowOf(page, 'Pier').click();
  await rowOf(page, 'Mole').click();
  await expect(heading(page)).toHaveText('Mole');
  await expect(page).toHaveURL(/#build=mole$/);

  await page.keyboard.press('Alt+ArrowLeft');
  await expect(heading(page)).toHaveText('Pier');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(heading(page)).toHaveText('Quay');
  // Also from a slider and from the tree, which have arrow keys of their own.
  await page.getByRole('slider', { name: 'Timeline' }).focus();
  await page.keyboard.press('Alt+ArrowRight');
  await expect(heading(page)).toHaveText('Pier');
  await expect(page.getByText(/^Viewing/)).toBeHidden();
  await page.getByRole('tree', { name: 'Plan' }).focus();
  await page.keyboard.press('Alt+ArrowRight');
  await expect(heading(page)).toHaveText('Mole');

  // A link to a row at a version, with the key for neither; opened in the page, it leads there once.
  await rowOf(page, 'Quay').click();
  const plan = page.getByRole('tree', { name: 'Plan' });
  const todo = plan.getByRole('treeitem', { name: /^Sound the Quay/ });
  await unfold(ratchet, todo);
  await plan.getByRole('treeitem', { name: /fathom 3,/ }).click();
  await page.keyboard.press('[');
  await expect(page.getByText(/^Viewing/)).toBeVisible();
  const link = await copied(ratchet, async () => {
    await page.keyboard.press('y');
    await expect(page.getByText(/^To the row at version \d+$/)).toBeVisible();
  });
  const { origin, hash } = new URL(link);
  expect(origin).toBe(host.address);
  expect(hash).toMatch(/^#build=quay&version=\d+&row=[\w%]+$/);
  await page.keyboard.press('Shift+L');
  await plan.getByRole('treeitem', { name: /fathom 5,/ }).click();
  await rowOf(page, 'Mole').click();
  await expect(heading(page)).toHaveText('Mole');
  await page.evaluate((place) => (location.hash = place), hash);
  await expect(heading(page)).toHaveText('Quay');
  await expect(page.getByText(/^Viewing/)).toBeVisible();
  await expect(plan.getByRole('treeitem', { selected: true })).toHaveAccessibleName(/fathom 3,/);
  await expect(page).toHaveURL(/#build=quay$/);
  // What the command prints for it has the key, and leads to the same place.
  using command = ratchetCommand(ratchet, 'open', link);
  expect((await command.finished()).output.trim()).toBe(
    `${host.address}/#token=${host.token}&${hash.slice(1)}`,
  );
  await rowOf(page, 'Pier').click();
  await rowOf(page, 'Mole').click();

  if (surface === 'electron') return;
  await page.goBack();
  await expect(heading(page)).toHaveText('Pier');
  await page.goForward();
  await expect(heading(page)).toHaveText('Mole');

  // In the same page, and in one that is opened with it: with the token, which is taken out at once.
  await page.evaluate(() => (location.hash = '#build=quay'));
  await expect(heading(page)).toHaveText('Quay');
  const other = await page.context().browser()?.newPage();
  if (!other) throw new Error('The page has no browser.');
  await other.goto(`${host.address}/#token=${host.token}&build=pier`);
  await expect(heading(other)).toHaveText('Pier');
  await expect(other).toHaveURL(/#build=pier$/);
  const session = await other.context().newCDPSession(other);
  const { entries } = await session.send('Page.getNavigationHistory');
  expect(entries.filter(({ url }) => url.includes(host.token))).toEqual([]);
  await other.close();
});
