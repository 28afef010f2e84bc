import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { launchBrowser } from './support/browser.ts';
import { ratchetCommand } from './support/command.ts';
import { demoEvents } from './support/demo.ts';
import { agentsIn, type Ratchet } from './support/ratchet.ts';
import { publish } from './support/host-api.ts';
import { twoRuns } from './support/sample-builds.ts';
import { SessionWithAgents } from '../test/support/session-with-agents.ts';
import { said } from '../test/support/transcript.ts';
import { ensureBuilt } from '../scripts/build.ts';
import { root } from '../scripts/support/paths.ts';
import { runScript } from '../scripts/support/say.ts';

// `npm run screenshots`: the pictures of docs/images, made of the demo build in a real browser.

const images = join(root, 'docs/images');
const minute = 60_000;

/** Plays the recording that the walkthrough follows, as if it had ended some minutes ago. */
async function replayFailed(ratchet: Ratchet): Promise<void> {
  const lines = readFileSync(join(root, 'docs/failed-build.jsonl'), 'utf8').split('\n');
  const records = lines.filter(Boolean).map((line) => stampedSchema.parse(JSON.parse(line)));
  const end = Math.max(...records.map(({ timestamp }) => Date.parse(timestamp)));
  const later = Date.now() - 2 * minute - end;
  const moved = records.map(({ timestamp, ...record }) =>
    JSON.stringify({ ...record, timestamp: new Date(Date.parse(timestamp) + later).toISOString() }),
  );
  const file = join(ratchet.dataDir, 'failed-build.jsonl');
  writeFileSync(file, `${moved.join('\n')}\n`);
  using replay = ratchetCommand(ratchet, 'replay', file, '--speed', '0');
  const { code, output } = await replay.finished();
  if (code !== 0) throw new Error(`the recording could not be replayed: ${output}`);
}
const stampedSchema = z.looseObject({ timestamp: z.string() });

/** Sessions that agents of this machine have recorded before. */
function recordSessions(dataDir: string): void {
  const { CLAUDE_CONFIG_DIR = '', CODEX_HOME = '' } = agentsIn(dataDir);
  const day = 'sessions/2026/11/25';
  for (const path of [
    ...['one', 'two', 'three'].map((name) =>
      join(CLAUDE_CONFIG_DIR, `projects/-ledger/${name}.jsonl`),
    ),
    ...['four', 'five'].map((name) => join(CODEX_HOME, day, `rollout-${name}.jsonl`)),
  ]) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${said('1', 'Done.')}\n`);
  }
}

/** A session with sub-agents, one of which is looked at. */
async function openSubAgent({ page, host, dataDir }: Ratchet): Promise<SessionWithAgents> {
  const folder = join(dataDir, 'sessions');
  mkdirSync(folder);
  const session = new SessionWithAgents(folder, Date.now() - 120_000);
  const response = await fetch(`${host.address}/v1/sources`, {
    method: 'POST',
    headers: { authorization: `Bearer ${host.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ paths: [folder] }),
  });
  if (!response.ok) throw new Error(`the host refused to watch: ${await response.text()}`);
  const builds = page.getByRole('navigation', { name: 'Builds' });
  const fold = builds.getByRole('button', { name: /^3 sub-agents of/ });
  await fold.click();
  await builds.getByRole('button', { name: 'Publish the tide tables' }).first().click();
  await page.getByRole('treeitem', { name: /^Agent Look at the moorings/ }).click();
  return session;
}

/** Two runs of one task, side by side. */
async function openPair(ratchet: Ratchet): Promise<void> {
  const { page } = ratchet;
  const at = Date.now() - 300_000;
  const [first, second] = twoRuns(
    { title: 'Roll back, first run', cwd: '/home/dev/src/ledger', at },
    { title: 'Roll back, second run', cwd: '/home/dev/src/ledger-2', at: at + 120_000 },
  );
  await publish(ratchet, 'first', first);
  await publish(ratchet, 'second', second);
  const builds = page.getByRole('navigation', { name: 'Builds' });
  await builds.getByRole('button', { name: 'Roll back, first run' }).dblclick();
  await builds.getByRole('button', { name: 'Roll back, second run' }).click({ modifiers: ['Alt'] });
  for (const side of ['Left', 'Right']) {
    const pane = page.getByRole('region', { name: `${side} pane` });
    await pane.getByRole('treeitem').first().waitFor();
  }
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
    recordSessions(dataDir);
    await using ratchet = await launchBrowser({ dataDir, args: ['--faults'] });
    const { page } = ratchet;
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('button', { name: 'Watch Codex' }).waitFor();
    await take(ratchet, 'first-run');

    await replayFailed(ratchet);
    await page.getByRole('treeitem', { name: /^Bash redis-server/ }).waitFor();
    await take(ratchet, 'walkthrough-failed');
    // The first press is for the first failure, which is shown already.
    for (let press = 0; press < 4; press += 1) await page.keyboard.press('e');
    const inspector = page.getByRole('region', { name: 'Inspector' });
    await inspector.getByText('There is no Redis').first().waitFor();
    await take(ratchet, 'walkthrough-end');

    await publish(ratchet, 'running', demoEvents(Date.now(), 0.62));
    const running = page.getByRole('navigation', { name: 'Builds' });
    await running.getByRole('button', { name: /Store sessions in SQLite/ }).dblclick();
    await page.getByRole('treeitem').first().waitFor();
    await take(ratchet, 'main');

    await page.getByRole('slider', { name: 'Timeline' }).focus();
    for (let press = 0; press < 40; press += 1) await page.keyboard.press('ArrowLeft');
    await page.getByText(/^Viewing/).waitFor();
    await take(ratchet, 'past');

    await page.keyboard.press('m');
    await page.keyboard.press('Shift+L');
    await page.keyboard.press('d');
    await page
      .getByRole('region', { name: 'Comparison' })
      .getByRole('heading', { name: 'Todos' })
      .waitFor();
    await take(ratchet, 'compare');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+H');
    await page.getByText('Everything is durable').waitFor();
    await take(ratchet, 'health');
    await page.getByRole('tab', { name: 'Usage' }).click();
    await page.getByRole('tabpanel', { name: 'Usage' }).getByText('output').first().waitFor();
    await take(ratchet, 'usage');
    await page.getByRole('tab', { name: 'Faults' }).click();
    const delay = page.getByRole('textbox', { name: /^Delay, w1/ });
    await delay.fill('250');
    await delay.press('Enter');
    await page.getByRole('listitem').filter({ hasText: 'delay 250 ms' }).waitFor();
    await take(ratchet, 'faults');
    await page.getByRole('button', { name: 'Clear all' }).click();
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox').waitFor();
    await take(ratchet, 'palette');
    await page.keyboard.press('Escape');
    await page.getByRole('combobox').waitFor({ state: 'hidden' });
    await page.keyboard.press('ControlOrMeta+,');
    await page.getByRole('dialog', { name: 'Settings' }).waitFor();
    await take(ratchet, 'settings');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Settings' }).waitFor({ state: 'hidden' });

    await page.setViewportSize({ width: 480, height: 900 });
    await take(ratchet, 'narrow');

    await page.setViewportSize({ width: 1440, height: 900 });
    const session = await openSubAgent(ratchet);
    await take(ratchet, 'sub-agents');
    session.finish();

    await openPair(ratchet);
    await take(ratchet, 'side-by-side');
    await page.getByRole('button', { name: 'Compare these two' }).click();
    await page.getByText('First divergence').first().waitFor();
    await take(ratchet, 'two-builds');
    console.log(`screenshots: ${images}`);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
  return 0;
});
