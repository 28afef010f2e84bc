import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { damage } from '../test/support/damage.ts';
import { happen } from './support/host-api.ts';
import { startHeadless } from './support/browser.ts';
import { hostOf } from './support/ratchet.ts';
import { expect, test } from './support/test.ts';

test('a build whose pages are damaged says so, instead of being empty; the others are there', async ({
  launch,
}) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'ratchet-e2e-damaged-'));
  try {
    const before = await startHeadless(dataDir, []);
    const host = await hostOf(dataDir);
    for (const build of ['sound', 'broken']) {
      // So many that some pages hold events of one build and of no other.
      const notices = Array.from({ length: 200 }, (_, index) => ({
        kind: 'notice' as const,
        text: `${build}-text-${index}`,
      }));
      await happen({ host }, build, ...notices);
    }
    await before.stop();
    expect(damage(join(dataDir, 'ratchet.db'), '"broken-text', '"sound-text')).toBeGreaterThan(0);

    const { page } = await launch({ dataDir });
    const list = page.getByRole('navigation', { name: 'Builds' });
    const plan = page.getByRole('region', { name: 'Plan' });
    await list.getByRole('button', { name: /broken/ }).click();
    await expect(plan).toContainText(/This build cannot be shown\. .* is damaged/);
    await expect(page.getByText('no event yet')).toBeHidden();
    await list.getByRole('button', { name: /sound/ }).click();
    await expect(plan).toContainText('sound-text-199');
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});
