import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { SessionWithAgents } from '../test/support/session-with-agents.ts';
import { violations } from './support/axe.ts';
import { ratchetCommand } from './support/command.ts';
import { expectCurrent } from './support/current.ts';
import type { Ratchet } from './support/ratchet.ts';
import { expect, test } from './support/test.ts';

/** Watches the session of an agent with three sub-agents, which are files of their own. */
async function watched(ratchet: Ratchet): Promise<SessionWithAgents> {
  const folder = join(ratchet.dataDir, 'sessions');
  mkdirSync(folder);
  const session = new SessionWithAgents(folder, Date.now() - 120_000);
  using command = ratchetCommand(ratchet, 'watch', folder);
  expect((await command.finished()).code).toBe(0);
  return session;
}

const title = 'Publish the tide tables of the harbour; here is the pier.';

test('sub-agents are folded under their caller, are opened from its calls, and lead back', async ({
  ratchet,
}) => {
  const { page } = ratchet;
  const session = await watched(ratchet);
  const builds = page.getByRole('navigation', { name: 'Builds' });
  const fold = builds.getByRole('button', { name: `3 sub-agents of ${title}` });
  await expect(fold).toHaveAttribute('aria-expanded', 'false');
  await builds.getByRole('button', { name: title }).first().click();
  await expectCurrent(ratchet);
  // What goes on and what went wrong is seen while they are folded.
  await expect(fold.getByRole('img', { name: 'running' })).toBeVisible();
  await expect(fold.getByRole('img', { name: 'failed' })).toBeVisible();
  await expect(builds.getByRole('button', { name: 'Look at the moorings' })).toBeHidden();

  const plan = page.getByRole('tree', { name: 'Plan' });
  const call = plan.getByRole('treeitem', { name: /^Agent Look at the moorings/ });
  await call.click();
  await call.getByRole('button', { name: 'Open sub-agent Look at the moorings, running' }).click();
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('Look at the moorings');
  await expectCurrent(ratchet);
  await expect(plan.getByRole('treeitem', { name: 'Caller: Look at the moorings' })).toBeVisible();
  await expect(plan.getByRole('treeitem', { name: /^Glob/ })).toBeVisible();
  await expect(page.getByRole('status', { name: 'Status' })).toHaveText('Running');
  await expect(fold).toHaveAttribute('aria-expanded', 'true');

  expect(await violations(page)).toEqual([]);

  session.finish();
  await expect(page.getByRole('status', { name: 'Status' })).toHaveText('Done');

  await page.getByRole('button', { name: title, exact: true }).last().click();
  await expect(heading).toHaveText(title);
  await expect(call).toHaveAttribute('aria-selected', 'true');

  // The same by keyboard.
  await plan.focus();
  await page.keyboard.press('o');
  await expect(heading).toHaveText('Look at the moorings');
  await page.keyboard.press('u');
  await expect(heading).toHaveText(title);
  await expect(call).toHaveAttribute('aria-selected', 'true');

  expect(await violations(page)).toEqual([]);
});

test('pictures and the diff that the agent told are in the inspector', async ({ ratchet }) => {
  const { page } = ratchet;
  await watched(ratchet);
  const builds = page.getByRole('navigation', { name: 'Builds' });
  await builds.getByRole('button', { name: title }).first().click();
  const plan = page.getByRole('tree', { name: 'Plan' });
  const inspector = page.getByRole('region', { name: 'Inspector' });
  const drawn = (of: string) => inspector.getByRole('img', { name: of });
  const width = async (of: string) =>
    drawn(of).evaluate((image: HTMLImageElement) => image.naturalWidth);

  await plan.getByRole('treeitem', { name: /^Read / }).click();
  // Set apart by the store, and fetched; the words stand above it.
  await expect(drawn('Output, part 2')).toHaveAttribute('src', /^blob:/);
  await expect.poll(() => width('Output, part 2')).toBe(320);
  await expect(inspector.getByText('The chart of the year')).toBeVisible();

  await plan.getByRole('treeitem', { name: /^Edit / }).click();
  await expect(inspector.getByRole('tab', { name: 'Diff' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  // The input does not say this line: the log does.
  await expect(inspector.getByText('check(tides);')).toBeVisible();
  await expect(inspector.getByText('@@ -12,3 +12,4 @@')).toBeVisible();

  await plan.getByRole('treeitem', { name: 'Before plan' }).click();
  await page.keyboard.press('l');
  await plan.getByRole('treeitem', { name: /^You: Publish/ }).click();
  await inspector.getByRole('tab', { name: 'Images' }).click();
  await expect(drawn('Images, part 1')).toHaveAttribute('src', /^data:image\/png/);
  await expect.poll(() => width('Images, part 1')).toBe(48);
  // Nothing is offered that an image has not: words to copy, to wrap, to read plainly.
  await expect(inspector.getByRole('button', { name: 'Wrap lines' })).toBeHidden();
  await inspector.getByRole('tab', { name: 'Text' }).click();
  await expect(inspector.getByRole('button', { name: 'Wrap lines' })).toBeVisible();
});
