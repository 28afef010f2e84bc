import type { Locator, Page } from '@playwright/test';
import { npmPackage } from '../scripts/electron/npm-runtime.ts';
import { demoEvents } from './support/demo.ts';
import type { Ratchet } from './support/ratchet.ts';
import { publish } from './support/host-api.ts';
import { twoRuns } from './support/sample-builds.ts';
import { expect, test } from './support/test.ts';

// What the main screens look like, in both themes. The time of the page stands still, what the machine decides is covered. After a
// change that is meant: npm run test:e2e -- e2e/visual.electron.spec.ts --update-snapshots

/** The time on the page; what is shown happened shortly before. */
const now = Date.UTC(2026, 10, 23, 10, 0);
const MINUTE = 60_000;
type Theme = 'dark' | 'light';

const zone = process.env['TZ'];
test.beforeAll(() => {
  // Times of day are shown in the zone of the machine; the application inherits this one.
  process.env['TZ'] = 'UTC';
});
test.afterAll(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

/** Only one Chromium draws these very pixels. */
async function skipElsewhere({ electron }: Ratchet): Promise<void> {
  const found = await electron?.evaluate(() => `${process.platform} ${process.versions.electron}`);
  const drawnBy = `linux ${npmPackage.electron}`;
  test.skip(found !== drawnBy, `the snapshots are those of Electron on ${drawnBy}, not ${found}`);
}

async function standStill(page: Page): Promise<void> {
  await page.clock.setFixedTime(now);
  // What waits by the former clock would end the link.
  await page.reload();
  await page.setViewportSize({ width: 1440, height: 900 });
}

/** Compares what is on the screen, or a part of it, with its snapshot, theme by theme. */
async function looksAs(
  page: Page,
  name: string,
  themes: readonly Theme[],
  part?: Locator,
): Promise<void> {
  // Where the pointer rests something may be lit.
  await page.mouse.move(0, 0);
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(part ?? page).toHaveScreenshot(`${name}-${colorScheme}.png`, {
      animations: 'disabled',
      caret: 'hide',
      // One colour of the theme on a few words is more than this.
      maxDiffPixelRatio: 0.0002,
      threshold: 0.1,
      mask: [
        // Speeds and sizes.
        page.getByRole('contentinfo'),
        page.getByRole('tabpanel', { name: 'Health' }).locator('td, dd'),
      ],
      maskColor: '#808080',
    });
  }
}

const both: readonly Theme[] = ['dark', 'light'];
const builds = (page: Page) => page.getByRole('navigation', { name: 'Builds' });

test('a first run, a build with a failed call, its past, and what it has used', async ({
  ratchet,
}) => {
  test.slow();
  await skipElsewhere(ratchet);
  const { page } = ratchet;
  await standStill(page);
  await expect(page.getByRole('heading', { name: 'Watch a build' })).toBeVisible();
  await expect(page.getByText('Looking for agents')).toHaveCount(0);
  await looksAs(page, 'first-run', ['dark']);

  await publish(ratchet, 'running', demoEvents(now - 400, 0.62));
  await expect(page.getByRole('treeitem', { name: /^Bash npm test/ }).first()).toBeVisible();
  await looksAs(page, 'main', both);

  const timeline = page.getByRole('slider', { name: 'Timeline' });
  await timeline.focus();
  for (let press = 0; press < 40; press += 1) await page.keyboard.press('ArrowLeft');
  await expect(page.getByText(/^Viewing/)).toBeVisible();
  await expect(timeline).toHaveAttribute('aria-valuenow', '72');
  await looksAs(page, 'past', ['dark']);

  await page.keyboard.press('m');
  await page.keyboard.press('Shift+L');
  await page.keyboard.press('d');
  const comparison = page.getByRole('region', { name: 'Comparison' });
  await expect(comparison.getByRole('heading', { name: 'Todos' })).toBeVisible();
  await looksAs(page, 'compare', both, comparison);
  await page.keyboard.press('Escape');
  await expect(comparison).toBeHidden();

  await page.keyboard.press('ControlOrMeta+k');
  const palette = page.getByRole('dialog');
  await expect(palette.getByRole('combobox')).toBeFocused();
  // Where the pointer of the display rests, a row may have been chosen.
  await page.keyboard.press('Home');
  await expect(palette.getByRole('option', { selected: true })).toHaveText(/^Filter and search/);
  await looksAs(page, 'palette', both, palette);
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();

  await page.keyboard.press('ControlOrMeta+,');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await expect(settings).toBeVisible();
  await looksAs(page, 'settings', both, settings);
  await page.keyboard.press('Escape');
  await expect(settings).toBeHidden();

  await page.keyboard.press('Shift+U');
  const usage = page.getByRole('tabpanel', { name: 'Usage' });
  await expect(usage.locator('canvas').first()).toBeVisible();
  await looksAs(page, 'usage', both, usage);
  await page.getByRole('tab', { name: 'Health' }).click();
  const health = page.getByRole('tabpanel', { name: 'Health' });
  await expect(health).toContainText('Everything is durable');
  await looksAs(page, 'health', both, health);
  await page.keyboard.press('Escape');

  await page.setViewportSize({ width: 480, height: 900 });
  await expect(page.getByRole('button', { name: 'Builds' })).toBeVisible();
  await looksAs(page, 'narrow', both);
});

test('two builds side by side, and compared step by step', async ({ ratchet }) => {
  test.slow();
  await skipElsewhere(ratchet);
  const { page } = ratchet;
  await standStill(page);
  const [first, second] = twoRuns(
    { title: 'Roll back, first run', cwd: '/home/dev/src/ledger', at: now - 9 * MINUTE },
    { title: 'Roll back, second run', cwd: '/home/dev/src/ledger-2', at: now - 7 * MINUTE },
  );
  await publish(ratchet, 'first', first);
  await publish(ratchet, 'second', second);
  await builds(page).getByRole('button', { name: 'Roll back, first run' }).dblclick();
  const other = builds(page).getByRole('button', { name: 'Roll back, second run' });
  await other.click({ modifiers: ['Alt'] });
  for (const side of ['Left', 'Right']) {
    const pane = page.getByRole('region', { name: `${side} pane` });
    await expect(pane.getByRole('treeitem').first()).toBeVisible();
  }
  await looksAs(page, 'side-by-side', ['dark']);

  await page.getByRole('button', { name: 'Compare these two' }).click();
  await expect(page.getByText('First divergence').first()).toBeVisible();
  await looksAs(page, 'step-by-step', both);
});
