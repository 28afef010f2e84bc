import type { BuildEvent } from '../src/core/build/event.ts';
import { violations, violationsInBoth } from './support/axe.ts';
import { expectCurrent } from './support/current.ts';
import type { Ratchet } from './support/ratchet.ts';
import { expect, test } from './support/test.ts';

/** A build of 15 versions and 9 s of work, with an hour of nothing in it. */
function events(): BuildEvent[] {
  const start = Date.now() - 4_000_000;
  const hour = 3_600_000;
  const todos = (...list: [id: string, text: string, status: 'pending' | 'active' | 'done'][]) =>
    list.map(([id, text, status]) => ({ id, text, status }));
  const said = (at: number, block: string, text: string): BuildEvent => ({
    kind: 'text.appended',
    at: start + at,
    block,
    text,
  });
  return [
    { kind: 'build.started', at: start, title: 'Chart the harbour', cwd: '/srv/harbour' },
    { kind: 'turn.started', at: start },
    said(500, 't1', 'I begin with the soundings.'),
    {
      kind: 'plan.updated',
      at: start + 1000,
      todos: todos(['1', 'Take the soundings', 'active'], ['2', 'Draw the chart', 'pending']),
    },
    { kind: 'tool.started', at: start + 1500, call: 'c1', name: 'Bash', target: 'sound --all' },
    { kind: 'tool.ended', at: start + 3000, call: 'c1', outcome: 'succeeded' },
    {
      kind: 'plan.updated',
      at: start + 3500,
      todos: todos(
        ['1', 'Take the soundings', 'done'],
        ['2', 'Draw the whole chart', 'active'],
        ['3', 'Mark the shoals', 'pending'],
      ),
    },
    { kind: 'usage', at: start + 4000, scope: 'call', key: 'u1', input: 4200, output: 300 },
    { kind: 'tool.started', at: start + hour, call: 'c2', name: 'Edit', target: 'chart.svg' },
    {
      kind: 'file.changed',
      at: start + hour + 500,
      path: '/srv/harbour/chart.svg',
      change: 'modified',
      added: 12,
      removed: 3,
      call: 'c2',
    },
    { kind: 'tool.ended', at: start + hour + 1000, call: 'c2', outcome: 'succeeded' },
    { kind: 'tool.started', at: start + hour + 1500, call: 'c3', name: 'Bash', target: 'check' },
    { kind: 'tool.ended', at: start + hour + 2500, call: 'c3', outcome: 'failed', error: 'depth' },
    said(hour + 3000, 't2', 'The depths disagree.'),
    { kind: 'notice', at: start + hour + 3500, text: 'The tide turns.' },
  ];
}

async function tell(
  { host }: Ratchet,
  part: readonly BuildEvent[],
  build = 'harbour',
): Promise<void> {
  const response = await fetch(`${host.address}/v1/builds/${build}/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${host.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ events: part }),
  });
  expect(response.ok, await response.text()).toBe(true);
}

async function open(ratchet: Ratchet) {
  const { page } = ratchet;
  await tell(ratchet, events());
  await expectCurrent(ratchet);
  return {
    page,
    slider: page.getByRole('slider', { name: 'Timeline' }),
    comparison: page.getByRole('region', { name: 'Comparison' }),
    play: page.getByRole('button', { name: 'Play the past' }),
  };
}

test('a version is marked, and compared with what is looked at', async ({ ratchet }) => {
  const { page, slider, comparison } = await open(ratchet);
  await slider.focus();
  for (let version = 15; version > 5; version -= 1) await page.keyboard.press('ArrowLeft');
  await expect(page.getByText('Viewing 5')).toBeVisible();
  // The tool that had just begun has not run on since.
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await expect(inspector.getByRole('definition').getByText('0.0 s')).toBeVisible();
  await page.keyboard.press('m');
  await expect(slider).toHaveAttribute('aria-valuetext', /, marked$/);

  await page.keyboard.press('d');
  await expect(comparison.getByText('Nothing differs.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(comparison).toBeHidden();
  await expect(slider).toBeFocused();

  await page.keyboard.press('Shift+L');
  await expect(slider).toHaveAttribute('aria-valuetext', /, mark at 5$/);
  await page.keyboard.press('d');
  await expect(comparison.getByText('v 5 → v 15')).toBeVisible();
  const rows = (section: string) =>
    comparison.getByRole('region', { name: section }).getByRole('listitem');
  await expect(rows('Todos')).toHaveText([
    /Take the soundings.*active → done.*v 7/,
    /Draw the whole chart.*pending → active.*v 7.*renamed; was Draw the chart/,
    /Mark the shoals.*added.*v 7/,
  ]);
  await expect(rows('Tools')).toHaveText([/sound --all.*ended/, /Edit.*chart\.svg/, /check/]);
  await expect(comparison.getByText('2 started · 3 ended · 1 failed')).toBeVisible();
  await expect(rows('Files')).toHaveText([/chart\.svg\s*\+12 −3\s*v 10/]);
  await expect(rows('Text and reasoning')).toHaveText([/The depths disagree\.\+20/]);
  await expect(comparison.getByText('+4.2k')).toBeVisible();

  // A row goes to its version; what is compared stays what it was.
  await rows('Tools').filter({ hasText: 'check' }).getByRole('button').click();
  await expect(page.getByText('Viewing 13')).toBeVisible();
  const failed = page.getByRole('treeitem', { name: /^Bash check/ });
  await expect(failed).toHaveAttribute('aria-selected', 'true');
  await expect(comparison.getByText('v 5 → v 15')).toBeVisible();

  await page.keyboard.press('Escape');
  await expect(comparison).toBeHidden();
  await expect(inspector).toBeVisible();

  // Escape closes it wherever the focus is, but is not taken from who writes, nor from a dialog.
  await slider.focus();
  await page.keyboard.press('d');
  await page.keyboard.press('Escape');
  await expect(comparison).toBeHidden();
  await page.keyboard.press('d');
  await failed.click();
  const filter = page.getByRole('searchbox', { name: 'Filter and search builds' });
  await filter.fill('chart');
  await page.keyboard.press('Escape');
  await expect(filter).toHaveValue('');
  await page.keyboard.press('?');
  const help = page.getByRole('dialog');
  await expect(help).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await expect(comparison).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(comparison).toBeHidden();
});

test('who went to another build keeps the focus when the comparison closes with the one before', async ({
  ratchet,
}) => {
  const { page, comparison } = await open(ratchet);
  const other = events().map((event) =>
    event.kind === 'build.started' ? { ...event, title: 'Row ashore' } : event,
  );
  await tell(ratchet, other, 'shore');
  const row = (name: string) =>
    page.getByRole('navigation', { name: 'Builds' }).getByRole('button', { name });
  await row('Chart the harbour').focus();
  await page.keyboard.press('m');
  await page.keyboard.press('d');
  await expect(comparison.getByRole('heading', { name: 'Comparison' })).toBeFocused();
  await row('Row ashore').focus();
  await page.keyboard.press('Enter');
  await expect(comparison).toBeHidden();
  await expect(row('Row ashore')).toBeFocused();
});

test('what goes on meanwhile does not change what is compared', async ({ ratchet }) => {
  const { page, slider, comparison } = await open(ratchet);
  await slider.focus();
  await page.keyboard.press('m');
  await page.keyboard.press('Home');
  await page.keyboard.press('d');
  await expect(comparison.getByText('v 1 → v 15')).toBeVisible();
  await tell(ratchet, [{ kind: 'notice', at: Date.now(), text: 'One more.' }]);
  await expect(page.getByText('15 behind live')).toBeVisible();
  await expect(comparison.getByText('v 1 → v 15')).toBeVisible();
});

test('the past plays to its end and is live then, with the idle hour folded', async ({
  ratchet,
}) => {
  const { page, slider, play } = await open(ratchet);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.getByRole('tree', { name: 'Plan' }).focus();
  await page.keyboard.press('Space');
  await expect(play).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText(/^Viewing/)).toBeVisible();

  // Space pauses, and from there goes on.
  await page.keyboard.press('Space');
  await expect(play).toHaveAttribute('aria-pressed', 'false');
  const paused = Number(await slider.getAttribute('aria-valuenow'));
  expect(paused).toBeLessThan(15);
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('>');
  await expect(page.getByRole('button', { name: 'Speed 8×' })).toBeVisible();
  await page.keyboard.press('Space');
  await expect(page.getByText(/^Viewing/)).toBeHidden();
  await expect(slider).toHaveAttribute('aria-valuenow', '15');
  await expect(play).toHaveAttribute('aria-pressed', 'false');
  await expectCurrent(ratchet);

  // The states on the way were folded here: the host gave events, not a state each.
  const of = (end: string) => asked.filter((path) => path.endsWith(end)).length;
  expect(of('/state')).toBeLessThanOrEqual(2);
  expect(of('/events')).toBeLessThanOrEqual(2);
});

test('a hand on the timeline takes over from the play', async ({ ratchet }) => {
  const { page, slider, play } = await open(ratchet);
  await slider.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await expect(play).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Home');
  await expect(play).toHaveAttribute('aria-pressed', 'false');
  await expect(slider).toHaveAttribute('aria-valuenow', '1');
});

test('a drag over the timeline dims all but a window; a double click takes it away', async ({
  ratchet,
}) => {
  const { page, slider } = await open(ratchet);
  await page.getByRole('button', { name: 'Scale by time; change to version' }).click();
  const box = await page.getByRole('region', { name: 'Timeline' }).locator('canvas').boundingBox();
  if (!box) throw new Error('The timeline is not there.');
  const at = (version: number) => box.x + (version / 15) * box.width;
  const middle = box.y + 45;
  await page.mouse.move(at(5), middle);
  await page.mouse.down();
  await page.mouse.move(at(8), middle, { steps: 4 });
  await page.mouse.up();
  const clear = page.getByRole('button', { name: 'Clear the window of versions 5 to 8' });
  await expect(clear).toBeVisible();
  // To look at a stretch is not to leave the present.
  await expect(slider).toHaveAttribute('aria-valuenow', '15');
  const edit = page.getByRole('treeitem', { name: /^Edit/ });
  await expect(edit).toHaveClass(/dimmed/);
  await expect(page.getByRole('treeitem', { name: /^Draw the whole chart/ })).not.toHaveClass(
    /dimmed/,
  );
  expect(await violations(page)).toEqual([]);

  await page.mouse.dblclick(at(12), middle);
  await expect(clear).toBeHidden();
  await expect(edit).not.toHaveClass(/dimmed/);
  await expect(slider).toHaveAttribute('aria-valuenow', '15');

  // The thumb is dragged through the versions, and a click goes to one.
  await page.mouse.click(at(6), middle);
  await expect(slider).toHaveAttribute('aria-valuenow', '6');
  await page.mouse.move(at(6), middle);
  await page.mouse.down();
  await page.mouse.move(at(3), middle, { steps: 4 });
  await page.mouse.up();
  await expect(slider).toHaveAttribute('aria-valuenow', '3');

  // By keyboard: from the mark to what is looked at.
  await page.keyboard.press('m');
  await page.keyboard.press('Shift+L');
  await page.keyboard.press('f');
  const wide = page.getByRole('button', { name: 'Clear the window of versions 3 to 15' });
  await expect(wide).toBeVisible();
  await wide.click();
  await expect(wide).toBeHidden();
});

test('comparing and playing break no rule of WCAG 2.2 AA', async ({ ratchet }) => {
  const { page, slider, comparison, play } = await open(ratchet);
  await slider.focus();
  await page.keyboard.press('m');
  await page.keyboard.press('Home');
  await page.keyboard.press('d');
  await expect(comparison.getByRole('region', { name: 'Tokens and cost' })).toBeVisible();
  expect(await violationsInBoth(page)).toEqual([]);
  await page.keyboard.press('<');
  await page.keyboard.press('Space');
  await expect(play).toHaveAttribute('aria-pressed', 'true');
  expect(await violationsInBoth(page)).toEqual([]);
  await page.keyboard.press('Escape');

  // Over the plan, where there is one column.
  await page.setViewportSize({ width: 480, height: 800 });
  await page.keyboard.press('d');
  await expect(page.getByRole('dialog', { name: 'Comparison' })).toBeVisible();
  expect(await violationsInBoth(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('?');
  await expect(page.getByText('Play the past, or pause')).toBeVisible();
});
