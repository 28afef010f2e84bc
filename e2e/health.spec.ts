import { expect, test } from './support/test.ts';

test.use({ ratchetArgs: ['--demo'] });

test('the status bar says how long events take to their watchers, and nothing of a wrong order', async ({
  ratchet: { page },
}) => {
  const bar = page.getByRole('contentinfo');
  await expect(bar.getByText(/^p99 [\d.]+ m?s$/)).toBeVisible({ timeout: 20_000 });
  await expect(bar.getByText('durable', { exact: true })).toBeVisible();
  await expect(bar.getByText(/out of order/)).toHaveCount(0);
});

test('the status bar says in red when versions came out of order', async ({
  ratchet: { page },
}) => {
  // In the page: no route of the test's reaches app://.
  await page.evaluate(() => {
    const ask = window.fetch;
    window.fetch = async (input, init) => {
      const response = await ask(input, init);
      const isHealth = typeof input === 'string' && input.endsWith('/v1/health');
      return isHealth
        ? Response.json({ ...((await response.json()) as object), outOfOrder: 2 })
        : response;
    };
  });
  const warning = page.getByRole('contentinfo').getByText('out of order: 2');
  await expect(warning).toBeVisible({ timeout: 20_000 });
  await expect(warning).toHaveClass(/text-err/);
});
