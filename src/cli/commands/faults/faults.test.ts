import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../test/support/eventually.ts';
import { command } from '../../../../test/support/command.ts';
import { type RunningHost, runHost } from '../../../../test/support/running-host.ts';
import {
  faultAnswerSchema,
  type FaultRequest,
  faultScriptSchema,
  noFaults,
} from '../../../core/sync/faults/faults.ts';
import { chance, cutSeconds, delay, seed, watcher } from './arguments.ts';

/** Each start of the command takes its time on a busy machine. Milliseconds. */
const TIMEOUT = 90_000;

async function scene(faults = true) {
  const running = await runHost({ faults });
  onTestFinished(() => running[Symbol.asyncDispose]());
  const ratchet = async (args: string[], input = '') => {
    const started = command(running.dataDir, ['faults', ...args], input);
    onTestFinished(() => started.stop().then(() => {}));
    const { code, stdout, stderr } = await started.finished;
    return { code, stdout: stdout.toString(), stderr };
  };
  const report = async () =>
    faultAnswerSchema.parse(await (await running.call('/v1/faults')).json()).faults;
  const take = (request: FaultRequest) =>
    running.call('/v1/faults', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
  return { running, ratchet, report, take };
}

/** A watcher of one build over a real line; gives what its replica last said of itself. */
async function watch(running: RunningHost): Promise<() => { phase: string; version: number }> {
  const client = running.client();
  let shown = { phase: '', version: 0 };
  client.watchBuild('b', ({ phase, version }) => (shown = { phase, version }));
  client.open();
  await eventually(() => expect(shown.phase).toBe('live'));
  return () => shown;
}

test(
  'faults are set for one watcher and for everyone, told in words and as JSON, and cleared',
  async () => {
    const { running, ratchet, report } = await scene();
    await watch(running);
    await watch(running);
    const everything = ['--drop', '10%', '--duplicate', '0.25', '--reorder', '.5', '--delay', '20'];
    expect(await ratchet(['set', ...everything, '--stall', '--watcher', 'w2'])).toEqual({
      code: 0,
      stdout: 'w2: drop 10%, duplicate 25%, reorder 50%, delay 20 ms, stall\n',
      stderr: '',
    });
    expect((await ratchet(['set', '--delay', '5'])).stdout).toBe('everyone: delay 5 ms\n');

    const { stdout } = await ratchet([]);
    expect(stdout).toMatch(/^w1 +test +connected +delay 5 ms$/m);
    expect(stdout).toMatch(/^w2 +test +connected +delay 5 ms$/m);
    expect(stdout).toMatch(/^\* +everyone else +delay 5 ms$/m);
    expect(stdout).toMatch(/^Seed \d+, 2 steps recorded$/m);
    const raw = JSON.parse((await ratchet(['--json'])).stdout) as { watchers: unknown[] };
    expect(faultAnswerSchema.parse(raw).faults?.everyone.delay).toBe(5);
    expect(raw.watchers).toHaveLength(2);

    expect((await ratchet(['clear'])).code).toBe(0);
    expect((await report())?.watchers.map(({ faults }) => faults.delay)).toEqual([0, 0]);
  },
  TIMEOUT,
);

test(
  'a cut watcher comes back, and the list says what it counted',
  async () => {
    const { running, ratchet, take } = await scene();
    const shown = await watch(running);
    expect((await ratchet(['cut', '99.5', '--watcher', 'w1'])).stdout).toBe('w1: cut for 99.5 s\n');
    expect(shown().phase).toBe('offline');
    expect((await ratchet([])).stdout).toMatch(/^w1 +test +cut for [\d.]+ s +none$/m);
    await running.call('/v1/builds/b/events', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ events: [{ kind: 'notice', at: 1, text: 'while it was away' }] }),
    });
    await take({ type: 'command', command: { do: 'clear' } });
    await eventually(() => expect(shown()).toEqual({ phase: 'live', version: 1 }));
    // Told with the heartbeat.
    await eventually(async () => {
      const told = await (await running.call('/v1/watchers')).text();
      expect(told).toContain('"replayed":1');
    });
    // The columns: received, replayed, duplicates, gaps, resyncs, refreshed.
    expect((await ratchet([])).stdout).toMatch(/^w1 +0 +1 +0 +0 +0 +0$/m);
  },
  TIMEOUT,
);

test(
  'what was done is recorded, and played again with the same seed',
  async () => {
    const { running, ratchet, report, take } = await scene();
    await watch(running);
    expect((await ratchet(['record', '--seed', '7'])).stdout).toBe('Recording, seed 7\n');
    const faults = { ...noFaults, drop: 1 };
    await take({ type: 'command', command: { do: 'set', watcher: 'w1', faults } });
    await take({ type: 'command', command: { do: 'cut', watcher: '*', milliseconds: 200 } });
    const { stdout } = await ratchet(['script']);
    const script = faultScriptSchema.parse(JSON.parse(stdout));
    expect(script).toMatchObject({ seed: 7, steps: [{ command: { do: 'set' } }, {}] });

    const printed = /^2 steps over [\d.]+ s, seed 7\n {2}at [\d.]+ s {2}w1: drop 100%\n {2}at /;
    const file = join(running.dataDir, 'script.json');
    await writeFile(file, stdout);
    const waited = await ratchet(['play', file, '--wait']);
    expect(waited.stdout).toMatch(printed);
    expect(waited.stdout).toMatch(/\nDone after [\d.]+ s\n$/);
    const replayed = await report();
    expect(replayed).toMatchObject({ pending: 0, script: { seed: 7 } });
    expect(replayed?.script.steps.map((step) => step.command)).toEqual(
      script.steps.map((step) => step.command),
    );
    expect((await ratchet(['play', '-'], stdout)).stdout).toMatch(printed);
  },
  TIMEOUT,
);

test(
  'wrong usage ends with 2, says what would be right, and changes nothing',
  async () => {
    const { ratchet, report } = await scene();
    const cases: [args: string[], words: string][] = [
      [['set'], 'name a fault'],
      [['set', '--drop', '1', '--watcher', 'w9'], 'There is no watcher w9'],
      [['play', '-'], 'no script of faults'],
      [['dance'], 'too many arguments'],
    ];
    for (const [args, words] of cases) {
      const finished = await ratchet(args);
      expect(finished.stderr).toContain(words);
      expect(finished).toMatchObject({ code: 2, stdout: '' });
    }
    expect((await report())?.script.steps).toEqual([]);
  },
  TIMEOUT,
);

test.each([
  [chance, '10', 'a percentage'],
  [chance, '101%', 'a percentage'],
  [chance, '', 'a percentage'],
  [delay, '-1', 'milliseconds'],
  [delay, '0.5', 'milliseconds'],
  [cutSeconds, '0', 'up to 600'],
  [cutSeconds, '601', 'up to 600'],
  [cutSeconds, '1e2', 'up to 600'],
  [watcher, 'tom', 'such as w1'],
  [seed, '1.5', 'whole number'],
])('%o does not take %j', (parse, text, words) => {
  expect(() => parse(text)).toThrow(words);
});

test('chances are taken as numbers and as percentages, cuts in seconds', () => {
  expect(['0', '1', '.5', '12.5%', '100%'].map(chance)).toEqual([0, 1, 0.5, 0.125, 1]);
  expect(['0.25', '600'].map(cutSeconds)).toEqual([250, 600_000]);
});

test(
  'a host without --faults fails what is asked with its own words',
  async () => {
    const { ratchet } = await scene(false);
    for (const args of [[], ['set', '--stall']]) {
      const finished = await ratchet(args);
      expect(finished.stderr).toContain('faults-off: This Ratchet puts no faults into the stream');
      expect(finished).toMatchObject({ code: 1, stdout: '' });
    }
  },
  TIMEOUT,
);

test(
  'without a host there is nothing to break',
  async () => {
    const { running, ratchet } = await scene();
    await running.host.close();
    expect(await ratchet(['clear'])).toMatchObject({ code: 3, stdout: '' });
  },
  TIMEOUT,
);
