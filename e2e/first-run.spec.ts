import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { said } from '../test/support/transcript.ts';
import { agentsIn } from './support/ratchet.ts';
import { expect, test } from './support/test.ts';

test('the first run offers the agents of this machine, and one press watches all their sessions', async ({
  launch,
}, testInfo) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'ratchet-e2e-first-'));
  try {
    const { CLAUDE_CONFIG_DIR = '', CODEX_HOME = '' } = agentsIn(dataDir);
    const put = async (path: string) => {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, `${said('1', 'The fence is painted.')}\n`);
    };
    await put(join(CLAUDE_CONFIG_DIR, 'projects/-fence/one.jsonl'));
    await put(join(CLAUDE_CONFIG_DIR, 'projects/-shed/two.jsonl'));
    await put(join(CODEX_HOME, 'sessions/2026/01/02/three.jsonl'));
    const { page } = await launch({ dataDir });

    const agents = page.getByRole('list', { name: 'Agents on this machine' });
    await expect(agents.getByRole('listitem')).toHaveText([
      /^Claude Code2 sessions · latest just nowWatch$/,
      /^Codex1 session · latest just nowWatch$/,
    ]);
    // Nothing is told yet, but the host is there.
    await expect(
      page.getByText(/^Connected to .+ · last heartbeat (just now|\d+ s ago)$/),
    ).toBeVisible();
    await testInfo.attach('first run', {
      body: await page.screenshot(),
      contentType: 'image/png',
    });
    await agents.getByRole('button', { name: 'Watch Claude Code' }).click();
    await expect(page.getByText('The fence is painted.').first()).toBeVisible();
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});
