import { expectAsInLog, onScreen } from './support/current.ts';
import { FaultDesk } from './support/faults.ts';
import type { Ratchet } from './support/ratchet.ts';
import { activeTodo, SteadyBuild } from './support/steady-build.ts';
import { expect, test } from './support/test.ts';
import { keepVigil } from './support/vigil.ts';

test.use({ ratchetArgs: ['--faults'] });

const link = ({ page }: Ratchet) => page.getByRole('status', { name: 'Link', exact: true });
const strip = ({ page }: Ratchet) => page.getByRole('status', { name: 'Connection' });
const counters = ({ page }: Ratchet) => page.evaluate(() => window.__ratchet.counters);

/** The window shows the build, and the build goes on. */
async function watching(ratchet: Ratchet): Promise<SteadyBuild> {
  const build = new SteadyBuild(ratchet);
  build.start(20);
  await expect(ratchet.page.getByRole('treeitem', { name: activeTodo })).toBeVisible();
  await expect.poll(async () => (await onScreen(ratchet)).version).toBeGreaterThan(10);
  return build;
}

test('a link that is cut in mid-stream for 1, 5 and 30 s: the window says so, keeps its content, and misses nothing', async ({
  ratchet,
}) => {
  test.setTimeout(120_000);
  const { page } = ratchet;
  const build = await watching(ratchet);
  const desk = new FaultDesk(ratchet);
  const seen = await keepVigil(page);
  const cuts = [1000, 5000, 30_000];
  for (const [index, milliseconds] of cuts.entries()) {
    const { sent } = build;
    await desk.cut(milliseconds);
    // Breaks that are over before one has read of them are not worth a word.
    if (milliseconds >= 5000) {
      await expect(strip(ratchet)).toContainText(/Reconnecting, attempt \d+/);
      await expect(link(ratchet)).toHaveText('Reconnecting');
      // How far behind this is, and how fast it goes on, nobody knows here.
      await expect(page.getByRole('contentinfo')).not.toContainText(/behind|events\/s/);
      const { version } = await onScreen(ratchet);
      await expect(strip(ratchet)).toContainText(
        `nothing lost up to ${version.toLocaleString('en')}`,
      );
      await expect.poll(() => build.sent).toBeGreaterThan(sent + 20);
      // Nothing came through, so nothing moved.
      expect((await onScreen(ratchet)).version).toBe(version);
    }
    await expect
      .poll(() => page.evaluate(() => window.__ratchet.bands.length), { timeout: 60_000 })
      .toBe(index + 1);
    await expect(link(ratchet)).toHaveText('Live');
    await expect(strip(ratchet)).toBeHidden();
  }
  await build.rest();
  await expectAsInLog(ratchet, build.id);

  expect(await seen()).toMatchObject({ back: 0, empty: 0 });
  const bands = await page.evaluate(() => window.__ratchet.bands);
  for (const [index, { from, to, ms }] of bands.entries()) {
    expect(to).toBeGreaterThan(from);
    // A busy window hears of the cut a little late.
    expect(ms).toBeGreaterThan((cuts[index] ?? 0) / 2);
  }
  await expect(page.getByText(/^3 reconnects, [\d,]+ replayed$/)).toBeVisible();
});

test('messages that vanish, come twice, overtake each other, come late or not at all: the window ends as the log', async ({
  ratchet,
}) => {
  const { page } = ratchet;
  const desk = new FaultDesk(ratchet);
  await desk.take({ type: 'record', seed: 11 });
  const build = await watching(ratchet);
  const seen = await keepVigil(page);

  await desk.set({ drop: 0.15, duplicate: 0.3, reorder: 0.3, delay: 30 });
  await expect(async () => {
    const { tallies } = await desk.watcher();
    for (const kind of ['dropped', 'duplicated', 'reordered', 'delayed'] as const) {
      expect(tallies[kind], kind).toBeGreaterThan(2);
    }
    const told = await counters(ratchet);
    expect(told?.duplicates).toBeGreaterThan(0);
    expect(told?.gaps).toBeGreaterThan(0);
    expect(told?.resyncs).toBeGreaterThan(0);
  }).toPass({ timeout: 20_000 });

  await desk.set({ stall: true });
  const { version } = await onScreen(ratchet);
  const { sent } = build;
  await expect.poll(() => build.sent).toBeGreaterThan(sent + 20);
  await expect.poll(async () => (await desk.watcher()).tallies.stalled).toBeGreaterThan(0);
  expect((await onScreen(ratchet)).version - version).toBeLessThan(20);

  await desk.clear();
  await build.rest();
  await expectAsInLog(ratchet, build.id);
  await expect(link(ratchet)).toHaveText('Live');
  expect(await seen()).toMatchObject({ back: 0, empty: 0 });
});

test('a window that is reloaded in mid-stream shows the same build again, and the host knows it again', async ({
  ratchet,
}) => {
  const { page } = ratchet;
  const desk = new FaultDesk(ratchet);
  const build = await watching(ratchet);
  const before = await desk.watcher();
  const { version } = await onScreen(ratchet);

  await page.reload();
  await expect(page.getByRole('treeitem', { name: activeTodo })).toBeVisible();
  await expect.poll(async () => (await onScreen(ratchet)).version).toBeGreaterThan(version);
  await build.rest();
  await expectAsInLog(ratchet, build.id);
  const { label, id } = before;
  expect(await desk.watcher()).toMatchObject({ label, id, connected: true });
});
