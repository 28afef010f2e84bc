import { startReceiver } from '../test/support/sentry-receiver.ts';
import { expect, test } from './support/test.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';

test('the desktop application reports where SENTRY_DSN is set, and goes on after an error', async ({
  launch,
}) => {
  await using receiver = await startReceiver();
  process.env['SENTRY_DSN'] = receiver.dsn;
  const ratchet = await launch().finally(() => delete process.env['SENTRY_DSN']);
  const { address, token } = ratchet.host;
  const publish = async () => {
    const response = await fetch(`${address}/v1/builds/secret/events`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        traceparent: `00-${traceId}-b7ad6b7169203331-01`,
      },
      body: JSON.stringify({
        events: [{ kind: 'text.appended', at: 1000, block: 'b', text: 'secret words' }],
      }),
    });
    return response.status;
  };

  expect(await publish()).toBe(200);
  await expect.poll(() => receiver.of('transaction').length).toBe(1);
  expect(receiver.received[0]?.payload.contexts?.trace?.trace_id).toBe(traceId);

  await ratchet.electron?.evaluate(() => void Promise.reject(new Error('secret words')));
  await expect.poll(() => receiver.of('event').length).toBe(1);
  expect(receiver.of('event')[0]?.payload).toMatchObject({ tags: { incident: 'crash' } });
  expect(ratchet.output()).toMatch(/UnhandledPromiseRejectionWarning.*secret words/s);
  expect(await publish()).toBe(200);
  await expect.poll(() => receiver.of('transaction').length).toBe(2);
  expect(JSON.stringify(receiver.received)).not.toContain('secret');
});
