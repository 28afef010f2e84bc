import { MessageChannel } from 'node:worker_threads';
import { expect, test, vi } from 'vitest';
import { eventually } from '../../../test/support/eventually.ts';
import { type MainPort, portChannel } from './port-channel.ts';

/** Node's ports differ from Electron's in what they hand to listeners: the data itself. */
function pair(): { port: MainPort; far: MessageChannel['port2'] } {
  const { port1, port2 } = new MessageChannel();
  const port: MainPort = {
    on(event: 'message' | 'close', listener: (event: { data: unknown }) => void) {
      return port1.on(event, (data: unknown) => listener({ data }));
    },
    postMessage: (message) => port1.postMessage(message),
    start: () => port1.start(),
    close: () => port1.close(),
  };
  return { port, far: port2 };
}

test('texts go both ways, in order, also those sent before anyone listened', async () => {
  const { port, far } = pair();
  far.postMessage('one', []);
  far.postMessage('two', []);
  const channel = portChannel(port);
  const heard: string[] = [];
  channel.onMessage((text) => heard.push(text));
  await eventually(() => expect(heard).toEqual(['one', 'two']));

  const answer = new Promise((resolve) => far.once('message', resolve));
  channel.send('three');
  expect(await answer).toBe('three');
  channel.close();
});

test('the other end closing is told once, and sending after it is harmless', async () => {
  const { port, far } = pair();
  const channel = portChannel(port);
  const closed = vi.fn<() => void>();
  channel.onMessage(() => {});
  channel.onClose(closed);
  far.close();
  await eventually(() => expect(closed).toHaveBeenCalled());
  channel.send('late');
  channel.close();
  expect(closed).toHaveBeenCalledTimes(1);
});

test('a message that is not a text ends the channel', async () => {
  const { port, far } = pair();
  const channel = portChannel(port);
  const heard = vi.fn<() => void>();
  const closed = vi.fn<() => void>();
  channel.onMessage(heard);
  channel.onClose(closed);
  far.postMessage({ not: 'a text' }, []);
  await eventually(() => expect(closed).toHaveBeenCalledTimes(1));
  expect(heard).not.toHaveBeenCalled();
});
