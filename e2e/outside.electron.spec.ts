import type { ElectronApplication } from '@playwright/test';
import { happen } from './support/host-api.ts';
import { expect, test } from './support/test.ts';

interface Outside {
  badge: number | null;
  tip: string;
  readonly labels: string[];
  readonly click: (label: string) => void;
}

/** Listens to what is handed to the badge and to the tray; whether a shell draws them is not seen. */
async function listen(electron: ElectronApplication) {
  await electron.evaluate(({ app, Tray }) => {
    let menu: Electron.Menu | null = null;
    const outside: Outside = {
      badge: null,
      tip: '',
      get labels() {
        return (menu?.items ?? []).filter(({ type }) => type !== 'separator').map((it) => it.label);
      },
      click: (label) => menu?.items.find((item) => item.label === label)?.click(),
    };
    const setBadgeCount = app.setBadgeCount.bind(app);
    app.setBadgeCount = (count) => {
      outside.badge = count ?? null;
      return setBadgeCount(count);
    };
    // Called on the tray below.
    // oxlint-disable-next-line typescript/unbound-method
    const { setToolTip, setContextMenu } = Tray.prototype;
    Tray.prototype.setToolTip = function (this: Electron.Tray, tip) {
      outside.tip = tip;
      setToolTip.call(this, tip);
    };
    Tray.prototype.setContextMenu = function (this: Electron.Tray, next) {
      menu = next;
      setContextMenu.call(this, next);
    };
    Object.assign(globalThis, { outside });
  });
  return {
    read: () =>
      electron.evaluate(() => {
        const { badge, tip, labels } = (globalThis as unknown as { outside: Outside }).outside;
        return { badge, tip, labels };
      }),
    click: (label: string) =>
      electron.evaluate(
        (_electron, wanted) =>
          (globalThis as unknown as { outside: Outside }).outside.click(wanted),
        label,
      ),
  };
}

test('badge and tray count what needs somebody, and the tray opens it', async ({ launch }) => {
  // A tray is made only where there is a session bus; nobody answers on this one.
  const bus = process.env['DBUS_SESSION_BUS_ADDRESS'];
  process.env['DBUS_SESSION_BUS_ADDRESS'] = bus ?? 'unix:path=/nonexistent/ratchet-test-bus';
  const ratchet = await launch().finally(() => {
    if (bus === undefined) delete process.env['DBUS_SESSION_BUS_ADDRESS'];
  });
  const { page, electron } = ratchet;
  if (!electron) throw new Error('this is a spec of the desktop window');
  const outside = await listen(electron);
  await happen(ratchet, 'running', { kind: 'build.started', title: 'Moor the boat' });
  await expect(page.getByRole('heading', { name: 'Moor the boat' })).toBeVisible();
  await happen(
    ratchet,
    'asking',
    { kind: 'build.started', title: 'Publish the tide tables' },
    { kind: 'attention.requested', id: 'r', reason: 'question', text: 'Which harbour?' },
  );
  await happen(
    ratchet,
    'failed',
    { kind: 'build.started', title: 'Repair the sluice' },
    { kind: 'build.ended', outcome: 'failed' },
  );
  await expect
    .poll(() => outside.read())
    .toEqual({
      badge: 1,
      tip: 'Ratchet: 1 needs you, 1 running, 1 failed',
      labels: [
        'Needs you (1)',
        'Publish the tide tables',
        'Running (1)',
        'Moor the boat',
        'Failed today (1)',
        'Repair the sluice',
        'Show Ratchet',
        'Quit',
      ],
    });
  await outside.click('Publish the tide tables');
  await expect(page.getByRole('heading', { name: 'Publish the tide tables' })).toBeVisible();

  await happen(ratchet, 'asking', { kind: 'attention.cleared', id: 'r' });
  await expect.poll(async () => (await outside.read()).badge).toBe(0);
});
