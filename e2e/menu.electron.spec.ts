import type { ElectronApplication } from '@playwright/test';
import { commandIds, commandOf } from '../src/core/commands/commands.ts';
import { ratchetCommand } from './support/command.ts';
import { ownRecording } from './support/recording.ts';
import type { Ratchet } from './support/ratchet.ts';
import { expect, test } from './support/test.ts';

function electronOf({ electron }: Ratchet): ElectronApplication {
  if (!electron) throw new Error('This test runs in Electron alone.');
  return electron;
}

interface Look {
  readonly enabled: boolean;
  readonly checked: boolean;
  readonly accelerator: string | null;
  readonly registers: boolean;
}

const look = (ratchet: Ratchet, id: string): Promise<Look | null> =>
  electronOf(ratchet).evaluate(({ Menu }, id) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(id);
    if (!item) return null;
    const { enabled, checked, accelerator, registerAccelerator } = item;
    return {
      enabled,
      checked,
      accelerator: accelerator ?? null,
      registers: registerAccelerator,
    };
  }, id);

const click = (ratchet: Ratchet, id: string): Promise<void> =>
  electronOf(ratchet).evaluate(
    ({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.click(),
    id,
  );

test('menus come from the registry, and offer what can be done', async ({ ratchet }) => {
  const { page } = ratchet;
  const labels = await electronOf(ratchet).evaluate(({ Menu }) =>
    Menu.getApplicationMenu()?.items.map(({ label }) => label.replace('&', '')),
  );
  expect(labels).toEqual(['File', 'Edit', 'View', 'Build', 'Timeline', 'Window', 'Help']);
  for (const id of commandIds) {
    expect((await look(ratchet, id)) !== null, id).toBe(commandOf(id).menu !== undefined);
  }

  // Nothing is open yet.
  expect(await look(ratchet, 'mark')).toMatchObject({ enabled: false });
  expect(await look(ratchet, 'watchFiles')).toMatchObject({ enabled: true });
  using replay = ratchetCommand(ratchet, 'replay', ownRecording, '--speed', '0');
  expect((await replay.finished()).code).toBe(0);
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await expect.poll(() => look(ratchet, 'mark')).toMatchObject({ enabled: true });
  expect(await look(ratchet, 'openCaller')).toMatchObject({ enabled: false });

  // Keys are shown, and are the page's: a letter that were an accelerator could not be typed.
  expect(await look(ratchet, 'nextRow')).toMatchObject({ accelerator: 'J', registers: false });
  expect(await look(ratchet, 'palette')).toMatchObject({
    accelerator: 'CommandOrControl+K',
    registers: false,
  });
  await page.keyboard.press('ControlOrMeta+f');
  await page.keyboard.type('mjw');
  await expect(page.getByRole('searchbox')).toHaveValue('mjw');
  await page.keyboard.press('Escape');

  await click(ratchet, 'mark');
  await expect(page.getByRole('button', { name: 'Mark this version' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await click(ratchet, 'palette');
  await expect(page.getByRole('combobox')).toBeFocused();
  await click(ratchet, 'keys');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(1);
  await page.keyboard.press('Escape');

  // What is on is ticked, whoever switched it.
  await expect.poll(() => look(ratchet, 'systemTheme')).toMatchObject({ checked: true });
  await click(ratchet, 'darkTheme');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect.poll(() => look(ratchet, 'systemTheme')).toMatchObject({ checked: false });
  await page.keyboard.press('t');
  await expect.poll(() => look(ratchet, 'systemTheme')).toMatchObject({ checked: true });
  expect(await look(ratchet, 'darkTheme')).toMatchObject({ checked: false });
});

test('the page runs what the registry knows, and nothing else that comes by that channel', async ({
  ratchet,
}) => {
  const { page } = ratchet;
  await expect(page.getByText(/ratchet watch/).first()).toBeVisible();
  await electronOf(ratchet).evaluate(({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0] ?? {};
    for (const id of ['toString', '', null, 7, { id: 'about' }, ['about']])
      webContents?.send('ratchet:command', id);
    webContents?.send('ratchet:command', 'about');
  });
  await expect(page.getByRole('dialog', { name: 'About Ratchet' })).toBeVisible();
});
