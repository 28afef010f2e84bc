import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { launchBrowser } from './support/browser.ts';
import type { Ratchet } from './support/ratchet.ts';
import { buildEventSchema } from '../src/core/build/event.ts';
import { ensureBuilt } from '../scripts/build.ts';
import { root } from '../scripts/support/paths.ts';
import { runScript } from '../scripts/support/say.ts';

// `npm run screenshots`: the pictures of docs/images, made of the demo build in a real browser.

const images = join(root, 'docs/images');
const stepSchema = z.object({ after: z.number(), event: buildEventSchema });
type Step = z.infer<typeof stepSchema>;

const steps: Step[] = readFileSync(join(root, 'resources/demo/demo.ndjson'), 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => stepSchema.parse(JSON.parse(line)));

/** Sends the demo's steps as if they had just happened, the last of them now. */
async function send({ host }: Ratchet, build: string, part: readonly Step[]): Promise<void> {
  let at = Date.now() - part.reduce((sum, { after }) => sum + after, 0);
  const events = part.map(({ after, event }) => {
    at += after;
    return { ...event, at };
  });
  const response = await fetch(`${host.address}/v1/builds/${build}/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${host.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ events }),
  });
  if (!response.ok) throw new Error(`the host refused the demo: ${await response.text()}`);
}

async function take({ page }: Ratchet, name: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.mouse.move(0, 0);
    // One frame for the theme, one for the canvas that reads its colours.
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    await page.screenshot({ path: join(images, `${name}-${colorScheme}.png`) });
  }
}

await runScript(async () => {
  await ensureBuilt();
  mkdirSync(images, { recursive: true });
  const dataDir = mkdtempSync(join(tmpdir(), 'ratchet-screenshots-'));
  try {
    await using ratchet = await launchBrowser({ dataDir, args: ['--faults'] });
    const { page } = ratchet;
    await page.setViewportSize({ width: 1440, height: 900 });
    await page
      .getByText(/ratchet watch/)
      .first()
      .waitFor();
    await take(ratchet, 'first-run');

    await send(ratchet, 'running', steps.slice(0, Math.round(steps.length * 0.62)));
    await page.getByRole('treeitem').first().waitFor();
    await take(ratchet, 'main');

    await page.getByRole('slider', { name: 'Timeline' }).focus();
    for (let press = 0; press < 40; press += 1) await page.keyboard.press('ArrowLeft');
    await page.getByText(/^Viewing/).waitFor();
    await take(ratchet, 'past');

    await page.keyboard.press('Shift+L');
    await page.keyboard.press('Shift+H');
    await page.getByText('Everything is durable').waitFor();
    await take(ratchet, 'health');
    await page.getByRole('tab', { name: 'Faults' }).click();
    const delay = page.getByRole('textbox', { name: /^Delay, w1/ });
    await delay.fill('250');
    await delay.press('Enter');
    await page.getByRole('listitem').filter({ hasText: 'delay 250 ms' }).waitFor();
    await take(ratchet, 'faults');
    await page.getByRole('button', { name: 'Clear all' }).click();
    await page.keyboard.press('Escape');

    await page.setViewportSize({ width: 480, height: 900 });
    await take(ratchet, 'narrow');
    console.log(`screenshots: ${images}`);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
  return 0;
});
