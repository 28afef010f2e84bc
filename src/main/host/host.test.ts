import { expect, it } from 'vitest';
import { resourcesDir, runHost } from '../../../test/support/running-host.ts';
import { startHost } from './host.ts';

it('a start that fails at the last leaves nobody listening', async () => {
  await using running = await runHost();
  const { dataDir, host } = running;
  const port = Number(new URL(host.address).port);
  await host.close();
  const options = { dataDir, resourcesDir, rendererDir: null, version: 'test', port };

  const failing = startHost({ ...options, readOnly: true, demo: true });
  await expect(failing).rejects.toMatchObject({ code: 'read-only' });

  const next = await startHost(options);
  expect(next.address).toBe(host.address);
  await next.close();
});

it('a host that is closed twice is closed once, and takes nothing from the next one', async () => {
  await using running = await runHost();
  const { dataDir, host } = running;
  await Promise.all([host.close(), host.close()]);
  const next = await startHost({
    dataDir,
    resourcesDir,
    rendererDir: null,
    version: 'test',
    port: 0,
  });
  await host.close();
  const headers = { authorization: `Bearer ${next.token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ events: [{ kind: 'notice', at: 1, text: 'x' }] });
  const path = `${next.address}/v1/builds/b/events`;
  const answer = await fetch(path, { method: 'POST', headers, body });
  expect(await answer.json()).toMatchObject({ version: 1 });
  await next.close();
});
