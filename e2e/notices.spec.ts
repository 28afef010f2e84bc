import { askHost, happen } from './support/host-api.ts';
import type { Ratchet } from './support/ratchet.ts';
import { expect, test } from './support/test.ts';
import { listenToNotices } from './support/told.ts';

/** In a browser the user switches them on; the browser asks, and is allowed to here. */
async function switchOn({ surface, page, host }: Ratchet): Promise<void> {
  if (surface === 'electron') return;
  await page.context().grantPermissions(['notifications'], { origin: host.address });
  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('tab', { name: 'Notifications' }).click();
  const here = page.getByRole('switch', { name: 'Notifications in this browser' });
  await expect(here).not.toBeChecked();
  await here.click();
  await expect(page.getByText('On, while this page is open')).toBeVisible();
  await page.keyboard.press('Escape');
}

const start = (ratchet: Ratchet, build: string, title: string) =>
  happen(
    ratchet,
    build,
    { kind: 'build.started', title, agent: 'codex' },
    { kind: 'tool.started', call: `${build}-old`, name: 'Read', target: 'tide.txt' },
    { kind: 'tool.ended', call: `${build}-old`, outcome: 'succeeded' },
    { kind: 'tool.started', call: `${build}-call`, name: 'Bash', target: 'npm publish' },
  );

const asks = (ratchet: Ratchet, build: string, text: string) =>
  happen(ratchet, build, { kind: 'attention.requested', id: text, reason: 'permission', text });

test('a request is told outside the window, opens its row, and is taken back when it is answered', async ({
  ratchet,
}) => {
  const { page } = ratchet;
  await start(ratchet, 'looked-at', 'Moor the boat');
  await expect(page.getByRole('heading', { name: 'Moor the boat' })).toBeVisible();
  const notices = await listenToNotices(ratchet);
  await switchOn(ratchet);
  await expect(page).toHaveTitle('Ratchet');

  await start(ratchet, 'other', 'Publish the tide tables');
  await asks(ratchet, 'other', `Run npm publish --token=npm_${'a1B2c3D4e5F6'.repeat(3)}?`);
  await expect.poll(() => notices.all()).toHaveLength(1);
  expect(await notices.all()).toEqual([
    {
      title: 'Needs you · Publish the tide tables',
      body: expect.stringMatching(
        /^Run npm publish --token=\[redacted:[\w-]+\]/,
      ) as unknown as string,
      silent: true,
      closed: false,
    },
  ]);
  await expect(page).toHaveTitle('(1) Ratchet');
  await expect(page.locator('link[rel="icon"]')).toHaveAttribute('href', /icon-marked/);

  await notices.click('Needs you · Publish the tide tables');
  await expect(page.getByRole('heading', { name: 'Publish the tide tables' })).toBeVisible();
  await expect(page.getByRole('treeitem', { name: /Bash/, selected: true })).toBeVisible();

  await asks(ratchet, 'looked-at', 'Take the line?');
  await expect.poll(async () => (await notices.all()).at(-1)?.body).toBe('Take the line?');
  await happen(ratchet, 'looked-at', { kind: 'attention.cleared', id: 'Take the line?' });
  await expect.poll(async () => (await notices.all()).at(-1)?.closed).toBe(true);
});

test('what fails together is told as one, and what was switched off is not told', async ({
  ratchet,
}) => {
  const { page } = ratchet;
  await start(ratchet, 'looked-at', 'Moor the boat');
  await expect(page.getByRole('heading', { name: 'Moor the boat' })).toBeVisible();
  const notices = await listenToNotices(ratchet);
  await switchOn(ratchet);
  const settings = await askHost(ratchet, 'PATCH', '/v1/settings', { notify: { needsYou: false } });
  expect(settings).toMatchObject({ settings: { notify: { needsYou: false, failed: true } } });
  // The window hears of it with the heartbeat.
  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('tab', { name: 'Notifications' }).click();
  await expect(page.getByRole('switch', { name: 'A build needs you' })).not.toBeChecked();
  await page.keyboard.press('Escape');

  await start(ratchet, 'asking', 'Ask somebody');
  await asks(ratchet, 'asking', 'Shall I?');
  // Read from an old file: long over.
  await askHost(ratchet, 'POST', '/v1/builds/old/events', {
    events: [{ kind: 'build.ended', at: Date.now() - 3_600_000, outcome: 'failed' }],
  });
  const builds = Array.from({ length: 5 }, (_, index) => `gate-${index}`);
  await Promise.all(
    builds.map((build) =>
      happen(
        ratchet,
        build,
        { kind: 'build.started', title: `Sluice ${build}` },
        { kind: 'build.ended', outcome: 'failed' },
      ),
    ),
  );
  await expect
    .poll(async () => (await notices.all()).map(({ title }) => title))
    .toEqual(['5 builds failed']);
});
