import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { said } from '../test/support/transcript.ts';
import { agentsIn } from './support/ratchet.ts';
import { expect, test } from './support/test.ts';

test('two agents that are watched one right after the other are both shown as watched', async ({
  launch,
}) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'ratchet-e2e-agents-'));
  try {
    const { CLAUDE_CONFIG_DIR = '', CODEX_HOME = '' } = agentsIn(dataDir);
    for (const path of [
      join(CLAUDE_CONFIG_DIR, 'projects/-fence/one.jsonl'),
      join(CODEX_HOME, 'sessions/2026/01/02/two.jsonl'),
    ]) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, `${said('1', 'The fence is painted.')}\n`);
    }
    const { page } = await launch({ dataDir });
    // In a browser neither is answered before both are asked for.
    let asked = 0;
    let both: () => void = () => {};
    const bothAsked = new Promise<void>((done) => (both = done));
    await page.route('**/v1/agents', async (route) => {
      if (route.request().method() === 'POST') {
        asked += 1;
        if (asked === 2) both();
        await bothAsked;
      }
      await route.continue();
    });

    await page.keyboard.press('ControlOrMeta+,');
    await page.getByRole('tab', { name: 'Watching' }).click();
    const agents = page.getByRole('dialog').getByRole('list', { name: 'Agents on this machine' });
    await agents.getByRole('button', { name: 'Watch Claude Code' }).click();
    await agents.getByRole('button', { name: 'Watch Codex' }).click();
    // Both at one time: the answer that came last must not undo what the first one said.
    await expect(agents.getByRole('button')).toHaveText(['Stop watching', 'Stop watching']);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});
