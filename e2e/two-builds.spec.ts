import type { Page } from '@playwright/test';
import { violations } from './support/axe.ts';
import { askHost, publish } from './support/host-api.ts';
import { longBuild, twoRuns } from './support/sample-builds.ts';
import { expect, test } from './support/test.ts';

const start = Date.now() - 600_000;
const builds = (page: Page) => page.getByRole('navigation', { name: 'Builds' });
const pane = (page: Page, side: 'Left' | 'Right') =>
  page.getByRole('region', { name: `${side} pane` });
const inspector = (page: Page) => page.getByRole('region', { name: 'Inspector' });

test('two builds stand side by side, both live; keys and inspector are those of the pane with the focus', async ({
  ratchet,
}) => {
  const { page } = ratchet;
  await page.setViewportSize({ width: 1440, height: 900 });
  await publish(ratchet, 'quay', longBuild('Quay', 40, start));
  await publish(ratchet, 'mole', longBuild('Mole', 8, start + 60_000).slice(0, -2));
  await builds(page).getByRole('button', { name: 'Quay' }).click();
  await builds(page)
    .getByRole('button', { name: 'Mole' })
    .click({ modifiers: ['Alt'] });
  const [left, right] = [pane(page, 'Left'), pane(page, 'Right')];
  await expect(left.getByRole('heading', { level: 1 })).toHaveText('Quay');
  await expect(right.getByRole('heading', { level: 1 })).toHaveText('Mole');
  await expect(page).toHaveURL(/#build=quay&beside=mole$/);

  // Keys move the choice of one pane; the inspector goes with the focus.
  const chosen = (side: typeof left) => side.getByRole('treeitem', { selected: true });
  await left.getByRole('treeitem', { name: /^Sound the Quay/ }).click();
  await left.getByRole('treeitem', { name: /fathom 5,/ }).click();
  await expect(inspector(page)).toContainText('sound --fathom 5');
  await right.getByRole('treeitem', { name: /fathom 2,/ }).click();
  await expect(inspector(page)).toContainText('sound --fathom 2');
  await page.keyboard.press('j');
  await expect(chosen(right)).toHaveAccessibleName(/fathom 3,/);
  await page.keyboard.press('v');
  await expect(left.getByRole('tree', { name: 'Plan' })).toBeFocused();
  await page.keyboard.press('k');
  await expect(chosen(left)).toHaveAccessibleName(/fathom 4,/);
  await expect(chosen(right)).toHaveAccessibleName(/fathom 3,/);
  await expect(inspector(page)).toContainText('sound --fathom 4');

  // Both are live, also the one without the focus; only one looks at the past.
  await publish(ratchet, 'mole', [
    { kind: 'tool.started', at: Date.now(), call: 'late', name: 'Bash', target: 'late' },
  ]);
  await expect(right.getByRole('treeitem', { name: /Bash late/ })).toBeVisible();
  await page.keyboard.press('[');
  await expect(left.getByText(/^Viewing/)).toBeVisible();
  await expect(right.getByText(/^Viewing/)).toBeHidden();
  await page.keyboard.press('Shift+L');

  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: test.info().outputPath(`split-${colorScheme}.png`) });
  }

  // Sizes are remembered, also over a reload; where there is no room, one pane is left.
  const handle = page.getByRole('separator', { name: 'Width of the left pane' });
  await handle.focus();
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('ArrowRight');
  const width = async () => (await left.boundingBox())?.width ?? 0;
  await expect.poll(width).toBeGreaterThan(620);
  const widened = await width();
  await page.reload();
  await expect(left.getByRole('heading', { level: 1 })).toHaveText('Quay');
  await expect.poll(width).toBeCloseTo(widened, 0);
  await page.setViewportSize({ width: 1000, height: 800 });
  await expect(left).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Quay');
  await page.keyboard.press('v');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Mole');
  await page.setViewportSize({ width: 1440, height: 900 });

  // One pane again, and two by choosing from a list.
  await page.keyboard.press('s');
  await expect(left).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Mole');
  await page.keyboard.press('s');
  const picker = page.getByRole('dialog', { name: 'Show beside' });
  await expect(picker.getByRole('option')).toHaveCount(1);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.type('qu');
  await page.keyboard.press('Enter');
  await expect(right.getByRole('heading', { level: 1 })).toHaveText('Quay');
  await left.getByRole('button', { name: 'Close this pane' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Quay');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(left.getByRole('heading', { level: 1 })).toHaveText('Mole');
});

test('two runs of one task are compared step by step, from where they part', async ({
  ratchet,
}) => {
  const { page } = ratchet;
  await page.setViewportSize({ width: 1440, height: 900 });
  const [good, bad] = twoRuns(
    { title: 'Roll back, first run', cwd: '/srv/one', at: start },
    { title: 'Roll back, second run', cwd: '/srv/two', at: start + 60_000 },
  );
  await publish(ratchet, 'good', good);
  await publish(ratchet, 'bad', bad);
  await builds(page).getByRole('button', { name: 'Roll back, first run' }).click();
  await page.getByRole('tree', { name: 'Plan' }).focus();
  await page.keyboard.press('b');
  await page.getByRole('dialog', { name: 'Compare with' }).getByRole('option').first().click();

  const screen = page.getByRole('region', { name: 'Two builds compared' });
  const grid = screen.getByRole('grid', { name: 'Steps side by side' });
  await expect(grid).toBeFocused();
  await expect(screen.getByRole('heading', { level: 2 })).toHaveText([
    'Roll back, first run',
    'Roll back, second run',
  ]);
  // They part where the same edit was given another text; what is before is folded away.
  await expect(grid.getByText('First divergence')).toBeInViewport();
  await expect(grid.getByText('the same tool gets another input')).toBeVisible();
  await expect(grid.getByText('db.transaction(() => {')).toBeVisible();
  await expect(grid.getByText('db.exec("begin");')).toBeVisible();
  await expect(grid.getByText(/steps alike/)).toBeVisible();
  await expect(screen.getByRole('status')).toHaveText('3 differences');
  await expect(screen.getByRole('row', { name: /^Tokens in 41k 58k \+17k$/ })).toBeVisible();
  await expect(screen.getByRole('row', { name: /^Read 8 9 \+1$/ })).toBeVisible();

  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: test.info().outputPath(`pair-${colorScheme}.png`) });
  }

  // From difference to difference by key, and by button; what differs is opened by key.
  const selected = () => grid.getByRole('gridcell', { selected: true });
  await page.keyboard.press('n');
  await expect(selected()).toHaveText(/npm test -- migrate/);
  await page.keyboard.press('Space');
  await expect(grid.getByText('failed, exit 1')).toBeVisible();
  await page.keyboard.press('n');
  await expect(selected()).toHaveText('nothing');
  await expect(screen.getByRole('button', { name: 'Next difference' })).toBeDisabled();
  await screen.getByRole('button', { name: 'First divergence' }).click();
  await expect(selected()).toHaveText(/migrate\.ts/);
  await screen.getByRole('switch', { name: 'Other words' }).click();
  await expect(grid.getByText('Let me look at the store first.')).toBeVisible();
  await screen.getByRole('switch', { name: 'Other words' }).click();
  await grid.getByText(/steps alike/).click();
  await expect(grid.getByText(/steps alike/)).toBeHidden();
  await expect(grid.getByText('src/session.ts').first()).toBeVisible();

  // In one column of a narrow window, and over a reload.
  await page.setViewportSize({ width: 700, height: 900 });
  await expect(screen.getByText('Totals', { exact: true }).first()).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path: test.info().outputPath('pair-narrow.png') });
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(page).toHaveURL(/#build=good&beside=bad&view=steps$/);
  await page.reload();
  await expect(grid.getByText('First divergence')).toBeInViewport();

  // A click on a step goes to it in its build, and Back comes back.
  await page.keyboard.press('n');
  await grid.getByRole('gridcell').filter({ hasText: 'npm test -- migrate' }).last().click();
  const [left, right] = [pane(page, 'Left'), pane(page, 'Right')];
  const chosen = (side: typeof left) => side.getByRole('treeitem', { selected: true });
  await expect(chosen(right)).toHaveAccessibleName('Bash npm test -- migrate, failed');
  await expect(chosen(left)).toHaveAccessibleName('Bash npm test -- migrate, succeeded');
  await expect(inspector(page)).toContainText('4 passed, 1 failed');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(selected()).toHaveText(/npm test -- migrate/);
  await page.keyboard.press('Escape');
  await expect(left).toBeVisible();

  // One that goes on is compared as it was, until it is asked for again.
  await page.getByRole('button', { name: 'Compare these two' }).click();
  await publish(ratchet, 'bad', [
    { kind: 'tool.started', at: Date.now(), call: 'more', name: 'Bash', target: 'git stash pop' },
  ]);
  await screen.getByRole('button', { name: '1 version since' }).click();
  await expect(screen.getByRole('row', { name: /^Bash 2 4 \+2$/ })).toBeVisible();

  // Each is called what its user calls it, and stands as it does everywhere else.
  await askHost(ratchet, 'PATCH', '/v1/builds/good', { title: 'The good one' });
  await publish(ratchet, 'old', [
    { kind: 'build.started', at: start - 3_600_000, title: 'Of this morning', cwd: '/srv/old' },
    { kind: 'turn.started', at: start - 3_600_000 },
    { kind: 'text.appended', at: start - 3_600_000, block: 't', text: 'Let me look.' },
    { kind: 'turn.ended', at: start - 3_600_000, outcome: 'succeeded' },
  ]);
  await page.evaluate(() => (location.hash = '#build=good&beside=old&view=steps'));
  await expect(screen.getByRole('heading', { level: 2 })).toHaveText([
    'The good one',
    'Of this morning',
  ]);
  await expect(screen.getByText(/^Unknown · no event for 1 h/)).toBeVisible();

  // Of one that went silent nobody knows whether it goes on: nothing is called ahead of it.
  const begun = good.slice(0, 10).map((event) => ({ ...event, at: event.at - 3_600_000 }));
  await publish(ratchet, 'cut', begun);
  await page.evaluate(() => (location.hash = '#build=good&beside=cut&view=steps'));
  await expect(screen.getByRole('status')).toHaveText(
    /^The same until the right one went silent; the left one has \d+ more steps\.$/,
  );
  await expect(grid.getByText('right silent').first()).toBeVisible();
});
