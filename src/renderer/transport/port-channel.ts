import type { Channel } from '../../core/sync/channel.ts';
import { type Bridge, portMessageType } from '../../core/bridge/bridge.ts';

/** How long the main process may take to hand over a port. */
const PATIENCE = 5000;

/** Opens a line to the host over a MessagePort that the preload script passes on. */
export function connectByPort(bridge: Bridge): Promise<Channel> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      clearTimeout(timer);
      window.removeEventListener('message', take);
    };
    const take = (event: MessageEvent<unknown>) => {
      const [port] = event.ports;
      if (event.source !== window || !port || !isPortMessage(event.data)) return;
      settle();
      resolve(portChannel(port));
    };
    const timer = setTimeout(() => {
      settle();
      reject(new Error('The main process gave no port.'));
    }, PATIENCE);
    window.addEventListener('message', take);
    bridge.connect().catch((error: unknown) => {
      settle();
      reject(error instanceof Error ? error : new Error(String(error)));
    });
  });
}

const isPortMessage = (data: unknown) =>
  typeof data === 'object' && data !== null && 'type' in data && data.type === portMessageType;

function portChannel(port: MessagePort): Channel {
  let closed = false;
  const closers: (() => void)[] = [];
  const close = () => {
    if (closed) return;
    closed = true;
    for (const listener of closers) listener();
  };
  // Chromium tells when the other end is gone; where it does not, the client notices the silence.
  port.addEventListener('close', close);
  return {
    send: (text) => port.postMessage(text),
    close() {
      port.close();
      close();
    },
    onMessage(listener) {
      port.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (typeof event.data === 'string') listener(event.data);
      });
      port.start();
    },
    onClose: (listener) => void closers.push(listener),
  };
}
