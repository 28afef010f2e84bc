import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { BuildEvent } from '../src/core/build/event.ts';
import { violations } from './support/axe.ts';
import { publish } from './support/host-api.ts';
import { inspectedBuild } from './support/inspected-build.ts';
import type { Ratchet } from './support/ratchet.ts';
import { expect, test } from './support/test.ts';
import { unfold } from './support/unfold.ts';

const row = (page: Page, name: RegExp) =>
  page.getByRole('tree', { name: 'Plan' }).getByRole('treeitem', { name }).first();

const inspectorOf = (page: Page) => page.getByRole('region', { name: 'Inspector' });

async function lookAt(page: Page, name: RegExp, tab: string): Promise<void> {
  await row(page, name).click();
  await inspectorOf(page).getByRole('tab', { name: tab }).click();
}

async function checked(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: test.info().outputPath(`${name}-${colorScheme}.png`) });
  }
}

test('texts are Markdown, code has colours, JSON is a tree, and times are told', async ({
  ratchet,
}) => {
  test.slow();
  const { page } = ratchet;
  await page.setViewportSize({ width: 1440, height: 900 });
  await publish(ratchet, 'inspected', inspectedBuild(Date.now()));
  const inspector = inspectorOf(page);
  await unfold(ratchet, row(page, /^Find who/));

  // Markdown, in the plan and in the inspector; as it is written on request.
  await row(page, /What I found/).click();
  const text = inspector.getByRole('region', { name: 'Text' });
  await expect(text.getByRole('heading', { name: 'What I found' })).toBeVisible();
  await expect(text.getByRole('listitem').filter({ hasText: 'never closes' }).last()).toBeVisible();
  await expect(text.getByRole('row', { name: 'session.ts 2 0' })).toBeVisible();
  await expect(text.locator('.code-keyword').first()).toHaveText('export');
  await expect(
    row(page, /What I found/)
      .locator('.code-keyword')
      .first(),
  ).toHaveText('export');
  await checked(page, 'text');
  await inspector.getByRole('button', { name: 'As plain text' }).click();
  await expect(text.getByText('| file | opens | closes |')).toBeVisible();
  await inspector.getByRole('button', { name: 'As plain text' }).click();

  // What waited, and what it was beside the other calls.
  await lookAt(page, /^Bash rm -rf/, 'Timing');
  const timing = inspector.getByRole('region', { name: 'Timing' });
  await expect(timing.getByText('Waited for permission')).toBeVisible();
  await expect(timing.getByText('The slowest')).toBeVisible();
  await checked(page, 'timing');

  // A file that was read, in the colours of its language.
  await lookAt(page, /^Read .*session/, 'Output');
  await expect(inspector.locator('.code-comment').first()).toContainText('The sessions of');

  await unfold(ratchet, row(page, /^Open it once/));
  await lookAt(page, /^Edit/, 'Diff');
  await expect(inspector.locator('.code-string').first()).toHaveText("'harbour.db'");
  await checked(page, 'diff');

  await lookAt(page, /^Task/, 'Timing');
  await timing.getByRole('button', { name: /^Grep/ }).click();
  await expect(inspector.getByRole('heading', { name: 'Grep', exact: true })).toBeVisible();

  // A tree by keyboard.
  await lookAt(page, /^mcp__ledger/, 'Output');
  const tree = inspector.getByRole('tree', { name: 'Output' });
  await expect(tree.getByRole('treeitem', { name: /^rows/ })).toBeVisible();
  await tree.focus();
  for (const key of ['End', 'ArrowRight']) await page.keyboard.press(key);
  await expect(tree.getByRole('treeitem', { name: /^y:\s*-3/ })).toBeVisible();
  for (let press = 0; press < 5; press += 1) await page.keyboard.press('ArrowLeft');
  const rows = tree.getByRole('treeitem', { selected: true });
  await expect(rows).toHaveAccessibleName(/^rows/);
  await expect(rows).toHaveAttribute('aria-expanded', 'false');
  await expect(tree.getByRole('treeitem', { name: /^name/ })).toHaveCount(0);
  await checked(page, 'json');
});

const hostile = [
  '<script>globalThis.hacked = 1</script><img src=x onerror="globalThis.hacked = 1">',
  '[click](javascript:globalThis.hacked=1) ![pic](https://tracker.example/pixel.png)',
  '[elsewhere](https://tracker.example/) <iframe src="https://tracker.example/"></iframe>',
  '1. '.repeat(2000),
  '> '.repeat(3000),
  '*a_'.repeat(3000),
  `| ${'x'.repeat(30_000)} |`,
].join('\n\n');

function hostileBuild(now: number): BuildEvent[] {
  let deep: string = '1';
  for (let level = 0; level < 90; level += 1) deep = `{"a":[${deep}]}`;
  return [
    { kind: 'build.started', at: now, title: '<b>Not bold</b>', cwd: '/home/dev/x' },
    { kind: 'text.appended', at: now, block: 'h', text: hostile },
    {
      kind: 'tool.started',
      at: now,
      call: 'deep',
      name: 'Query',
      input: { as: 'json', json: { file_path: 'x.ts', content: 'y'.repeat(100_000) } },
    },
    {
      kind: 'tool.ended',
      at: now,
      call: 'deep',
      outcome: 'succeeded',
      output: { as: 'json', json: JSON.parse(deep) as never },
    },
  ];
}

test('hostile content runs nothing, loads nothing, leads nowhere and holds nothing up', async ({
  ratchet,
}) => {
  const { page } = ratchet;
  await page.setViewportSize({ width: 1440, height: 900 });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(globalThis, { longTasks: tasks });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(Math.round(duration));
    }).observe({ type: 'longtask' });
  });
  const address = page.url();
  await publish(ratchet, 'hostile', hostileBuild(Date.now()));
  await row(page, /script/).click();
  const inspector = inspectorOf(page);
  const text = inspector.getByRole('region', { name: 'Text' });
  await expect(text.getByText('<script>', { exact: false })).toBeVisible();
  // No link of this kind is one at all.
  await expect(text.getByRole('button', { name: 'click' })).toHaveCount(0);
  await text.getByRole('button', { name: 'elsewhere' }).click();
  await text.getByRole('button', { name: /pic/ }).click();
  await lookAt(page, /^Query/, 'Output');
  const tree = inspector.getByRole('tree', { name: 'Output' });
  await tree.focus();
  for (let press = 0; press < 12; press += 1) {
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowRight');
  }
  await inspector.getByRole('tab', { name: 'Input' }).click();
  await expect(inspector.getByText('yyyyyyyy').first()).toBeVisible();

  expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
  // Where the build is, and nowhere else.
  await expect(page).toHaveURL(`${address}#build=hostile`);
  expect(asked.filter((url) => /tracker|javascript:/.test(url))).toEqual([]);
  await expect(page.locator('iframe, object, #root script')).toHaveCount(0);
  const tasks = await page.evaluate(
    () => (globalThis as unknown as { longTasks: number[] }).longTasks,
  );
  console.log(`  tasks over 50 ms: ${tasks.length === 0 ? 'none' : `${tasks.join(', ')} ms`}`);
  expect(Math.max(0, ...tasks)).toBeLessThan(2000);
});

async function renamed({ host }: Ratchet, build: string, title: string): Promise<void> {
  const response = await fetch(`${host.address}/v1/builds/${build}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${host.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ title }),
  });
  expect(response.ok, await response.text()).toBe(true);
}

test('a build is exported, and the file of a call is reached', async ({ launch, surface }) => {
  const folder = test.info().outputPath('work');
  mkdirSync(folder, { recursive: true });
  const opened = join(folder, 'opened.txt');
  const editor = join(folder, 'my editor');
  writeFileSync(
    editor,
    `#!/bin/sh\nprintf '%s\\n' "$@" > '${opened}.part'\nmv '${opened}.part' '${opened}'\n`,
  );
  chmodSync(editor, 0o755);
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'src/session.ts'), 'x');
  process.env['RATCHET_EDITOR'] = `"${editor}" --flag`;
  const ratchet = await launch();
  delete process.env['RATCHET_EDITOR'];
  const { page, electron } = ratchet;
  await page.setViewportSize({ width: 1440, height: 900 });
  await publish(ratchet, 'inspected', inspectedBuild(Date.now(), folder));
  // The user's own title is what the file is called by.
  await renamed(ratchet, 'inspected', 'Moorings, mended');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Moorings, mended');

  const target = join(folder, 'saved.ndjson');
  await electron?.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, target);
  const download = surface === 'chromium' ? page.waitForEvent('download') : null;
  await page.getByRole('button', { name: 'Export, and more' }).click();
  await expect(page.getByRole('menuitem', { name: /^Bundle/ })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('menuitem', { name: /^Events/ }).click();
  const file = await download;
  const said = page.getByRole('dialog', { name: /^Saved / });
  await expect(said).toContainText(/Taken out|No secrets/);
  if (file) {
    expect(file.suggestedFilename()).toMatch(/^moorings-mended-\d{4}-\d\d-\d\d\.ndjson$/);
  }
  const path = file ? await file.path() : target;
  expect(readFileSync(path, 'utf8').split('\n')[0]).toContain('"build.started"');
  // It waits while the pointer is on it.
  await said.hover();
  await page.screenshot({ path: test.info().outputPath('exported.png') });
  await said.getByRole('button', { name: 'Dismiss' }).click();
  // It leaves slowly: the next one must not be taken for it.
  await expect(said).toBeHidden();

  // The same from the palette.
  const again = surface === 'chromium' ? page.waitForEvent('download') : null;
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('export page');
  await page.keyboard.press('Enter');
  const written = await again;
  await expect(said).toBeVisible();
  const saved = written ? await written.path() : target;
  expect(readFileSync(saved, 'utf8')).toMatch(/^<!doctype html>/i);

  await unfold(ratchet, row(page, /^Open it once/));
  await row(page, /^Edit/).click();
  const inspector = inspectorOf(page);
  await expect(inspector.getByRole('button', { name: 'Copy path of the file' })).toBeVisible();
  if (!electron) {
    await expect(inspector.getByRole('button', { name: 'Open in editor' })).toHaveCount(0);
    return;
  }
  await inspector.getByRole('button', { name: 'Open in editor' }).click();
  await expect.poll(() => existsSync(opened)).toBe(true);
  expect(readFileSync(opened, 'utf8').trim().split('\n')).toEqual([
    '--flag',
    join(folder, 'src/session.ts'),
  ]);
  // A line that a tool printed, of a file that the build worked on; another file is no link.
  rmSync(opened);
  await unfold(ratchet, row(page, /^Find who/));
  await row(page, /^Bash npm test -- part-2/).click();
  await expect(inspector.getByText('src/other.ts:3')).toBeVisible();
  await expect(inspector.getByRole('button', { name: /src\/other/ })).toHaveCount(0);
  await inspector.getByRole('button', { name: 'src/session.ts:2:7' }).click();
  await expect.poll(() => existsSync(opened)).toBe(true);
  expect(readFileSync(opened, 'utf8')).toContain(join(folder, 'src/session.ts'));
  expect(await violations(page)).toEqual([]);
  await row(page, /^Edit/).click();
  const shown = await electron.evaluateHandle(({ shell }) => {
    const paths: string[] = [];
    shell.showItemInFolder = (path) => void paths.push(path);
    return paths;
  });
  await inspector.getByRole('button', { name: 'Show in folder' }).click();
  await expect.poll(() => shown.jsonValue()).toEqual([join(folder, 'src/session.ts')]);
  await electron.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()?.getMenuItemById('showInFolder')?.click(),
  );
  await expect.poll(() => shown.jsonValue()).toHaveLength(2);
  // What is not there is said, and opens nothing.
  const refused = await page.evaluate(() =>
    window.ratchet
      ?.openFile({ build: 'inspected', node: 'tool:nothing', where: 'editor' })
      .then(() => 'opened', String),
  );
  expect(refused).toContain('This call names no file.');
});
