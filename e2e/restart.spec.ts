import { join } from 'node:path';
import { GrowingFile, ownRecording } from './support/recording.ts';
import { ratchetCommand } from './support/command.ts';
import { type Ratchet, endWithin } from './support/ratchet.ts';
import { startHeadless } from './support/browser.ts';
import { expect, test } from './support/test.ts';

const shown = ({ page }: Ratchet) =>
  page.evaluate(() => {
    const { version, digest, hash } = window.__ratchet;
    return { version, digest, hash };
  });

test('a window whose host is killed keeps its content, says so, and goes on with the next host', async ({
  ratchet,
  surface,
}) => {
  // In Electron the host lives in the window's own process: they die together.
  test.skip(surface === 'electron', 'only a browser outlives its host');
  const { page, dataDir, host } = ratchet;
  ratchet.problems.expect(/WebSocket|ERR_CONNECTION_REFUSED|Failed to load resource/);
  const session = new GrowingFile(join(dataDir, 'session.jsonl'), ownRecording);
  using first = ratchetCommand(ratchet, 'watch', session.path);
  await first.finished();
  session.growTo((line) => line.includes('"id":"call_todo2"'));
  const todo = page.getByRole('treeitem', { name: 'Check the moorings, active' });
  await expect(todo).toBeVisible();
  // All that the file holds so far has come: nothing moves any more.
  using inspected = ratchetCommand(ratchet, 'inspect', session.path, '--json');
  const { events } = JSON.parse((await inspected.finished()).output) as { events: number };
  await expect.poll(async () => (await shown(ratchet)).version).toBe(events);
  const before = await shown(ratchet);

  process.kill(ratchet.pid, 'SIGKILL');
  const strip = page.getByRole('status', { name: 'Connection' });
  await expect(strip).toContainText(/Reconnecting, attempt \d+/);
  await expect(strip).toContainText(`nothing lost up to ${before.version}`);
  await expect(todo).toBeVisible();
  expect(await shown(ratchet)).toEqual(before);

  // The session goes on while nobody is there to see it.
  session.growTo();
  const next = await startHeadless(dataDir, [`--port=${new URL(host.address).port}`]);
  try {
    await expect(strip).toBeHidden({ timeout: 20_000 });
    using second = ratchetCommand(ratchet, 'watch', session.path);
    await second.finished();
    await expect.poll(async () => (await shown(ratchet)).version).toBeGreaterThan(before.version);
    await expect(page.getByRole('status', { name: 'Link' })).toHaveText(/live/i);
    const build = await page.evaluate(() => window.__ratchet.build ?? '');
    await expect(async () => {
      const response = await fetch(`${host.address}/v1/builds/${encodeURIComponent(build)}/state`, {
        headers: { authorization: `Bearer ${host.token}` },
      });
      const { version, digest } = (await response.json()) as { version: number; digest: string };
      expect(await shown(ratchet)).toMatchObject({ version, digest });
    }).toPass();
  } finally {
    await endWithin(8000, next.pid, () => next.stop());
  }
});
