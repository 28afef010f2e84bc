import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test, vi } from 'vitest';
import { handlerFor } from '../../src/cli/commands/hooks/handler.ts';
import { LOOK } from '../../src/main/host/presence.ts';
import { realWorld } from '../../src/main/host/world.ts';
import { runHost } from '../support/running-host.ts';

/** A host whose timers are 50 times as fast, and how often it has looked after processes. */
async function quickHost() {
  let looks = 0;
  const running = await runHost({
    world: {
      ...realWorld,
      after: (ms, call) =>
        realWorld.after(ms / 50, () => {
          call();
          if (ms === LOOK) looks += 1;
        }),
    },
  });
  return { ...running, looks: () => looks };
}

interface Reported {
  readonly id: string;
  readonly status: string;
  readonly recordedStatus: string;
  readonly why: string;
}

test.skipIf(process.platform === 'win32')(
  'an agent that is killed while it waits for an answer needs nobody any more',
  async () => {
    await using running = await quickHost();
    const payload = JSON.stringify({
      session_id: 's',
      hook_event_name: 'PermissionRequest',
      tool_name: 'Bash',
      tool_input: { command: 'npm publish' },
    });
    // The agent runs its hook in a shell of its own, and then waits.
    const { command } = handlerFor(running.dataDir);
    const agent = spawn(
      process.execPath,
      [
        '-e',
        'const { execSync } = require("node:child_process");' +
          'execSync(process.argv[1], { input: process.argv[2] }); setInterval(() => {}, 1000);',
        command,
        payload,
      ],
      { stdio: 'inherit' },
    );
    const gone = once(agent, 'exit');
    const build = async () => {
      const { builds } = (await (await running.call('/v1/builds')).json()) as {
        builds: Reported[];
      };
      return builds[0];
    };
    await vi.waitFor(async () => expect((await build())?.status).toBe('waiting'), 10_000);
    // Seen alive once, it is believed to be the agent.
    const before = running.looks();
    await vi.waitFor(() => expect(running.looks()).toBeGreaterThan(before + 1), 10_000);
    expect((await build())?.why).toMatch(/^Bash: npm publish · last event/);
    agent.kill('SIGKILL');
    await gone;
    await vi.waitFor(async () => expect((await build())?.status).toBe('unknown'), 10_000);
    const { id = '', recordedStatus, why } = (await build()) ?? {};
    expect(recordedStatus).toBe('waiting');
    expect(why).toMatch(/^no event for .*, process gone$/);
    expect(await (await running.call(`/v1/builds/${id}`)).json()).toMatchObject({
      status: 'unknown',
    });
  },
);

test('a producer that hangs up in the middle leaves its build unknown, and one that ended its build does not', async () => {
  await using running = await quickHost();
  const socket = running.socket('/v1/ingest');
  await once(socket, 'open');
  const at = Date.now();
  const send = async (build: string, ...events: object[]) => {
    socket.send(JSON.stringify({ type: 'publish', build, key: build, events }));
    await once(socket, 'message');
  };
  const began = [
    { kind: 'turn.started', at },
    { kind: 'tool.started', at, call: 'c', name: 'Bash' },
  ];
  await send('cut', ...began);
  await send('whole', ...began, { kind: 'build.ended', at, outcome: 'succeeded' });
  const status = async (build: string) =>
    ((await (await running.call(`/v1/builds/${build}`)).json()) as Reported).status;
  expect(await status('cut')).toBe('running');
  socket.terminate();
  await vi.waitFor(async () => expect(await status('cut')).toBe('unknown'), 10_000);
  expect(await status('whole')).toBe('succeeded');
  expect((await running.call('/v1/builds/none')).status).toBe(404);
});
