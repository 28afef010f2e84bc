import { expectAsInLog, onScreen } from './support/current.ts';
import { putToSleep } from './support/sleep.ts';
import { activeTodo, SteadyBuild } from './support/steady-build.ts';
import { expect, test } from './support/test.ts';

const SLEPT = 10 * 60_000;
/** The build falls quiet before the window wakes, so that it can be seen whether the age it shows is true. */
const QUIET = 4 * 60_000;
/** A second is what is promised, and the figure is printed; the rest is for a machine that is busy with other things. */
const AT_ONCE = 3000;

const nights = [
  // The clock of the window goes on, but none of its timers: it still holds its line when it wakes.
  { line: 'its line', pass: 'setSystemTime' },
  // Its timers find that nobody has spoken for ten minutes: it wakes without a line.
  { line: 'no line', pass: 'fastForward' },
] as const;

for (const { line, pass } of nights) {
  test(`a window that slept for ten minutes and wakes with ${line} is current at once`, async ({
    ratchet,
  }, testInfo) => {
    const { page } = ratchet;
    await page.clock.install();
    await page.reload();
    let later = 0;
    const build = new SteadyBuild(ratchet, () => Date.now() + later);
    await build.send(20);
    await expect(page.getByRole('treeitem', { name: activeTodo })).toBeVisible();
    await expectAsInLog(ratchet, build.id);
    const { version } = await onScreen(ratchet);

    if (pass === 'fastForward') await page.clock.fastForward(SLEPT);
    else await page.clock.setSystemTime(Date.now() + SLEPT);
    const wake = await putToSleep(ratchet);
    // The build goes on, a batch every second or two of the time that is slept through.
    for (let batch = 0; batch < 300; batch += 1) {
      later += (SLEPT - QUIET) / 300;
      await build.send(1);
    }
    expect(build.events).toBeGreaterThan(version + 300);

    const begun = performance.now();
    await wake();
    await page.waitForFunction((last) => window.__ratchet.version === last, build.events);
    const took = Math.round(performance.now() - begun);
    const words = `current ${took} ms after waking with ${line}, ${build.events - version} events later`;
    testInfo.annotations.push({ type: 'measured', description: words });
    console.log(`  ${testInfo.project.name}: ${words}`);
    expect(took).toBeLessThan(AT_ONCE);

    await expectAsInLog(ratchet, build.id);
    await expect(page.getByRole('status', { name: 'Link', exact: true })).toHaveText('Live');
    await expect(page.getByRole('status', { name: 'Connection' })).toBeHidden();
    await expect(page.getByRole('contentinfo')).toContainText(/last event [45] min ago/);
  });
}
