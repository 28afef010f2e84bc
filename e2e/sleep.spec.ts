import type { CDPSession } from '@playwright/test';
import { expectAsInLog, onScreen } from './support/current.ts';
import type { Ratchet } from './support/ratchet.ts';
import { activeTodo, SteadyBuild } from './support/steady-build.ts';
import { expect, test } from './support/test.ts';

const SLEPT = 10 * 60_000;

/** Puts the window away: a tab is frozen as a browser does it, a desktop window is hidden. */
async function sleep(ratchet: Ratchet): Promise<() => Promise<void>> {
  const { electron, page } = ratchet;
  if (electron) {
    await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    await expect.poll(() => page.evaluate(() => document.hidden)).toBe(true);
    return () => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show());
  }
  const session = await page.context().newCDPSession(page);
  await setState(session, 'frozen');
  return () => setState(session, 'active');
}

const setState = async (session: CDPSession, state: 'frozen' | 'active') => {
  await session.send('Page.setWebLifecycleState', { state });
};

test('a window that slept for ten minutes is current within a second of waking, and says how old things are', async ({
  ratchet,
}, testInfo) => {
  const { page } = ratchet;
  await page.clock.install();
  await page.reload();
  let slept = 0;
  const build = new SteadyBuild(ratchet, () => Date.now() + slept);
  await build.send(20);
  await expect(page.getByRole('treeitem', { name: activeTodo })).toBeVisible();
  await expectAsInLog(ratchet, build.id);
  const before = await onScreen(ratchet);

  const wake = await sleep(ratchet);
  // The build goes on, a batch every two seconds of the time that is slept through.
  for (let batch = 0; batch < 300; batch += 1) {
    slept += SLEPT / 300;
    await build.send(1);
  }
  expect(build.events).toBeGreaterThan(before.version + 300);

  const begun = performance.now();
  await wake();
  await page.clock.fastForward(SLEPT);
  await page.waitForFunction((version) => window.__ratchet.version === version, build.events);
  const took = Math.round(performance.now() - begun);
  const words = `current ${took} ms after waking, ${build.events - before.version} events later`;
  testInfo.annotations.push({ type: 'measured', description: words });
  console.log(`  ${testInfo.project.name}: ${words}`);
  expect(took).toBeLessThan(1000);

  await expectAsInLog(ratchet, build.id);
  await expect(page.getByRole('status', { name: 'Link', exact: true })).toHaveText('Live');
  await expect(page.getByRole('status', { name: 'Connection' })).toBeHidden();
  await expect(page.getByText(/^last event (\d\.\d|\d{1,2}) s ago$/)).toBeVisible();
});
