import type { BuildEvent } from '../src/core/build/event.ts';
import { violations } from './support/axe.ts';
import { publish } from './support/host-api.ts';
import { expect, test } from './support/test.ts';

const at = Date.now() - 60_000;
const text = (block: string, words: string): BuildEvent => ({
  kind: 'text.appended',
  at,
  block,
  text: words,
});

const harbour: BuildEvent[] = [
  { kind: 'build.started', at, title: 'Rebuild the harbour', cwd: '/home/dev/harbour' },
  { kind: 'plan.updated', at, todos: [{ text: 'Dredge the channel', status: 'active' }] },
  text('a', 'First the mig'),
  text('a', 'ration of the mooring table, then the quay.'),
  {
    kind: 'tool.started',
    at,
    call: 'c1',
    name: 'Edit',
    target: 'src/store/session.ts',
    input: { as: 'json', json: { new: 'export function getSessionToken() {}' } },
  },
  { kind: 'tool.ended', at, call: 'c1', outcome: 'failed', error: 'no such mooring' },
  ...Array.from({ length: 30 }, (_, no) => text(`n${no}`, `Sounding ${no}`)),
  text('last', 'All the beacons are lit.'),
  { kind: 'build.ended', at, outcome: 'succeeded' },
];
const lights: BuildEvent[] = [
  { kind: 'build.started', at, title: 'Mooring lights', cwd: '/home/dev/lights' },
  text('a', 'Nothing of the kind here.'),
  { kind: 'build.ended', at, outcome: 'succeeded' },
];

test('what was said in a build is found, and opened where it was said', async ({ ratchet }) => {
  const { page } = ratchet;
  await page.setViewportSize({ width: 1280, height: 800 });
  await publish(ratchet, 'harbour', harbour);
  await publish(ratchet, 'lights', lights);
  const panel = page.getByRole('navigation', { name: 'Builds' });
  await panel.getByRole('button', { name: /Mooring lights/ }).click();
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('Mooring lights');

  // The list is filtered at once; below it is what is in builds, also of those that it leaves out.
  await page.keyboard.press('/');
  await page.keyboard.type('mooring');
  const today = panel.getByRole('list', { name: 'Today' });
  await expect(today.locator('[data-build]')).toHaveCount(1);
  const found = panel.getByRole('region', { name: 'In builds' });
  const places = found.getByRole('list', { name: 'Rebuild the harbour' }).getByRole('button');
  await expect(places).toHaveCount(2);
  // The shorter text says more of it.
  await expect(places.first()).toHaveAccessibleName(/^text First the migration .* version 4$/);
  await expect(places.first().locator('mark')).toHaveText(['mooring']);
  await expect(found.getByRole('status')).toHaveText('Found in 2 builds');
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: test.info().outputPath(`search-${colorScheme}.png`) });
  }

  // With the arrows to the first place, and into the past in which it was said.
  await page.keyboard.press('ArrowDown');
  await expect(today.getByRole('button', { name: 'Mooring lights' })).toBeFocused();
  // The build that is called so comes before it.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(places.first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(places.nth(1)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(heading).toHaveText('Rebuild the harbour');
  await expect(page.getByText(/^Viewing/)).toBeVisible();
  const slider = page.getByRole('slider', { name: 'Timeline' });
  await expect(slider).toHaveAttribute('aria-valuenow', '4');
  const plan = page.getByRole('tree', { name: 'Plan' });
  await expect(plan.getByRole('treeitem', { selected: true })).toHaveAccessibleName(/migration/);

  // A word within a name; a path; a word of an older version is none.
  const filter = panel.getByRole('searchbox', { name: 'Filter and search builds' });
  await filter.fill('token store/sess');
  await expect(places).toHaveCount(1);
  await expect(places.locator('mark')).toHaveText(['store/sess', 'Token']);
  await places.click();
  await expect(plan.getByRole('treeitem', { selected: true })).toHaveAccessibleName(/Edit/);
  // What failed opens with what came out, but what was looked for is what went in.
  await expect(page.getByRole('tab', { name: 'Input', selected: true })).toBeVisible();
  await page.getByRole('tab', { name: /^Output/ }).click();
  await expect(page.getByRole('tab', { name: /^Output/, selected: true })).toBeVisible();

  // What was said last is shown live.
  await filter.fill('Mooring lights');
  await found.getByRole('list', { name: 'Mooring lights' }).getByRole('button').first().click();
  await expect(heading).toHaveText('Mooring lights');
  await expect(page.getByText(/^Viewing/)).toBeHidden();

  await filter.fill('"moor');
  await expect(found.getByRole('status')).toHaveText(/^Nothing says/);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(filter).toHaveValue('');
  await expect(found).toBeHidden();
});

test('what is said while one looks for it comes by itself', async ({ ratchet }) => {
  const { page } = ratchet;
  await page.setViewportSize({ width: 1280, height: 800 });
  await publish(ratchet, 'harbour', harbour);
  const panel = page.getByRole('navigation', { name: 'Builds' });
  await panel.getByRole('searchbox').fill('lighthouse');
  const found = panel.getByRole('region', { name: 'In builds' });
  await expect(found.getByRole('status')).toHaveText(/^Nothing says/);
  await publish(ratchet, 'harbour', [text('more', 'The lighthouse stands.')]);
  await panel.getByRole('searchbox').fill('lighthous');
  await expect(found.getByRole('button', { name: /lighthouse stands/ })).toBeVisible();
});
