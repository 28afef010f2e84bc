import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { expect, test, vi } from 'vitest';
import { eventually } from '../../../../test/support/eventually.ts';
import { startRig } from '../../../../test/support/rig.ts';

test('an answer that is there when its client has left is not made any further', async () => {
  await using rig = await startRig();
  let ask: () => void = () => {};
  const asked = new Promise<void>((done) => (ask = done));
  let answer: () => void = () => {};
  const answered = new Promise<void>((done) => (answer = done));
  let isLetGo = false;
  const body: AsyncIterable<string> = {
    [Symbol.asyncIterator]: () => ({
      next: () => new Promise(() => {}),
      async return() {
        isLetGo = true;
        return { done: true, value: undefined };
      },
    }),
  };
  vi.spyOn(rig.engine, 'exported').mockImplementation(async () => {
    ask();
    await answered;
    return { status: 200, headers: {}, body };
  });

  const left = new Promise<void>((done) => {
    const hear = (message: unknown) => {
      unsubscribe('http.server.request.start', hear);
      (message as { response: ServerResponse }).response.once('close', () => done());
    };
    subscribe('http.server.request.start', hear);
  });
  const { port, token } = rig.server;
  const client = connect(port, '127.0.0.1');
  client.write(
    `GET /v1/builds/a/export HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${token}\r\n\r\n`,
  );
  await asked;
  client.destroy();
  await left;
  answer();
  await eventually(() => expect(isLetGo).toBe(true));
});
