import type { BuildEvent } from '../src/core/build/event.ts';
import { violations } from './support/axe.ts';
import { publish } from './support/host-api.ts';
import { startHeadless } from './support/browser.ts';
import { expect, test } from './support/test.ts';

const MINUTE = 60_000;
const long =
  'Survey every mooring of the inner harbour, compare the soundings with those of the last three years, and write down what has moved';

/** A build that fell silent so many milliseconds ago, in the middle of two calls. */
function silent(ago: number, more: readonly BuildEvent[] = []): BuildEvent[] {
  const at = Date.now() - ago;
  return [
    { kind: 'build.started', at: at - 9 * MINUTE, title: long, cwd: '/srv/harbour' },
    { kind: 'turn.started', at: at - 9 * MINUTE },
    {
      kind: 'plan.updated',
      at: at - 9 * MINUTE,
      todos: [
        { text: 'Take the soundings', status: 'active' },
        { text: 'Draw the chart', status: 'pending' },
      ],
    },
    { kind: 'text.appended', at: at - 8 * MINUTE, block: 't', text: 'I begin. '.repeat(60) },
    {
      kind: 'tool.started',
      at: at - 2 * MINUTE,
      call: 'c1',
      name: 'Bash',
      target: 'sound --all',
    },
    { kind: 'tool.started', at: at - MINUTE, call: 'c2', name: 'Read', target: 'chart.svg' },
    ...more,
    { kind: 'notice', at, text: 'The tide turns.' },
  ];
}

const asks: BuildEvent = {
  kind: 'attention.requested',
  at: Date.now() - 3 * 60 * MINUTE,
  id: 'a',
  reason: 'permission',
  text: 'Bash: npm publish',
};

test('what fell silent is unknown everywhere, and what it was doing has no end', async ({
  ratchet,
}) => {
  const { page } = ratchet;
  await publish(ratchet, 'silent', silent(12 * MINUTE));
  await publish(ratchet, 'asks', [
    ...silent(3 * 60 * MINUTE).map((event) =>
      event.kind === 'build.started' ? { ...event, title: 'Publish the charts' } : event,
    ),
    asks,
  ]);
  const list = page.getByRole('navigation', { name: 'Builds' });
  const row = list.getByRole('button', { name: new RegExp(`^unknown ${long}`) });
  await row.click();
  const status = page.getByRole('status', { name: 'Status' });
  await expect(status).toHaveText('Unknown');
  await expect(page.getByText('no event for 12 min')).toBeVisible();
  await expect(page.getByText('2 tools without an end')).toBeVisible();
  await expect(page.getByTitle('Elapsed')).toHaveText('9:00');

  const plan = page.getByRole('tree', { name: 'Plan' });
  const todo = plan.getByRole('treeitem', { name: 'Take the soundings, active, no end seen' });
  await expect(todo).toContainText('9:00');
  const call = plan.getByRole('treeitem', { name: 'Bash sound --all, no end seen' });
  await expect(call).toContainText('2:00');
  await expect(call.getByRole('img', { name: 'no end seen' })).toBeVisible();
  await expect(plan.getByRole('img', { name: 'running' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Follow live' })).toBeHidden();
  const bar = page.getByRole('contentinfo');
  await expect(bar).toContainText('silent');
  await expect(bar).not.toContainText('events/s');
  await call.click();
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await expect(inspector.getByText(/no end seen/).first()).toBeVisible();

  // At the time at which they ran, they ran.
  const slider = page.getByRole('slider', { name: 'Timeline' });
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByText('of 7', { exact: true })).toBeVisible();
  await expect(plan.getByRole('treeitem', { name: 'Bash sound --all, running' })).toBeVisible();
  await page.keyboard.press('Shift+L');

  // The mark, the window of versions and the speed are there again after a reload.
  await page.keyboard.press('m');
  await expect(slider).toHaveAttribute('aria-valuetext', /marked$/);
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('f');
  await page.keyboard.press('>');
  await page.reload();
  await expect(slider).toHaveAttribute('aria-valuetext', /marked$/);
  await expect(
    page.getByRole('button', { name: /^Clear the window of versions 5 to 7/ }),
  ).toBeVisible();
  await page.keyboard.press('f');
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('button', { name: 'Speed 2×' })).toBeVisible();
  await page.keyboard.press('Shift+L');

  await plan.getByRole('treeitem', { name: /^I begin/ }).click();
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
    for (const width of [1440, 900, 480]) {
      await page.setViewportSize({ width, height: 900 });
      const header = page
        .locator('header')
        .filter({ has: page.getByRole('heading', { level: 1 }) });
      await expect(header.getByRole('heading', { level: 1 })).toHaveAttribute('title', long);
      const over = () =>
        header.evaluate((element) => {
          const right = element.getBoundingClientRect().right;
          return [...element.querySelectorAll('*')].filter(
            (one) => one.getBoundingClientRect().right > right + 0.5,
          ).length;
        });
      await expect.poll(over, `outside the header at ${width}`).toBe(0);
      await page.screenshot({
        path: test.info().outputPath(`unknown-${colorScheme}-${width}.png`),
      });
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  }

  // Who waits for somebody still does, and says since when there was no sign.
  await list.getByRole('button', { name: /^needs you|^waiting Publish the charts/ }).click();
  await expect(status).toHaveText('Needs you');
  await expect(page.getByText('Bash: npm publish · no sign for 3 h')).toBeVisible();

  // One event, and it runs.
  await publish(ratchet, 'silent', [{ kind: 'notice', at: Date.now(), text: 'The tide is back.' }]);
  await list.getByRole('button', { name: new RegExp(`^running ${long}`) }).click();
  await expect(status).toHaveText('Running');
  await expect(page.getByText('2 tools running')).toBeVisible();
});

test('the age of the last event stands in the header and in the status bar', async ({
  ratchet,
}) => {
  const { page } = ratchet;
  const now = Date.now();
  const bar = page.getByRole('contentinfo');
  const header = page.locator('header').filter({ has: page.getByRole('heading', { level: 1 }) });
  await page.setViewportSize({ width: 1440, height: 900 });
  await publish(ratchet, 'beacons', [
    { kind: 'build.started', at: now - 4 * MINUTE, title: 'Light the beacons' },
    { kind: 'text.appended', at: now - 3 * MINUTE, block: 't', text: 'One is lit.' },
  ]);
  await expect(header.getByText('last event 3 min ago')).toBeVisible();
  await expect(bar).toContainText('last event 3 min ago');
  // What is looked at is older than the last event.
  await page.keyboard.press('[');
  await expect(header.getByText(/last event/)).toBeHidden();
  await expect(bar).toContainText('last event 3 min ago');
  await page.keyboard.press('Shift+L');
  await page.clock.setFixedTime(now + 2000);
  await publish(ratchet, 'beacons', [
    { kind: 'text.appended', at: now, block: 't', text: ' Two are.' },
  ]);
  await expect(bar).toContainText('last event 2 s ago');
  // One column has no room for it below.
  await page.setViewportSize({ width: 480, height: 900 });
  await expect(header.getByText('last event 2 s ago')).toBeVisible();
  await expect(bar.getByText(/last event/)).toBeHidden();
});

test('an ended build is not called live', async ({ ratchet }) => {
  const { page } = ratchet;
  const at = Date.now() - 60 * MINUTE;
  await publish(ratchet, 'ended', [
    { kind: 'build.started', at, title: 'Light the beacons' },
    { kind: 'text.appended', at, block: 't', text: 'All are lit.' },
    { kind: 'build.ended', at: at + MINUTE, outcome: 'succeeded' },
  ]);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Light the beacons');
  const bar = page.getByRole('contentinfo');
  await expect(bar).toContainText('ended');
  await expect(bar).not.toContainText(/behind|events\/s/);
  await expect(page.getByText('No plan', { exact: true })).toBeVisible();
  await page.getByRole('slider', { name: 'Timeline' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByText('of 3', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'To the end' }).click();
  await expect(page.getByText(/^Viewing/)).toBeHidden();
});

test('what was left, what waits and what nobody timed are shown as that', async ({ ratchet }) => {
  const { page } = ratchet;
  const at = Date.now() - MINUTE;
  const plan = page.getByRole('tree', { name: 'Plan' });
  await publish(ratchet, 'left', [
    { kind: 'build.started', at, cwd: '/srv/lighthouse' },
    { kind: 'user.message', at, text: '## Trim the wicks\nof all lamps' },
    { kind: 'plan.updated', at, todos: [{ text: 'Trim them', status: 'active' }] },
    { kind: 'tool.started', at, call: 'c', name: 'Read', target: 'lamps.md' },
    { kind: 'tool.ended', at, call: 'c', outcome: 'succeeded' },
    { kind: 'build.ended', at, outcome: 'succeeded' },
  ]);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Trim the wicks');
  const left = plan.getByRole('treeitem', { name: 'Trim them, left unfinished' });
  await expect(left).toContainText('left unfinished');
  await expect(page.getByTitle('Elapsed')).toHaveText('');
  await plan.getByRole('treeitem', { name: /^Read lamps\.md/ }).click();
  await expect(plan.getByRole('treeitem', { name: /^Read lamps\.md/ })).not.toContainText(/\d s/);
  await expect(page.getByLabel('Details')).toContainText('not known');
  expect(await violations(page)).toEqual([]);

  await publish(ratchet, 'waits', [
    { kind: 'build.started', at, title: 'Fill the lamps' },
    { kind: 'turn.started', at },
    { kind: 'tool.started', at, call: 'c', name: 'Bash', target: 'fill --all' },
    { ...asks, at, text: 'May the oil be used?', call: 'c' },
  ]);
  const list = page.getByRole('navigation', { name: 'Builds' });
  await list.getByRole('button', { name: /Fill the lamps/ }).click();
  const waits = plan.getByRole('treeitem', { name: 'Bash fill --all, needs you' });
  await expect(waits).toContainText(/Needs you: May the oil be used\?.*since \d\d:\d\d/);
  await expect(page.getByText('1 tool waiting')).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test('read-only says what it means, and what to do', async ({ launch, surface }) => {
  test.skip(surface === 'electron', 'a host that reads only is opened in a browser here');
  const first = await launch();
  await publish(first, 'silent', silent(12 * MINUTE));
  const { dataDir } = first;
  await first[Symbol.asyncDispose]();
  const reading = await startHeadless(dataDir, ['--read-only']);
  const { page } = await launch();
  await page.goto(reading.url);
  const strip = page.getByRole('status', { name: 'Read-only' });
  await expect(strip).toContainText(/Read-only: a copy of the data as it was at \d\d:\d\d/);
  await expect(strip).toContainText('start Ratchet without --read-only');
  await expect(page.getByRole('status', { name: 'Status' })).toHaveText('Unknown');
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: test.info().outputPath(`read-only-${colorScheme}.png`) });
  }
  await page.goto('about:blank');
  await reading.stop();
});

test('a key that is not taken is not tried again and again, and another can be given', async ({
  ratchet,
  surface,
}) => {
  test.skip(surface === 'electron', 'the desktop window needs no key');
  const { page, host, problems } = ratchet;
  problems.expect(/401|WebSocket connection/);
  let attempts = 0;
  page.on('websocket', () => (attempts += 1));
  await publish(ratchet, 'silent', silent(12 * MINUTE));
  await expect(page.getByRole('status', { name: 'Status' })).toHaveText('Unknown');

  await page.goto(`${host.address}/#token=${'x'.repeat(43)}`);
  const heading = page.getByRole('heading', { name: 'Ratchet does not take this key' });
  await expect(heading).toBeVisible();
  await expect(page.getByRole('status', { name: 'Link' })).toHaveText('Refused');
  await expect(page.getByText('ratchet open')).toBeVisible();
  const before = attempts;
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: test.info().outputPath(`key-${colorScheme}.png`) });
  }
  const box = page.getByLabel('Or paste the address here');
  await box.fill('http://127.0.0.1:4717/');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('There is no token in it');
  expect(attempts).toBe(before);
  await box.fill(`${host.address}/#token=${host.token}`);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status', { name: 'Status' })).toHaveText('Unknown');
  // The build stays in the address, the token does not.
  await expect(page).toHaveURL(/#build=silent$/);
});

test('more places are loaded in the order of how good they are', async ({ ratchet }) => {
  const { page } = ratchet;
  const at = Date.now() - MINUTE;
  const said = (no: number): BuildEvent => ({
    kind: 'text.appended',
    at,
    block: `b${no}`,
    text: `Sounding ${no} of the reef`,
  });
  await publish(ratchet, 'many', [
    { kind: 'build.started', at, title: 'Chart the reef' },
    ...Array.from({ length: 30 }, (_, no) => said(no)),
    { kind: 'build.ended', at, outcome: 'succeeded' },
  ]);
  const list = page.getByRole('navigation', { name: 'Builds' });
  await list.getByRole('searchbox').fill('reef');
  const places = list.getByRole('list', { name: 'Chart the reef' }).getByRole('button');
  await expect(places.first()).toHaveAccessibleName(/^title Chart the reef/);
  await expect(places).toHaveCount(3);
  await list.getByRole('button', { name: '28 more places in Chart the reef' }).click();
  await expect(places).toHaveCount(23);
  await list.getByRole('button', { name: '8 more places in Chart the reef' }).click();
  await expect(places).toHaveCount(31);
  await expect(list.getByRole('button', { name: /more place/ })).toHaveCount(0);
});
