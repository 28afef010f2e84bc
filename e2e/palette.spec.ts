import type { BuildEvent } from '../src/core/build/event.ts';
import { violations, violationsInBoth } from './support/axe.ts';
import { holdFrames } from './support/frames.ts';
import { publish } from './support/host-api.ts';
import type { Ratchet } from './support/ratchet.ts';
import { expect, test } from './support/test.ts';

const at = Date.now() - 60_000;
const words = (block: string, text: string): BuildEvent => ({
  kind: 'text.appended',
  at,
  block,
  text,
});
const plan = (...statuses: ('pending' | 'active' | 'done')[]): BuildEvent => ({
  kind: 'plan.updated',
  at,
  todos: ['Sound the channel', 'Dredge it', 'Light the beacons'].map((text, index) => ({
    id: `${index}`,
    text,
    status: statuses[index] ?? 'pending',
  })),
});

/** Ten versions: the TODOs begin at 3, 6 and 8. */
const harbour: BuildEvent[] = [
  { kind: 'build.started', at, title: 'Rebuild the harbour', cwd: '/srv/harbour', agent: 'codex' },
  words('a', 'First the soundings.'),
  plan('active'),
  { kind: 'tool.started', at, call: 'c1', name: 'Bash', target: 'sound --all' },
  { kind: 'tool.ended', at, call: 'c1', outcome: 'failed', error: 'no lead' },
  plan('done', 'active'),
  words('b', 'The dredger works.'),
  plan('done', 'done', 'active'),
  words('c', 'All the beacons are lit.'),
  { kind: 'build.ended', at, outcome: 'failed' },
];
const mole: BuildEvent[] = [
  { kind: 'build.started', at, title: 'Mend the mole', cwd: '/srv/mole', agent: 'claude-code' },
  words('a', 'Stones, and a lighthouse.'),
  { kind: 'build.ended', at, outcome: 'succeeded' },
];

async function open(ratchet: Ratchet) {
  const { page } = ratchet;
  await page.setViewportSize({ width: 1360, height: 860 });
  await publish(ratchet, 'mole', mole);
  await publish(ratchet, 'harbour', harbour);
  const list = page.getByRole('navigation', { name: 'Builds' });
  await list.getByRole('button', { name: /Rebuild the harbour/ }).click();
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  return {
    page,
    list,
    heading: page.getByRole('heading', { level: 1 }),
    tree: page.getByRole('tree', { name: 'Plan' }),
    slider: page.getByRole('slider', { name: 'Timeline' }),
    box: list.getByRole('searchbox'),
    palette: page.getByRole('dialog', { name: 'Command palette' }),
    input: page.getByRole('combobox', { name: 'Commands and builds' }),
  };
}

test('the palette finds commands and builds, and what is neither is searched for', async ({
  ratchet,
}) => {
  const { page, heading, tree, box, palette, input } = await open(ratchet);
  const options = palette.getByRole('option');
  const chosen = palette.getByRole('option', { selected: true });
  await tree.focus();
  await page.keyboard.press('ControlOrMeta+k');
  await expect(input).toBeFocused();
  await expect(palette.getByRole('option', { name: /^Next error e$/ })).toBeVisible();
  // What cannot be done now is not offered unasked, and says why when it is asked for.
  await expect(palette.getByText('Up to the caller')).toBeHidden();
  await page.keyboard.type('caller');
  await expect(palette.getByRole('option', { name: /^Up to the caller/ })).toBeDisabled();
  await expect(palette.getByText('No other build called this one')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+k');
  await expect(palette).toBeHidden();
  await expect(tree).toBeFocused();

  // A command, by some of its letters.
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('wrap');
  await expect(chosen).toHaveText(/^Wrap lines/);
  const spoken = (await chosen.getAttribute('id')) ?? '';
  await expect(input).toHaveAttribute('aria-activedescendant', spoken);
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(tree).toBeFocused();
  await expect(page.getByRole('button', { name: 'Wrap lines' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );

  await page.keyboard.press('c');
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await expect(inspector.getByRole('status').getByText('Copied')).toBeVisible();

  // A build, by its title; what was chosen last comes first.
  await page.keyboard.press('ControlOrMeta+k');
  await expect(options.first()).toHaveText(/^Wrap lines/);
  await page.keyboard.type('mend');
  await expect(chosen).toHaveText(/Mend the mole.*mole · Claude Code/);
  await page.keyboard.press('Enter');
  await expect(heading).toHaveText('Mend the mole');

  // The project and the agent are in the row, and are found as well.
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('codex');
  await expect(palette.getByRole('option', { name: /Rebuild the harbour/ })).toBeVisible();

  // Neither: all builds are searched for it.
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('lighthouse');
  await expect(palette.getByText('No command and no build is called “lighthouse”.')).toBeVisible();
  await expect(chosen).toHaveText('Search in all builds for “lighthouse”');
  await page.keyboard.press('Enter');
  await expect(box).toBeFocused();
  await expect(box).toHaveValue('lighthouse');
  await expect(page.getByRole('button', { name: /Stones, and a lighthouse/ })).toBeVisible();

  // From within the box, and back to it.
  await page.keyboard.press('ControlOrMeta+k');
  await expect(input).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(box).toBeFocused();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'commands' }).click();
  await page.keyboard.type('about');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'About Ratchet' })).toContainText(/Ratchet \d/);
});

test('a command that fails says so, until it is put away', async ({ ratchet }) => {
  const { page, electron } = ratchet;
  await expect(page.getByText(/ratchet watch/).first()).toBeVisible();
  if (electron) {
    await electron.evaluate(({ dialog }) => {
      dialog.showOpenDialog = () => Promise.reject(new Error('There is no file chooser.'));
    });
  } else {
    ratchet.problems.expect(/ERR_FAILED/);
    await page.route('**/v1/demo', (route) => route.abort());
  }
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type(electron ? 'watch files' : 'demo');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText(
    electron
      ? 'Watch files…: There is no file chooser.'
      : 'Play the demo build: The host does not answer.',
  );
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Put the message away' }).click();
  await expect(page.getByRole('alert')).toBeHidden();
});

test('keys find, open the n-th build, and step from TODO to TODO', async ({ ratchet }) => {
  const { page, heading, tree, slider, box, palette } = await open(ratchet);
  await tree.focus();
  // Failed stands above Today.
  await page.keyboard.press('ControlOrMeta+2');
  await expect(heading).toHaveText('Mend the mole');
  await page.keyboard.press('ControlOrMeta+f');
  await expect(box).toBeFocused();
  await page.keyboard.type('harbour');
  // The first of those that are left.
  await page.keyboard.press('ControlOrMeta+1');
  await expect(heading).toHaveText('Rebuild the harbour');
  await page.keyboard.press('ControlOrMeta+f');
  await page.keyboard.type('{e');
  await expect(box).toHaveValue('{e');
  await expect(slider).toHaveAttribute('aria-valuenow', '10');
  await page.keyboard.press('Escape');

  const chosen = tree.getByRole('treeitem', { selected: true });
  for (const [key, version, todo] of [
    ['{', '8', 'Light the beacons'],
    ['{', '6', 'Dredge it'],
    ['{', '3', 'Sound the channel'],
    ['{', '3', 'Sound the channel'],
    ['}', '6', 'Dredge it'],
    ['}', '8', 'Light the beacons'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(slider).toHaveAttribute('aria-valuenow', version);
    await expect(chosen).toHaveAccessibleName(new RegExp(todo));
  }
  await page.keyboard.press('}');
  await expect(slider).toHaveAttribute('aria-valuenow', '10');
  await expect(page.getByText(/^Viewing/)).toBeHidden();

  // The other keys rest in dialogs; those with Ctrl go from one to the other.
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await expect(keys.getByRole('region', { name: 'Timeline' })).toContainText('Play the past');
  await page.keyboard.press('[');
  await page.keyboard.press('ControlOrMeta+k');
  await expect(palette).toBeVisible();
  await expect(keys).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
  await expect(slider).toHaveAttribute('aria-valuenow', '10');
});

test('keys that come faster than the machine draws do what they always do', async ({ ratchet }) => {
  const { page, heading, tree, slider, palette, input } = await open(ratchet);
  await tree.focus();
  let letGo = await holdFrames(page);
  // What is typed goes into the palette, not to the keys of the window.
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('mend');
  await expect(input).toHaveValue('mend');
  await page.keyboard.press('Escape');
  // And the keys of the window are there again as soon as it is closed.
  await page.keyboard.press('[');
  await expect(slider).toHaveAttribute('aria-valuenow', '9');
  await expect(palette).toBeHidden();
  // They rest in every dialog, and what is open gives way.
  await page.keyboard.press('?');
  await page.keyboard.press('[');
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('mend');
  await page.keyboard.press('Enter');
  await expect(heading).toHaveText('Mend the mole');
  await page.keyboard.press('s');
  await page.keyboard.type('rebuild');
  await page.keyboard.press('Enter');
  const pane = (side: string) => page.getByRole('region', { name: `${side} pane` });
  await expect(pane('Right')).toContainText('Rebuild');
  await letGo();

  // The keyboard goes from pane to pane.
  const other = pane('Left').getByRole('tree', { name: 'Plan' });
  await expect(other).toBeVisible();
  letGo = await holdFrames(page);
  await page.keyboard.press('v');
  await expect(other).toBeFocused();
  await letGo();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('palette and help break no rule of WCAG 2.2 AA', async ({ ratchet }) => {
  const { page, palette, input } = await open(ratchet);
  test.slow();
  const look = async (name: string) => expect(await violationsInBoth(page), name).toEqual([]);
  await page.keyboard.press('ControlOrMeta+k');
  await expect(palette).toBeVisible();
  await look('palette');
  await page.keyboard.type('re');
  await look('found');
  await page.keyboard.type('xyz');
  await expect(palette.getByText(/^No command/)).toBeVisible();
  await look('nothing');
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await look('keys');

  await page.setViewportSize({ width: 480, height: 800 });
  await look('keys, narrow');
  await page.keyboard.press('ControlOrMeta+k');
  await expect(palette).toBeVisible();
  await look('palette, narrow');
  await page.keyboard.type('watch an');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Watch an agent' })).toContainText('No sessions');
  await look('agents, narrow');

  // In one column the list is fetched, also from above what lies over it.
  const letGo = await holdFrames(page);
  await page.keyboard.press('ControlOrMeta+f');
  const box = page.getByRole('searchbox');
  await expect(box).toBeFocused();
  await letGo();
  await page.keyboard.press('ControlOrMeta+k');
  await expect(input).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(box).toBeFocused();
});
