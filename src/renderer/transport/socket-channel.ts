import type { Channel } from '../../core/sync/channel.ts';

/** Opens a line to the host over a WebSocket; the token travels as a subprotocol, never in a URL. */
export function connectBySocket(token: string): Promise<Channel> {
  return new Promise((resolve, reject) => {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${scheme}://${location.host}/v1/stream`, [
      'ratchet.v1',
      `ratchet.bearer.${token}`,
    ]);
    // A close before the opening is the failure.
    const refuse = () => reject(new Error('The host did not answer.'));
    socket.addEventListener('close', refuse);
    socket.addEventListener('open', () => {
      socket.removeEventListener('close', refuse);
      resolve(socketChannel(socket));
    });
  });
}

function socketChannel(socket: WebSocket): Channel {
  return {
    send(text) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => socket.close(),
    onMessage(listener) {
      socket.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (typeof event.data === 'string') listener(event.data);
      });
    },
    onClose: (listener) => socket.addEventListener('close', () => listener(), { once: true }),
  };
}
