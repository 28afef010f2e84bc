import type { Locator, Page } from '@playwright/test';
import { violations } from './support/axe.ts';
import { demoEvents } from './support/demo.ts';
import { publish } from './support/host-api.ts';
import { expect, test } from './support/test.ts';

/** Widths in CSS pixels; 200 % zoom leaves half of 1440 × 900 of them. */
const sizes = [
  { name: 'narrow', width: 480, height: 900 },
  { name: '200 % zoom', width: 720, height: 450 },
  { name: 'where the columns begin', width: 900, height: 800 },
  { name: 'usual', width: 1440, height: 900 },
  { name: 'very wide', width: 3840, height: 1600 },
];

/** What can be done with a build, whatever the size of the window; each by its role and name. */
const actions = (page: Page): Record<string, Locator> => ({
  health: page.getByRole('button', { name: /^Health|^Faults/ }),
  settings: page.getByRole('button', { name: 'Settings' }),
  theme: page.getByRole('button', { name: /^Theme:/ }),
  commands: page.getByRole('button', { name: /commands/ }),
  keys: page.getByRole('button', { name: /keys$/ }),
  title: page.getByRole('heading', { level: 1 }),
  status: page.getByRole('status', { name: 'Status' }),
  timeline: page.getByRole('slider', { name: 'Timeline' }),
  plan: page.getByRole('tree', { name: 'Plan' }),
  play: page.getByRole('button', { name: /^Play/ }),
  mark: page.getByRole('button', { name: /^Mark/ }),
  compare: page.getByRole('button', { name: /^Compare/ }),
  follow: page.getByRole('button', { name: /Follow live/ }),
});

test('nothing is lost at any width, nor at 200 % zoom', async ({ ratchet }) => {
  test.slow();
  const { page } = ratchet;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await publish(ratchet, 'running', demoEvents(Date.now() - 400, 0.62));
  await expect(page.getByRole('treeitem', { name: /^Bash npm test/ }).first()).toBeVisible();
  for (const { name, width, height } of sizes) {
    await test.step(`${name}: ${width} × ${height}`, async () => {
      await page.setViewportSize({ width, height });
      await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width);
      for (const [what, where] of Object.entries(actions(page))) {
        // In a narrow window it may have to be scrolled to; nothing else may hide it.
        await expect(where.first(), what).toBeInViewport();
      }
      await expect
        .poll(() => overflow(page), 'what the document would have to be scrolled for')
        .toEqual([]);
      await expect.poll(() => cutInHeader(page), 'what is cut without a word').toEqual([]);
      await page.screenshot({ path: test.info().outputPath(`${width}.png`) });
      const list = page.getByRole('navigation', { name: 'Builds' });
      const inspector = page.getByRole('region', { name: 'Inspector' });
      if (width < 900) {
        await page.getByRole('button', { name: 'Builds' }).click();
        await expect(list).toBeInViewport();
        await expect(list.getByRole('searchbox').or(list.getByRole('textbox'))).toBeVisible();
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog', { name: 'Builds' })).toBeHidden();
        await page
          .getByRole('treeitem', { name: /^Bash npm test/ })
          .first()
          .click();
        await expect(inspector).toBeInViewport();
        await expect(inspector.getByRole('tab', { name: /^Output/ })).toBeInViewport();
      } else {
        await expect(list).toBeInViewport();
        await expect(inspector.getByRole('tab', { name: /^Output/ })).toBeInViewport();
      }
      await expect.poll(() => overflow(page), 'with the inspector').toEqual([]);
      if (width < 900) {
        for (const colorScheme of ['dark', 'light'] as const) {
          await page.emulateMedia({ colorScheme });
          expect(await violations(page), `inspector, ${colorScheme}`).toEqual([]);
        }
        await page.keyboard.press('Escape');
        await expect(inspector).toBeHidden();
        for (const colorScheme of ['dark', 'light'] as const) {
          await page.emulateMedia({ colorScheme });
          expect(await violations(page), `plan, ${colorScheme}`).toEqual([]);
        }
      }
    });
  }
});

test('the first run and the settings fit a small window', async ({ ratchet: { page } }) => {
  for (const { width, height } of [
    { width: 480, height: 900 },
    { width: 720, height: 450 },
  ]) {
    await page.setViewportSize({ width, height });
    const play = page.getByRole('button', { name: 'Play a demo build' });
    await play.scrollIntoViewIfNeeded();
    await expect(play).toBeInViewport();
    const title = page.getByRole('heading', { name: 'Watch a build' });
    await title.scrollIntoViewIfNeeded();
    await expect(title).toBeInViewport({ ratio: 1 });
    await expect.poll(() => overflow(page)).toEqual([]);
    await page.keyboard.press('ControlOrMeta+,');
    const dialog = page.getByRole('dialog', { name: 'Settings' });
    await expect(dialog).toBeInViewport({ ratio: 1 });
    for (const tab of await dialog.getByRole('tab').all()) {
      await tab.click();
      await expect(tab).toHaveAttribute('aria-selected', 'true');
      await expect.poll(() => overflow(page)).toEqual([]);
    }
    await expect(dialog.getByRole('button', { name: 'Close' })).toBeInViewport();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }
});

/** Elements that end outside the window to the right, and what a scroller of the document would show. */
function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const found = scrollWidth > clientWidth ? [`document: ${scrollWidth} > ${clientWidth}`] : [];
    for (const button of document.querySelectorAll('button, [role="tab"], [role="status"]')) {
      const { left, right, width } = button.getBoundingClientRect();
      // What stands in the lines of a body scrolls with them.
      const scrolls = '.sr-only, .overflow-x-auto, [role="region"].overflow-auto';
      if (width === 0 || button.closest(scrolls)) continue;
      if (right > innerWidth + 0.5 || left < -0.5) {
        found.push(`${button.ariaLabel ?? button.textContent}: ${left} to ${right}`);
      }
    }
    return found;
  });
}

/** Texts of the header that are not to be read in full, and are not told on hovering either. */
function cutInHeader(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const header = document.querySelector('h1')?.closest('header');
    if (!header) return ['no header'];
    const right = header.getBoundingClientRect().right;
    return [...header.querySelectorAll('*')]
      .filter((element) => element.textContent !== '' && element.clientWidth > 0)
      .filter((element) => {
        const isCut =
          element.scrollWidth > element.clientWidth + 1 ||
          element.scrollHeight > element.clientHeight + 4;
        const isClipped = getComputedStyle(element).overflow !== 'visible';
        const isOutside = element.getBoundingClientRect().right > right + 0.5;
        return isOutside || (isCut && isClipped && element.closest('[title]') === null);
      })
      .map((element) => element.textContent);
  });
}

test('the inspector stands beside the plan or below it, and stays where it was put', async ({
  ratchet,
}) => {
  const { page } = ratchet;
  await page.setViewportSize({ width: 1440, height: 900 });
  await publish(ratchet, 'running', demoEvents(Date.now() - 400, 0.62));
  const plan = page.getByRole('tree', { name: 'Plan' });
  const inspector = page.getByRole('region', { name: 'Inspector' });
  const isBelow = async () => {
    const [above, under] = [await plan.boundingBox(), await inspector.boundingBox()];
    return above && under ? under.y >= above.y + above.height : null;
  };
  await expect(inspector).toBeVisible();
  await expect.poll(isBelow).toBe(false);
  await inspector.getByRole('tab', { name: 'Raw' }).click();
  // Where there is little height, what is looked at keeps its place, and the details give way.
  await page.setViewportSize({ width: 1024, height: 460 });
  const [shown, details] = [inspector.getByRole('tabpanel'), inspector.locator('dl')];
  const overlap = async () => {
    const [above, under] = [await shown.boundingBox(), await details.boundingBox()];
    return above && under ? above.y + above.height - under.y : null;
  };
  await expect.poll(overlap).toBeLessThanOrEqual(0);
  expect((await shown.boundingBox())?.height).toBeGreaterThan(60);
  await page.setViewportSize({ width: 1440, height: 900 });
  await inspector.getByRole('button', { name: 'Inspector below the plan' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(isBelow).toBe(true);
  // The keyboard stays where it was, and so does what was looked at.
  await expect(inspector.getByRole('button', { name: 'Inspector beside the plan' })).toBeFocused();
  await expect(inspector.getByRole('tab', { selected: true })).toHaveText('Raw');
  const height = async () => Math.round((await inspector.boundingBox())?.height ?? 0);
  const before = await height();
  await page.getByRole('separator', { name: 'Height of the inspector' }).focus();
  await page.keyboard.press('ArrowUp');
  await expect.poll(height).toBeGreaterThan(before);
  const tall = await height();
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: test.info().outputPath(`below-${colorScheme}.png`) });
  }
  await page.reload();
  await expect(page.getByRole('separator', { name: 'Height of the inspector' })).toBeVisible();
  await expect.poll(isBelow).toBe(true);
  await expect.poll(height).toBe(tall);
  // The same from the palette. Each way has its own size.
  await plan.focus();
  const dock = async () => {
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.type('inspector below');
    await page.keyboard.press('Enter');
  };
  await dock();
  await expect.poll(isBelow).toBe(false);
  await expect(plan).toBeFocused();
  await dock();
  await expect.poll(isBelow).toBe(true);
  await expect.poll(height).toBe(tall);
});
