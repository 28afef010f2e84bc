import type { BuildEvent } from '../src/core/build/event.ts';
import { endlessBuild } from '../test/support/large-build.ts';
import { firstPaint } from './support/performance/first-paint.ts';
import { Flood } from './support/performance/flood.ts';
import { Heap } from './support/performance/heap.ts';
import { hide } from './support/performance/hidden.ts';
import { Report } from './support/performance/report.ts';
import { smoothnessOf, turnWheel } from './support/performance/smoothness.ts';
import { expect, test } from './support/test.ts';

const EVENTS = 100_000;
const RATE = 1000;
/** How long each kind of movement is watched. */
const STRETCH = 3000;

test('a build of 100,000 events is soon seen, and moves smoothly while more arrive', async ({
  ratchet,
}, testInfo) => {
  test.setTimeout(180_000);
  const { page } = ratchet;
  const report = new Report();
  const heap = await Heap.of(page);

  const small: BuildEvent[] = [
    { kind: 'build.started', at: Date.now(), title: 'A small build' },
    { kind: 'notice', at: Date.now(), text: 'nothing much' },
  ];
  await new Flood(ratchet, 'small', small).send(small.length);
  await expect(page.getByRole('heading', { name: 'A small build' })).toBeVisible();
  const flood = new Flood(
    ratchet,
    'large',
    endlessBuild({ seed: 1, events: EVENTS, startAt: Date.now() - 20 * 3_600_000 }),
  );
  const begun = performance.now();
  await flood.send(EVENTS);
  report.add('recording 100,000 events', `${Math.round(performance.now() - begun)} ms`);

  const item = (name: string) =>
    page.getByRole('navigation', { name: 'Builds' }).getByRole('button', { name });
  const empty = await heap.used();
  for (const time of ['first', 'second', 'third']) {
    const { ms, longTasks } = await firstPaint(
      page,
      item('Move the importer'),
      'Move the importer to streams',
    );
    const tasks = longTasks.length === 0 ? 'none' : `${longTasks.join(', ')} ms`;
    report.add(`first useful paint, ${time} time`, `${ms.toFixed(0)} ms`, '≤ 1 s', ms <= 1000);
    report.add('  tasks over 50 ms meanwhile', tasks);
    if (time !== 'third') await item('A small build').click();
  }
  report.add(
    'heap',
    `${empty.toFixed(1)} MiB before, ${(await heap.used()).toFixed(1)} MiB with it`,
  );

  const plan = await page.getByRole('tree', { name: 'Plan' }).boundingBox();
  const lanes = await page.locator('section[aria-label=Timeline] canvas').boundingBox();
  if (!plan || !lanes) throw new Error('there is no plan or no timeline');
  const middle = { x: plan.x + plan.width / 2, y: plan.y + plan.height / 2 };

  report.moved(
    'at rest: scrolling',
    await smoothnessOf(page, () => turnWheel(page, middle, STRETCH)),
  );
  flood.start(RATE);
  report.moved(
    '1,000 events/s: looking on',
    await smoothnessOf(page, () => page.waitForTimeout(STRETCH)),
  );
  report.moved(
    '1,000 events/s: scrolling',
    await smoothnessOf(page, () => turnWheel(page, middle, STRETCH)),
  );
  await page.getByRole('button', { name: 'Open all todos' }).click();
  report.moved(
    '1,000 events/s: scrolling, all open',
    await smoothnessOf(page, () => turnWheel(page, middle, STRETCH)),
  );
  const y = lanes.y + 30;
  await page.mouse.move(lanes.x + lanes.width - 2, y);
  await page.mouse.down();
  report.moved(
    '1,000 events/s: scrubbing',
    await smoothnessOf(page, async () => {
      const start = performance.now();
      for (let step = 0; performance.now() - start < STRETCH; step += 1) {
        await page.mouse.move(lanes.x + lanes.width * (0.5 + 0.45 * Math.cos(step / 50)), y);
      }
    }),
  );
  await page.mouse.up();
  await page.getByRole('button', { name: 'Play the past' }).click();
  report.moved(
    '1,000 events/s: playing the past',
    await smoothnessOf(page, () => page.waitForTimeout(STRETCH)),
  );
  await page.keyboard.press('Shift+L');

  const show = await hide(ratchet);
  await new Promise((resolve) => setTimeout(resolve, 3000));
  await flood.stop();
  const shown = performance.now();
  await show();
  await page.waitForFunction((last) => window.__ratchet.version === last, flood.sent);
  const took = performance.now() - shown;
  report.add('hidden, then shown: current after', `${took.toFixed(0)} ms`, '< 1 s', took < 1000);
  report.add('heap at the end', `${(await heap.used()).toFixed(1)} MiB, ${flood.sent} events`);
  report.print(testInfo);
});
