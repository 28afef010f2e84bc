import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { said } from '../test/support/transcript.ts';
import { violations } from './support/axe.ts';
import { ratchetCommand } from './support/command.ts';
import { askHost } from './support/host-api.ts';
import { agentsIn } from './support/ratchet.ts';
import { ownRecording } from './support/recording.ts';
import { expect, test } from './support/test.ts';

const sections = ['Appearance', 'Watching', 'Notifications', 'Data', 'Privacy'];
const heightOf = async (page: Page) =>
  (
    await page
      .getByRole('treeitem', { name: /^Bash|^Read|^Edit|^Write/ })
      .first()
      .boundingBox()
  )?.height;
const choose = (page: Page, group: string, choice: string) =>
  page.getByRole('radiogroup', { name: group }).getByRole('radio', { name: choice }).click();

test('how the window looks is set in the settings, holds at once, and is remembered', async ({
  ratchet,
}) => {
  test.slow();
  const { page } = ratchet;
  await page.emulateMedia({ colorScheme: 'light', contrast: 'no-preference' });
  using replay = ratchetCommand(ratchet, 'replay', ownRecording, '--speed', '0');
  expect((await replay.finished()).code).toBe(0);
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  const root = page.locator('html');

  const gear = page.getByRole('button', { name: 'Settings' });
  await gear.click();
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  await choose(page, 'Theme', 'Dark');
  await expect(root).toHaveAttribute('data-theme', 'dark');
  await choose(page, 'Density', 'Compact');
  await choose(page, 'Contrast', 'High');
  await expect(root).toHaveAttribute('data-contrast', 'high');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(gear).toBeFocused();
  await expect.poll(() => heightOf(page)).toBe(22);
  expect(await violations(page, 'enhanced')).toEqual([]);

  await page.reload();
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await expect(root).toHaveAttribute('data-theme', 'dark');
  await expect.poll(() => heightOf(page)).toBe(22);

  await page.keyboard.press('ControlOrMeta+,');
  for (const theme of ['Dark', 'Light']) {
    await page.getByRole('tab', { name: 'Appearance' }).click();
    await choose(page, 'Theme', theme);
    for (const contrast of ['High', 'Standard']) {
      await page.getByRole('tab', { name: 'Appearance' }).click();
      await choose(page, 'Contrast', contrast);
      for (const section of sections) {
        await page.getByRole('tab', { name: section }).click();
        await expect(page.getByRole('tabpanel', { name: section })).not.toBeEmpty();
        const wanted = contrast === 'High' ? 'enhanced' : 'usual';
        const found = await violations(page, wanted, '[role="dialog"]');
        expect(found, `${section}, ${theme}, ${contrast}`).toEqual([]);
      }
    }
  }

  await page.getByRole('tab', { name: 'Appearance' }).click();
  await choose(page, 'Contrast', 'System');
  await expect(root).toHaveAttribute('data-contrast', 'standard');
  await page.emulateMedia({ contrast: 'more' });
  await expect(root).toHaveAttribute('data-contrast', 'high');
  await choose(page, 'Density', 'Comfortable');
  await page.keyboard.press('Escape');
  await expect.poll(() => heightOf(page)).toBe(28);
  expect(await violations(page, 'enhanced')).toEqual([]);
});

test('in the system’s own colours what is chosen is outlined, and switches can be read', async ({
  ratchet,
}) => {
  const { page } = ratchet;
  using replay = ratchetCommand(ratchet, 'replay', ownRecording, '--speed', '0');
  expect((await replay.finished()).code).toBe(0);
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  const chosen = page.getByRole('treeitem', { selected: true });
  await expect(chosen).toHaveCSS('outline-style', 'solid');
  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('tab', { name: 'Privacy' }).click();
  const ground = (name: string) =>
    page.getByRole('switch', { name }).evaluate((it) => getComputedStyle(it).backgroundColor);
  const on = await ground('Report errors where SENTRY_DSN is set');
  await page.getByRole('switch').click();
  await expect.poll(() => ground('Report errors where SENTRY_DSN is set')).not.toBe(on);
});

test('what is watched is listed with its state, and let go; settings follow the host', async ({
  launch,
}) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'ratchet-e2e-settings-'));
  try {
    const put = async (path: string) => {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, `${said('1', 'The fence is painted.')}\n`);
    };
    const { CODEX_HOME = '' } = agentsIn(dataDir);
    const recordings = join(dataDir, 'recordings');
    await put(join(CODEX_HOME, 'sessions/2026/01/02/one.jsonl'));
    await put(join(recordings, 'two.jsonl'));
    const ratchet = await launch({ dataDir });
    const { page, surface } = ratchet;
    await askHost(ratchet, 'POST', '/v1/sources', {
      paths: [recordings, join(recordings, 'gone.jsonl')],
    });

    await askHost(ratchet, 'POST', '/v1/builds/old/events', {
      events: [{ kind: 'build.ended', at: Date.now() - 40 * 86_400_000, outcome: 'succeeded' }],
    });

    await page.keyboard.press('ControlOrMeta+,');
    await page.getByRole('tab', { name: 'Watching' }).click();
    const agents = page.getByRole('dialog').getByRole('list', { name: 'Agents on this machine' });
    const places = page.getByRole('list', { name: 'Folders and files' });
    await expect(agents.getByRole('listitem')).toHaveText([/^Codex1 session.*Watch$/]);
    await expect(places.getByRole('listitem')).toHaveText([
      /recordings.*sessions.*Stop watching$/,
      /gone\.jsonl.* is not there.*Stop watching$/,
    ]);
    await expect(
      surface === 'electron'
        ? page.getByRole('dialog').getByRole('button', { name: 'Watch files…' })
        : page.getByText('ratchet watch FOLDER-OR-FILE'),
    ).toBeVisible();

    await agents.getByRole('button', { name: 'Watch Codex' }).click();
    await agents.getByRole('button', { name: 'Stop watching Codex' }).click();
    await expect(agents.getByRole('button', { name: 'Watch Codex' })).toBeVisible();
    await places.getByRole('button', { name: /^Stop watching .*gone/ }).click();
    await expect(places.getByRole('listitem')).toHaveCount(1);
    await places.getByRole('button', { name: /^Stop watching/ }).click();
    await expect(page.getByText('None besides the agents.')).toBeVisible();
    expect(await askHost(ratchet, 'GET', '/v1/sources')).toMatchObject({ watched: [] });

    await page.getByRole('tab', { name: 'Notifications' }).click();
    await page.getByRole('switch', { name: 'A build finishes' }).click();
    await expect
      .poll(() => askHost(ratchet, 'GET', '/v1/settings'))
      .toMatchObject({ settings: { notify: { finished: true } }, reporting: 'unset' });
    await askHost(ratchet, 'PATCH', '/v1/settings', { notify: { finished: false } });
    await expect(page.getByRole('switch', { name: 'A build finishes' })).not.toBeChecked();

    await page.getByRole('tab', { name: 'Data' }).click();
    await expect(page.getByRole('tabpanel')).toContainText(dataDir);
    await choose(page, 'Keep builds', '30 days');
    await expect(page.getByRole('alert')).toContainText(
      /[1-9] builds? older than 30 days will be removed/,
    );
    expect(await violations(page, 'usual', '[role="dialog"]')).toEqual([]);
    await page.getByRole('button', { name: /^Remove [1-9] builds?$/ }).click();
    await expect(page.getByRole('radio', { name: '30 days' })).toBeChecked();
    await expect
      .poll(async () => {
        const { builds } = await askHost<{ builds: { id: string }[] }>(
          ratchet,
          'GET',
          '/v1/builds',
        );
        return builds.map(({ id }) => id);
      })
      .not.toContain('old');
    await page.getByRole('tab', { name: 'Privacy' }).click();
    await expect(page.getByText('Nothing leaves this machine')).toBeVisible();
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});
