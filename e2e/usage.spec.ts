import { violations } from './support/axe.ts';
import { publish } from './support/host-api.ts';
import { inspectedBuild } from './support/inspected-build.ts';
import { expect, test } from './support/test.ts';

test('what a build has used is drawn, told in figures, and followed while it is looked at', async ({
  ratchet,
}) => {
  test.slow();
  const { page } = ratchet;
  await page.setViewportSize({ width: 1440, height: 900 });
  await publish(ratchet, 'inspected', inspectedBuild(Date.now()));
  await page.getByRole('button', { name: /tok$/ }).click();
  const panel = page.getByRole('tabpanel', { name: 'Usage' });
  await expect(panel.getByRole('meter', { name: 'Context of the last call' })).toHaveAttribute(
    'aria-valuetext',
    '29 % of 200,000 tokens',
  );
  await expect(panel.getByRole('img', { name: /^Tokens: 9,090 in and 2,640 out/ })).toBeVisible();
  await expect(panel.locator('canvas')).toHaveCount(3);
  // None of them is cut off, and what they say is what the totals say.
  await expect(panel.getByRole('figure')).toHaveCount(3);
  for (const chart of await panel.getByRole('figure').all()) {
    await expect(chart).toBeInViewport({ ratio: 1 });
  }
  await expect(panel.getByRole('figure').first()).toContainText(
    /input9\.1k.*output2\.6k.*cache read\d+k.*cache written\d+k/,
  );
  await expect(panel.getByText('9,090')).toBeVisible();
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: test.info().outputPath(`usage-${colorScheme}.png`) });
  }

  // The time of tools, by the column that is chosen.
  const names = panel.getByRole('table', { name: 'Time per tool' }).getByRole('rowheader');
  await expect(names.first()).toHaveText('Task');
  await panel.getByRole('button', { name: 'Calls' }).click();
  await expect(names.first()).toHaveText('Bash');
  await expect(panel.getByRole('columnheader', { name: 'Calls' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );

  // In figures; what comes is there by itself.
  await panel.getByRole('button', { name: 'As a table' }).click();
  const table = panel.getByRole('table', { name: 'Tokens by version' });
  await expect(table.getByRole('rowheader')).toHaveCount(6);
  expect(await violations(page)).toEqual([]);
  await publish(ratchet, 'inspected', [
    { kind: 'usage', at: Date.now(), scope: 'call', key: 'more', input: 1000, output: 7 },
  ]);
  await expect(table.getByRole('rowheader')).toHaveCount(7);
  await expect(table.getByRole('row').last()).toContainText('10,090');

  // In the past it is what had been used by then.
  await table.getByRole('button').nth(1).click();
  await expect(page.getByText(/^Viewing/)).toBeVisible();
  await expect(table.getByRole('rowheader')).toHaveCount(2);
  await expect(panel.getByText('2,670').first()).toBeVisible();
  await page.keyboard.press('Shift+U');
  await expect(panel).toBeHidden();
});
