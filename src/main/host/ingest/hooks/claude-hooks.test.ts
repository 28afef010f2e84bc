import { utimes } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventually } from '../../../../../test/support/eventually.ts';
import { hookedHost } from '../../../../../test/support/hooked-host.ts';
import {
  type Happening,
  waitingSession,
  wholeSession,
} from '../../../../../test/support/hooked-session.ts';
import { VirtualTime } from '../../../../../test/support/world.ts';
import { type BuildState, emptyState, type Node } from '../../../../core/build/state.ts';
import { ClaudeHooks } from './claude-hooks.ts';

type Step = 'line' | 'hook' | 'look' | 'settle' | 'restart';
const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constant<Step>('line') },
    { weight: 4, arbitrary: fc.constant<Step>('hook') },
    { weight: 2, arbitrary: fc.constantFrom<Step>('look', 'settle') },
    { weight: 1, arbitrary: fc.constant<Step>('restart') },
  ),
  { minLength: 10, maxLength: 60 },
);

/** What must not depend on which way was faster. */
function told(state: BuildState | null) {
  const nodes = state?.nodes.chunks.flat() ?? [];
  const { attention, ended, turns, agent, session, cwd } = state ?? {};
  const reason = ended?.reason;
  return { nodes: nodes.map(said), attention, reason, turns: turns?.count, agent, session, cwd };
}

function said(node: Node) {
  if (node.kind === 'tool') return [node.call, node.name, node.target, node.outcome];
  return 'text' in node ? [node.kind, node.text] : [node.kind];
}

const PATIENCE = 5000;
const LINGER = 10 * 60_000;

const isHook = (one: Happening) => 'hook' in one;

/** Plays what happened: hooks and lines each in their order, and in any order between the two. */
async function play(
  host: Awaited<ReturnType<typeof hookedHost>>,
  happenings: readonly Happening[],
  order: readonly Step[],
  mayPass: (hook: Happening, nextLine: Happening | undefined) => boolean,
) {
  const hooks = happenings.filter(isHook);
  const lines = happenings.filter((one) => !isHook(one));
  // What waits for the file to be there is not kept.
  const allHooks = hooks.length;
  const deliver = async (from: Happening[]) => {
    const next = from.shift();
    if (next) await host.deliver(next);
  };
  for (const step of order) {
    if (step === 'line' && lines[0] && (!hooks[0] || mayPass(hooks[0], lines[0])))
      await deliver(lines);
    else if (step === 'hook') await deliver(hooks);
    else if (step === 'look') host.look();
    else if (step === 'settle') await host.idle();
    else if (step === 'restart' && lines.length < happenings.length - allHooks)
      await host.restart();
  }
  while (hooks.length + lines.length > 0) {
    const [hook, line] = [hooks[0], lines[0]];
    await deliver(line && (!hook || line.time < hook.time) ? lines : hooks);
  }
  await host.idle();
  host.time.advance(PATIENCE);
  host.look();
  await host.idle();
}

const inTime = (hook: Happening, line: Happening | undefined) => !line || line.time <= hook.time;

test('a request stands until its own call goes on, and no longer', async () => {
  await using host = await hookedHost();
  const { happenings } = waitingSession(host.transcript);
  const waiting: string[] = [];
  for (const one of happenings) {
    await host.deliver(one);
    host.look();
    await host.idle();
    waiting.push((host.state()?.attention ?? []).map(({ text }) => text).join());
  }
  // A neighbour's result answers nothing, and the notification says nothing new.
  const [prune, burn] = ['Bash: prune hedge', 'Bash: burn leaves'];
  expect(waiting).toEqual(['', '', '', '', '', '', '', prune, prune, prune, '', '', burn, '', '']);
});

test('however late the lines are read, and whenever the host is started anew, the build is the same', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (order) => {
      await using plain = await hookedHost();
      await play(plain, waitingSession(plain.transcript).happenings, [], inTime);
      await using host = await hookedHost();
      await play(host, waitingSession(host.transcript).happenings, order, inTime);
      expect(host.builds()).toHaveLength(1);
      expect(host.state()?.attention).toEqual([]);
      expect(told(host.state())).toEqual(told(plain.state()));
    }),
    { numRuns: 10 },
  );
}, 60_000);

test('hooks that come late, twice or before their neighbour leave the same build at the end', async () => {
  await fc.assert(
    fc.asyncProperty(
      steps,
      fc.infiniteStream(fc.constantFrom('once', 'twice', 'swapped')),
      async (order, fates) => {
        await using plain = await hookedHost();
        await play(plain, wholeSession(plain.transcript).happenings, [], inTime);
        await using host = await hookedHost();
        const { happenings } = wholeSession(host.transcript);
        await play(host, disturbed(happenings, fates), order, () => true);
        expect(host.builds()).toHaveLength(1);
        expect(host.state()?.ended).toMatchObject({ reason: 'prompt_input_exit' });
        expect(told(host.state())).toEqual(told(plain.state()));
      },
    ),
    { numRuns: 10 },
  );
}, 60_000);

/** Some hooks come twice, some change places with the next. */
function disturbed(happenings: readonly Happening[], fates: Iterator<string>): Happening[] {
  const hooks: Happening[] = [];
  for (const hook of happenings.filter(isHook)) {
    const fate = String(fates.next().value);
    // Claude Code waits for `Stop` before it ends.
    const isLast = 'hook' in hook && hook.hook['hook_event_name'] === 'SessionEnd';
    if (fate === 'swapped' && !isLast) hooks.splice(Math.max(0, hooks.length - 1), 0, hook);
    else hooks.push(...(fate === 'twice' ? [hook, hook] : [hook]));
  }
  return [...hooks, ...happenings.filter((one) => !isHook(one))];
}

test('a session ends as its last turn did; what is read late does not re-open it, what follows does', async () => {
  await using host = await hookedHost();
  const { happenings, session } = wholeSession(host.transcript);
  for (const one of happenings.filter((other) => !isHook(other)).slice(0, -1))
    await host.deliver(one);
  for (const one of happenings.filter(isHook)) await host.deliver(one);
  await host.idle();
  expect(host.state()?.ended).toMatchObject({ outcome: 'succeeded' });
  const last = happenings.findLast((one) => !isHook(one));
  if (last) await host.deliver(last);
  host.look();
  await host.idle();
  expect(host.state()?.ended).toMatchObject({ outcome: 'succeeded', reason: 'prompt_input_exit' });

  host.time.advance(1000);
  const again = { session_id: session, transcript_path: host.transcript };
  host.take({ ...again, hook_event_name: 'SessionStart', source: 'resume' });
  await host.idle();
  expect(host.state()?.ended).toBeNull();
});

test('a session whose transcript is not here is a build of its hooks, also after a restart', async () => {
  await using host = await hookedHost();
  const { happenings } = wholeSession('/somewhere/else/session.jsonl');
  const hooks = happenings.filter(isHook);
  for (const [index, hook] of hooks.entries()) {
    await host.deliver(hook);
    await host.idle();
    host.time.advance(PATIENCE);
    await host.idle();
    if (index === 4) await host.restart();
  }
  expect(host.builds()).toEqual([expect.stringMatching(/^claude-hooks-f00dcafe-/)]);
  const state = host.state();
  expect(state).toMatchObject({ agent: 'Claude Code', attention: [], turns: { count: 2 } });
  expect(state?.ended).toMatchObject({ reason: 'prompt_input_exit' });
  const texts = (state?.nodes.chunks.flat() ?? []).flatMap((node) =>
    node.kind === 'text' || node.kind === 'user' ? node.text : [],
  );
  expect(texts).toEqual([
    'Prune the hedge',
    'The hedge is pruned.',
    'Thank you',
    'You are welcome.',
  ]);
});

test('a transcript is followed until some time after its session has ended, or long after it was written', async () => {
  await using host = await hookedHost();
  const { happenings } = wholeSession(host.transcript);
  for (const one of happenings) await host.deliver(one);
  await host.idle();
  expect(host.followed()).toEqual([host.transcript]);
  host.time.advance(LINGER);
  await host.idle();
  expect(host.followed()).toEqual([]);

  const [, prompt] = happenings.filter(isHook);
  if (prompt) await host.deliver(prompt);
  await host.idle();
  expect(host.followed()).toEqual([host.transcript]);
  await utimes(host.transcript, 1, 1);
  await host.restart();
  expect(host.followed()).toEqual([]);
});

test('a hook that comes while its transcript is imported is told', async () => {
  await using host = await hookedHost();
  const { happenings } = waitingSession(host.transcript);
  const [permission] = happenings.filter(
    (one) => 'hook' in one && one.hook['hook_event_name'] === 'PermissionRequest',
  );
  for (const line of happenings.filter((one) => !isHook(one)).slice(0, 2)) await host.deliver(line);
  let end = () => {};
  const imported = host.alone(() => new Promise((resolve) => (end = resolve)));
  if (permission) await host.deliver(permission);
  await host.idle();
  expect(host.state()?.attention).toHaveLength(1);
  end();
  await imported;
  host.look();
  await host.idle();
  expect(host.builds()).toHaveLength(1);
  expect(host.state()?.nodes.size).toBeGreaterThan(0);
});

test('a hook that is taken while the host closes is not in vain: the next host follows its transcript', async () => {
  await using host = await hookedHost();
  const { happenings } = wholeSession(host.transcript);
  for (const one of happenings.filter((other) => !isHook(other))) await host.deliver(one);
  const [, prompt] = happenings.filter(isHook);
  if (prompt) await host.deliver(prompt);
  await host.restart();
  await host.idle();
  expect(host.followed()).toEqual([host.transcript]);
  expect(host.builds()).toHaveLength(1);
});

test('a session of which nothing was asked is no build', async () => {
  await using host = await hookedHost();
  const [start] = wholeSession(host.transcript).happenings;
  if (start) await host.deliver(start);
  await host.idle();
  host.time.advance(PATIENCE);
  await host.idle();
  expect(host.builds()).toEqual([]);
});

test.each([null, [], 'hook', {}, { session_id: 's' }, { session_id: '', hook_event_name: 'Stop' }])(
  '%j is no hook',
  async (payload) => {
    await using host = await hookedHost();
    expect(() => host.take(payload)).toThrow(/not what Claude Code tells/);
  },
);

test('a request that comes before the line of its call is not answered by the same call of earlier', async () => {
  await using host = await hookedHost();
  const { happenings } = waitingSession(host.transcript);
  const lines = happenings.filter((one) => !isHook(one));
  const [, , permission] = happenings.filter(isHook);
  const { time = 0 } = permission ?? {};
  const before = lines.filter((line) => line.time < time);
  // The prompt, the first call and its answer; the second call is still on its way.
  for (const line of before.slice(0, 3)) await host.deliver(line);
  if (permission) await host.deliver(permission);
  await host.idle();
  // The hook has the file read up to its end first.
  expect(host.state()?.nodes.size).toBe(2);
  expect(host.state()?.attention).toMatchObject([{ text: 'Bash: prune hedge' }]);
  for (const line of before.slice(3)) await host.deliver(line);
  const payload = permission && 'hook' in permission ? permission.hook : {};
  host.take({ ...payload, hook_event_name: 'SubagentStart' });
  await host.idle();
  expect(host.state()?.nodes.size).toBe(4);
  expect(host.state()?.attention).toHaveLength(1);
});

test('lines of before the end do not re-open a session, though the host was started anew', async () => {
  await using host = await hookedHost();
  const { happenings } = wholeSession(host.transcript);
  const lines = happenings.filter((one) => !isHook(one));
  for (const line of lines.slice(0, -2)) await host.deliver(line);
  for (const hook of happenings.filter(isHook)) await host.deliver(hook);
  await host.idle();
  await host.restart();
  for (const line of lines.slice(-2)) await host.deliver(line);
  host.look();
  await host.idle();
  expect(host.state()?.nodes.chunks.flat().at(-1)).toMatchObject({ text: 'You are welcome.' });
  expect(host.state()?.ended).toMatchObject({ reason: 'prompt_input_exit' });
});

test('a store that commits nothing does not hold up its closing', async () => {
  const time = new VirtualTime();
  const none = async () => {};
  const published: string[] = [];
  const hooks = new ClaudeHooks({
    publisher: {
      publish: (build) => {
        published.push(build);
        return new Promise(() => {});
      },
      drained: none,
    },
    stateOf: () => emptyState,
    transcripts: { follow: none, await: none, leave: none, catchUp: none, buildOf: () => null },
    world: { now: () => time.now, after: time.after },
  });
  const prompt = { session_id: 's', hook_event_name: 'UserPromptSubmit' };
  hooks.take({ ...prompt, prompt: 'one' });
  hooks.take({ ...prompt, prompt: 'two' });
  await eventually(() => expect(published).toHaveLength(1));
  const closed = hooks.close();
  // The second is handed over all the same.
  await eventually(() => expect(published).toHaveLength(2));
  time.advance(1000);
  await closed;
});
