import type { Channel } from '../../core/sync/channel.ts';

/** What is used of Electron's MessagePortMain; named, so that it can be tested without Electron. */
export interface MainPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
}

/** Makes a channel of the main process's end of a port. A message that is not a text ends it: our page sends none. */
export function portChannel(port: MainPort): Channel {
  const onMessage: ((text: string) => void)[] = [];
  const onClose: (() => void)[] = [];
  // What arrives before anyone listens would be lost, so the port is started by the first listener.
  let started = false;
  let closed = false;
  const end = (): void => {
    if (closed) return;
    closed = true;
    for (const listener of onClose) listener();
  };
  const close = (): void => {
    if (closed) return;
    port.close();
    end();
  };
  port.on('close', end);
  port.on('message', ({ data }) => {
    if (closed) return;
    if (typeof data !== 'string') {
      close();
      return;
    }
    for (const listener of onMessage) listener(data);
  });
  return {
    send(text) {
      if (!closed) port.postMessage(text);
    },
    close,
    onMessage(listener) {
      onMessage.push(listener);
      if (!started) port.start();
      started = true;
    },
    onClose(listener) {
      onClose.push(listener);
    },
  };
}
