import { expect, withOneRatchet } from './support/test.ts';

const test = withOneRatchet();

test('the window opens and is connected to its host', async ({ ratchet }) => {
  const { page } = ratchet;
  await expect(page).toHaveTitle(/Ratchet/);
  await expect(page.getByRole('status', { name: 'Link', exact: true })).toHaveText(/live/i);
});

test('what the host says of itself is at hand', async ({ ratchet }) => {
  expect(ratchet.host.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(ratchet.host.token.length).toBeGreaterThanOrEqual(43);
});
