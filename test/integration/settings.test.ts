import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { defaultSettings } from '../../src/core/settings/settings.ts';
import { startHost } from '../../src/main/host/host.ts';
import { resourcesDir, type RunningHost, runHost } from '../support/running-host.ts';
import { startReceiver } from '../support/sentry-receiver.ts';
import { said } from '../support/transcript.ts';

const send = (host: RunningHost, method: string, path: string, body: unknown) =>
  host.call(path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const answerOf = async (response: Response): Promise<unknown> => response.json();
const quiet = { environment: {} };

describe('settings of a host', () => {
  it('are told with where the data is and how large, and what leaves the machine', async () => {
    await using host = await runHost(quiet);
    const answer = await answerOf(await host.call('/v1/settings'));
    expect(answer).toEqual({
      settings: defaultSettings,
      revision: 0,
      readOnly: false,
      data: {
        folder: host.dataDir,
        databaseBytes: expect.any(Number) as number,
        searchBytes: expect.any(Number) as number,
      },
      reporting: 'unset',
      removable: [7, 30, 90].map((days) => ({ days, builds: 0 })),
    });
  });

  it('say how many builds would go, and let them go: old ones that are not pinned', async () => {
    await using host = await runHost(quiet);
    const day = 86_400_000;
    const end = (id: string, days: number) =>
      send(host, 'POST', `/v1/builds/${id}/events`, {
        events: [{ kind: 'build.ended', at: Date.now() - days * day, outcome: 'succeeded' }],
      });
    for (const [id, days] of [
      ['new', 1],
      ['week', 8],
      ['pinned', 50],
      ['month', 40],
    ] as const) {
      expect((await end(id, days)).status).toBe(200);
    }
    host.host.arrangeBuild('pinned', { pinned: true });
    const { removable } = host.host.settings.answer();
    expect(removable.map(({ builds }) => builds)).toEqual([2, 1, 0]);
    const left = () =>
      host.host
        .builds()
        .map(({ id }) => id)
        .toSorted();
    await send(host, 'PATCH', '/v1/settings', { keepDays: 30 });
    expect(left()).toEqual(['new', 'pinned', 'week']);
    await send(host, 'PATCH', '/v1/settings', { keepDays: 7 });
    expect(left()).toEqual(['new', 'pinned']);
    // For a minute they can be had back.
    expect(host.host.restoreBuild('week')).toEqual(['week']);
  });

  it('change by what is named; what is no setting changes nothing, and says why', async () => {
    await using host = await runHost(quiet);
    const told = vi.fn<() => void>();
    host.host.settings.onChange(told);
    const changed = await send(host, 'PATCH', '/v1/settings', { notify: { finished: true } });
    expect(await answerOf(changed)).toMatchObject({
      settings: { notify: { ...defaultSettings.notify, finished: true } },
      revision: 1,
    });
    expect(told).toHaveBeenCalledOnce();
    for (const wrong of [{ keepDays: 12 }, { nothing: true }, []]) {
      const refused = await send(host, 'PATCH', '/v1/settings', wrong);
      expect(refused.status).toBe(400);
      expect(await answerOf(refused)).toMatchObject({ error: { code: 'bad-request' } });
    }
    expect(await answerOf(await host.call('/v1/settings'))).toMatchObject({ revision: 1 });
    expect((await host.call('/v1/settings', { method: 'PUT' })).status).toBe(405);
  });

  it('are told to every watcher that there are others, with the next heartbeat', async () => {
    await using host = await runHost(quiet);
    const client = host.client();
    client.open();
    await vi.waitFor(() => expect(client.link.settings).toBe(0), 5000);
    await send(host, 'PATCH', '/v1/settings', { reports: false });
    await vi.waitFor(() => expect(client.link.settings).toBe(1), 5000);
  });

  it('outlive the host', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'ratchet-settings-'));
    const options = { dataDir, resourcesDir, rendererDir: null, port: 0, version: 'test' };
    const start = () => startHost({ ...options, ...quiet });
    try {
      const first = await start();
      first.settings.change({ reports: false, notify: { failed: false } });
      await first.close();
      const second = await start();
      expect(second.settings.current()).toMatchObject({
        reports: false,
        notify: { failed: false },
      });
      await second.close();
      const copy = await startHost({ ...options, ...quiet, readOnly: true });
      expect(copy.settings.answer()).toMatchObject({
        readOnly: true,
        settings: { reports: false },
      });
      expect(() => copy.settings.change({ reports: true })).toThrow(
        expect.objectContaining({ code: 'read-only' }),
      );
      await copy.close();
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  });

  it('win over the environment: nothing is reported while that is switched off', async () => {
    await using receiver = await startReceiver();
    await using host = await runHost({ environment: { SENTRY_DSN: receiver.dsn } });
    const publish = (text: string) =>
      host.call('/v1/builds/a/events', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
        },
        body: JSON.stringify({ events: [{ kind: 'text.appended', at: 1, block: 'b', text }] }),
      });
    host.host.settings.change({ reports: false });
    expect(await answerOf(await host.call('/v1/settings'))).toMatchObject({ reporting: 'off' });
    expect(await answerOf(await host.call('/v1/health'))).toMatchObject({ reporting: false });
    await publish('not told');
    // What is sent goes in its order: the first that is allowed is the first that comes.
    host.host.settings.change({ reports: true });
    await publish('told');
    await vi.waitFor(() => expect(receiver.of('transaction')).toHaveLength(1));
    expect(receiver.received).toHaveLength(1);
    expect(await answerOf(await host.call('/v1/settings'))).toMatchObject({ reporting: 'on' });
  });

  it('say where a DSN is none', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    await using host = await runHost({ environment: { SENTRY_DSN: 'nonsense' } });
    expect(host.host.settings.answer().reporting).toBe('unusable');
  });
});

describe('what is watched', () => {
  it('is told by path and agent, and an agent is watched no longer by its name', async () => {
    const home = await mkdtemp(join(tmpdir(), 'ratchet-watched-'));
    const sessions = join(home, 'codex/sessions');
    const other = join(home, 'other');
    await mkdir(sessions, { recursive: true });
    await mkdir(other);
    await writeFile(join(sessions, 'one.jsonl'), `${said('1', 'Done.')}\n`);
    const env = { CODEX_HOME: join(home, 'codex'), CLAUDE_CONFIG_DIR: join(home, 'claude') };
    const machine = { platform: 'linux' as const, env, home };
    try {
      await using host = await runHost({ ...quiet, machine });
      await host.host.watchAgents(['codex']);
      await host.host.watch([other]);
      const watched = async () => answerOf(await host.call('/v1/sources?files=0'));
      await vi.waitFor(async () =>
        expect(await watched()).toMatchObject({
          places: [
            { path: sessions, agent: 'codex', files: 1, reading: 0, paused: 0, problem: null },
            { path: join(home, 'codex/archived_sessions'), agent: 'codex', files: 0 },
            { path: other, agent: null, files: 0 },
          ],
        }),
      );
      expect(await watched()).not.toHaveProperty('sources');
      const left = await send(host, 'DELETE', '/v1/agents', { agents: ['codex'] });
      expect(await answerOf(left)).toMatchObject({
        agents: [{ agent: 'codex', places: [{ isWatched: false }, { isWatched: false }] }],
      });
      expect(await watched()).toMatchObject({ places: [{ path: other }] });
      expect(await host.host.unwatch(['/etc/passwd', other])).toEqual([other]);
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  });
});
