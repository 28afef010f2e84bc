import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page, TestInfo } from '@playwright/test';
import { said } from '../test/support/transcript.ts';
import { violations } from './support/axe.ts';
import { agentsIn } from './support/ratchet.ts';
import { holdFrames } from './support/frames.ts';
import { askHost, publish } from './support/host-api.ts';
import { someBuilds } from './support/some-builds.ts';
import { expect, test } from './support/test.ts';

const listOf = (page: Page) => page.getByRole('navigation', { name: 'Builds' });
const groupOf = (page: Page, name: string) => listOf(page).getByRole('list', { name, exact: true });

/** What it looks like, and what axe says of it, in both themes. */
async function look(page: Page, testInfo: TestInfo, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const path = testInfo.outputPath(`${name} ${colorScheme}.png`);
    await page.screenshot({ path });
    await testInfo.attach(`${name} ${colorScheme}`, { path, contentType: 'image/png' });
    found.push(...(await violations(page)));
  }
  return found;
}

test('a build is pinned, renamed, deleted and brought back; others see it, and a restart keeps it', async ({
  launch,
}, testInfo) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'ratchet-e2e-list-'));
  try {
    const ratchet = await launch({ dataDir });
    const { page } = ratchet;
    await someBuilds(ratchet);
    const list = listOf(page);
    const row = (name: string) =>
      list.locator('[data-build]').getByRole('button', { name }).first();
    const heading = page.getByRole('heading', { level: 1 });
    await row('Paint the fence').click();
    await expect(heading).toHaveText('Paint the fence');

    // By the menu of the row.
    await row('Paint the fence').click({ button: 'right' });
    const menu = page.getByRole('menu', { name: 'Actions' });
    await expect(menu.getByRole('menuitem')).toHaveText([
      /^Pin/,
      /^Rename/,
      /^Copy link/,
      /^Copy id/,
      /^Delete/,
    ]);
    expect(await look(page, testInfo, 'menu')).toEqual([]);
    await menu.getByRole('menuitem', { name: 'Pin' }).click();
    await expect(groupOf(page, 'Pinned').getByRole('button').first()).toHaveAccessibleName(
      /Paint the fence/,
    );
    await expect(row('Paint the fence')).toBeFocused();

    // By keys; Escape takes back what was typed.
    await page.keyboard.press('F2');
    const field = list.getByRole('textbox', { name: 'Title of Paint the fence' });
    await field.fill('Something else');
    await page.keyboard.press('Escape');
    await expect(row('Paint the fence')).toBeFocused();
    await page.keyboard.press('F2');
    await expect(field).toBeFocused();
    expect(await look(page, testInfo, 'rename')).toEqual([]);
    await field.fill('My fence');
    await page.keyboard.press('Enter');
    await expect(row('My fence')).toBeFocused();
    await expect(heading).toHaveText('My fence');
    // The next key is for the row, as soon as the field or the menu has gone.
    const letGo = await holdFrames(page);
    await row('Look at the moorings').focus();
    await page.keyboard.press('F2');
    await page.keyboard.press('Escape');
    await expect(row('Look at the moorings')).toBeFocused();
    await row('Look at the moorings').click({ button: 'right' });
    await menu.getByRole('menuitem', { name: 'Copy id' }).click();
    await expect(row('Look at the moorings')).toBeFocused();
    await letGo();

    // What another window does arrives here, and what the agent says does not undo it.
    await askHost(ratchet, 'PATCH', '/v1/builds/tide', { title: 'Tides', pinned: true });
    await expect(groupOf(page, 'Pinned').getByRole('button', { name: 'Tides' })).toBeVisible();
    await publish(ratchet, 'tide', [
      { kind: 'build.updated', at: Date.now(), title: 'The words of the agent' },
    ]);
    await expect(row('Tides')).toBeVisible();
    await row('Tides').focus();
    await page.keyboard.press('p');
    await expect(groupOf(page, 'Running').getByRole('button', { name: 'Tides' })).toBeVisible();

    // By the button of the row.
    await row('Look at the moorings').hover();
    await groupOf(page, 'Failed').getByRole('button', { name: 'Actions' }).click();
    await expect(menu).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(menu).toBeHidden();
    await expect(row('Look at the moorings')).toBeFocused();

    // Deleted, the next one takes its place; and brought back, to the screen as well.
    await row('My fence').focus();
    await page.keyboard.press('Delete');
    await expect(row('My fence')).toBeHidden();
    await expect(heading).not.toHaveText('My fence');
    const toast = page.getByText('Deleted “My fence”');
    // It waits while the pointer is on it.
    await toast.hover();
    expect(await look(page, testInfo, 'deleted')).toEqual([]);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect(groupOf(page, 'Pinned').getByRole('button', { name: 'My fence' })).toBeVisible();
    await expect(heading).toHaveText('My fence');
    await expect(toast).toBeHidden();
    const recently = list.getByRole('region', { name: 'Recently deleted' });
    await expect(recently).toBeHidden();

    // The toast may be gone: the list offers it for as long as it lasts, also after a reload.
    await row('My fence').focus();
    await page.keyboard.press('Delete');
    await expect(recently.getByRole('listitem')).toHaveText(/^My fencegone for good in \d+ sUndo$/);
    // So is what was deleted elsewhere, also for a page that comes later.
    await askHost(ratchet, 'DELETE', '/v1/builds/gate');
    await expect(recently.getByRole('listitem')).toHaveText([/^Hang the garden gate/, /^My fence/]);
    await page.reload();
    await expect(toast).toBeHidden();
    await expect(recently.getByRole('listitem')).toHaveText([/^Hang the garden gate/, /^My fence/]);
    expect(await look(page, testInfo, 'recently deleted')).toEqual([]);
    await recently.getByRole('button', { name: 'Undo deleting “Hang the garden gate”' }).click();
    await expect(row('Hang the garden gate')).toBeVisible();
    await expect(heading).not.toHaveText('Hang the garden gate');
    await recently.getByRole('button', { name: 'Undo deleting “My fence”' }).press('Enter');
    await expect(groupOf(page, 'Pinned').getByRole('button', { name: 'My fence' })).toBeFocused();
    await expect(recently).toBeHidden();
    await expect(heading).toHaveText('My fence');

    // Deleted while its agent is at work: it is back as soon as that goes on.
    await row('Tides').focus();
    await page.keyboard.press('Delete');
    await expect(row('Tides')).toBeHidden();
    await expect(page.getByText('It comes back if its agent goes on.')).toBeVisible();
    await publish(ratchet, 'tide', [{ kind: 'notice', at: Date.now(), text: 'On we go' }]);
    await expect(row('Tides')).toBeVisible();

    await row('Look at the moorings').focus();
    await page.keyboard.press('Delete');
    await expect(row('Look at the moorings')).toBeHidden();
    await ratchet[Symbol.asyncDispose]();

    const again = await launch({ dataDir });
    const pinned = groupOf(again.page, 'Pinned').getByRole('button', { name: 'My fence' });
    await expect(pinned).toBeVisible();
    await expect(listOf(again.page).getByRole('button', { name: 'Tides' })).toBeVisible();
    await expect(
      listOf(again.page).locator('[data-build]').getByText('Look at the moorings'),
    ).toBeHidden();
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});

test('the list is filtered by project, agent and status, together with words', async ({
  ratchet,
}, testInfo) => {
  const { page } = ratchet;
  await someBuilds(ratchet);
  const list = listOf(page);
  const titles = async () => {
    const ids = await list
      .locator('[data-build]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-build') ?? ''));
    return ids.toSorted((one, other) => (one < other ? -1 : 1));
  };
  await expect.poll(titles).toEqual(['gate', 'moor', 'paint', 'tide']);

  // What went wrong in a build is found whatever became of it.
  await publish(ratchet, 'paint', [
    { kind: 'tool.started', at: Date.now(), call: 'c', name: 'Bash', target: 'stir' },
    { kind: 'tool.ended', at: Date.now(), call: 'c', outcome: 'failed' },
  ]);
  await list.getByRole('button', { name: 'Filters' }).click();
  const filters = page.getByRole('dialog', { name: 'Filters' });
  const trouble = filters.getByRole('group', { name: 'Trouble' });
  await expect(trouble).toHaveText('TroubleFailed tools1');
  await trouble.getByText('Failed tools').click();
  await expect.poll(titles).toEqual(['paint']);
  await trouble.getByText('Failed tools').click();
  const projects = filters.getByRole('group', { name: 'Project' });
  await expect(projects.getByText(/garden|harbour/)).toHaveText(['garden', 'harbour']);
  await projects.getByRole('checkbox', { name: 'harbour' }).click();
  await expect.poll(titles).toEqual(['moor', 'tide']);
  // Others are counted as far as this one leaves them.
  await expect(filters.getByRole('group', { name: 'Agent' })).toHaveText(
    /^AgentClaude Code1Codex1OpenCode0$/,
  );
  await filters.getByRole('group', { name: 'Status' }).getByText('Failed').click();
  await expect.poll(titles).toEqual(['moor']);
  expect(await look(page, testInfo, 'filters')).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(filters).toBeHidden();

  const chips = list.getByRole('list', { name: 'Active filters' });
  await expect(chips.getByRole('listitem')).toHaveText(['Failed', 'harbour']);
  await page.reload();
  await expect(chips.getByRole('listitem')).toHaveText(['Failed', 'harbour']);
  await chips.getByRole('button', { name: 'Remove filter: Status Failed' }).click();
  await expect.poll(titles).toEqual(['moor', 'tide']);

  // Words look through what the filters leave; so does the search within builds.
  const box = list.getByRole('searchbox');
  await box.fill('turquoise');
  const found = list.getByRole('list', { name: 'Found in builds' });
  await expect(found.getByRole('heading')).toHaveText(/Publish the tide tables/);
  // The arrow leads to what was found, not to what clears the words.
  await box.press('ArrowDown');
  await expect(found.getByRole('button').first()).toBeFocused();
  await expect(list.getByText(/No build is called/)).toHaveText(
    'No build is called “turquoise” with these filters: project harbour.',
  );
  expect(await look(page, testInfo, 'nothing found')).toEqual([]);
  await list.getByRole('button', { name: 'Clear the filters' }).click();
  await expect(found.getByRole('heading')).toHaveCount(2);
  await list.getByRole('button', { name: 'Clear the filter', exact: true }).click();
  await expect.poll(titles).toEqual(['gate', 'moor', 'paint', 'tide']);

  // Sub-agents that are called the same are told apart by what each was asked.
  const at = Date.now();
  for (const [id, part] of [
    ['one', 'the parser and its tests'],
    ['two', 'the printer'],
  ] as const) {
    const title = 'You review code with great care.';
    await publish(ratchet, id, [
      { kind: 'build.started', at, agent: 'codex', session: id, parentSession: 'tide', title },
      { kind: 'user.message', at, text: `${title} Look at ${part}.` },
      { kind: 'text.appended', at, block: 'b', text: 'I will look.' },
    ]);
  }
  await list.getByRole('button', { name: '2 sub-agents of Publish the tide tables' }).click();
  const row = list.getByRole('button', { name: /You review code/ });
  await expect(row.filter({ hasText: /[12] of 2.*parser and its tests\./ })).toHaveCount(1);
  await expect(row.filter({ hasText: /[12] of 2.*printer\./ })).toHaveCount(1);
  expect(await look(page, testInfo, 'called the same')).toEqual([]);
});

test('after the first agent is watched, others and files still can be', async ({
  launch,
}, testInfo) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'ratchet-e2e-more-'));
  try {
    const { CLAUDE_CONFIG_DIR = '', CODEX_HOME = '' } = agentsIn(dataDir);
    const put = async (path: string) => {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, `${said('1', 'The fence is painted.')}\n`);
    };
    await put(join(CLAUDE_CONFIG_DIR, 'projects/-fence/one.jsonl'));
    await put(join(CODEX_HOME, 'sessions/2026/01/02/three.jsonl'));
    const { page, surface } = await launch({ dataDir });
    await page.getByRole('button', { name: 'Watch Claude Code' }).click();
    await expect(page.getByText('The fence is painted.').first()).toBeVisible();

    await listOf(page).getByRole('button', { name: 'Watch an agent or file…' }).click();
    const more = page.getByRole('dialog', { name: 'Watch an agent or file' });
    const agents = more.getByRole('list', { name: 'Agents on this machine' }).getByRole('listitem');
    await expect(agents).toHaveText([/^Claude Code.*Watched$/, /^Codex.*Watch$/]);
    await expect(
      surface === 'electron'
        ? more.getByRole('button', { name: 'Watch files…' })
        : more.getByText('ratchet watch recording.jsonl'),
    ).toBeVisible();
    expect(await look(page, testInfo, 'watch more')).toEqual([]);
    await more.getByRole('button', { name: 'Watch Codex' }).click();
    await expect(agents.last()).toHaveText(/Watched$/);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});
