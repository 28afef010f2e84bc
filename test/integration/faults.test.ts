import { expect, it, onTestFinished } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { BuildState } from '../../src/core/build/state.ts';
import { faultAnswerSchema, type FaultRequest } from '../../src/core/sync/faults/faults.ts';
import { watcherReportSchema } from '../../src/core/sync/messages.ts';
import type { Replica } from '../../src/core/sync/replica.ts';
import { runHost } from '../support/running-host.ts';

async function scene(faults: boolean) {
  const running = await runHost({ faults });
  onTestFinished(() => running[Symbol.asyncDispose]());
  const take = async (request: FaultRequest) =>
    running.call('/v1/faults', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
  const report = async () =>
    faultAnswerSchema.parse(await (await running.call('/v1/faults')).json()).faults;
  const publish = (text: string) =>
    running.call('/v1/builds/b/events', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ events: [{ kind: 'notice', at: 1, text }] }),
    });
  return { running, take, report, publish };
}

it('a host that was not asked for faults puts none in, and says so', async () => {
  const { take, report } = await scene(false);
  const answer = await take({ type: 'command', command: { do: 'clear' } });
  expect(answer.status).toBe(409);
  expect(await answer.json()).toMatchObject({ error: { code: 'faults-off' } });
  expect(await report()).toBeNull();
});

it('cuts one watcher of two over a real line, who comes back and catches up (R4, R10)', async () => {
  const { running, take, report, publish } = await scene(true);
  const shown: (Replica<BuildState> | null)[] = [null, null];
  const clients = [running.client(), running.client()];
  for (const [index, client] of clients.entries()) {
    client.watchBuild('b', (replica) => (shown[index] = replica));
    client.open();
    await eventually(() => expect(shown[index]?.phase).toBe('live'));
  }
  await publish('one');
  await eventually(() => expect(shown.map((replica) => replica?.version)).toEqual([1, 1]));

  await take({ type: 'command', command: { do: 'cut', watcher: 'w1', milliseconds: 400 } });
  await eventually(() =>
    expect(shown.map((replica) => replica?.phase)).toEqual(['offline', 'live']),
  );
  await publish('two');
  await eventually(() => expect(shown[1]?.version).toBe(2));
  expect(shown[0]?.version).toBe(1);
  const during = await report();
  expect(during?.watchers[0]).toMatchObject({ label: 'w1', client: 'test', connected: false });
  expect(during?.script.steps).toMatchObject([{ command: { do: 'cut', watcher: 'w1' } }]);

  await eventually(() => expect(shown[0]).toMatchObject({ phase: 'live', version: 2 }));
  expect(shown[0]?.digest).toBe(shown[1]?.digest);
  expect(shown[0]?.counters).toMatchObject({ received: 1, replayed: 1 });
});

it('tells who watches what, and what they counted', async () => {
  const { running, publish } = await scene(false);
  const client = running.client();
  let shown: Replica<BuildState> | null = null;
  client.watchBuild('b', (replica) => (shown = replica));
  client.open();
  await eventually(() => expect(shown?.phase).toBe('live'));
  await publish('one');
  await eventually(() => expect(shown?.version).toBe(1));
  // Told with the heartbeat, which comes every two seconds.
  await eventually(async () => {
    const { watchers } = (await (await running.call('/v1/watchers')).json()) as {
      watchers: unknown[];
    };
    const [watcher] = watchers.map((told) => watcherReportSchema.parse(told));
    expect(watcher).toMatchObject({ id: 'watcher-1', client: 'test' });
    expect(watcher?.streams).toMatchObject([
      { stream: 'build/b', sent: 1, counters: { received: 1 } },
    ]);
  });
});
