import type { Channel } from '../../src/core/sync/channel.ts';

/** What a line does with each text: deliver it (now or later), or not. */
export type Line = (deliver: () => void, text: string) => void;

export const straight: Line = (deliver) => deliver();

/** Two ends of a line in memory. Each direction passes its texts through a `Line`. */
export function channelPair(
  there: Line = straight,
  back: Line = straight,
): { near: Channel; far: Channel } {
  const near = end();
  const far = end();
  let closed = false;
  const close = () => {
    if (closed) return;
    closed = true;
    for (const side of [near, far]) for (const listener of side.closeListeners) listener();
  };
  const connect = (from: End, to: End, line: Line): Channel => ({
    send(text) {
      if (closed) return;
      line(() => {
        if (closed) return;
        for (const listener of to.listeners) listener(text);
      }, text);
    },
    close,
    onMessage: (listener) => void from.listeners.push(listener),
    onClose: (listener) => void from.closeListeners.push(listener),
  });
  return { near: connect(near, far, there), far: connect(far, near, back) };
}

interface End {
  listeners: ((text: string) => void)[];
  closeListeners: (() => void)[];
}

const end = (): End => ({ listeners: [], closeListeners: [] });
