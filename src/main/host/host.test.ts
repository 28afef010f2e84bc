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
