import { once } from 'node:events';
import { WebSocket } from 'ws';
import { type Head, PROTOCOL, type Stream } from '../../src/core/sync/messages.ts';
import { textOf } from '../../src/main/host/server/ws-channel.ts';

/** What a message may hold that these watchers look at. */
export interface Message {
  readonly type: string;
  readonly stream?: string;
  readonly base?: number;
  readonly version?: number;
  readonly ask?: number;
  readonly digest?: string;
  readonly state?: readonly { readonly id: string; readonly version: number }[];
  readonly events?: readonly {
    readonly text?: string;
    readonly summary?: { readonly id: string; readonly version: number };
  }[];
}

export interface Watcher {
  readonly head: Head;
  /** Characters that came. */
  readonly received: number;
  readonly isOpen: boolean;
  /** Settles when it was told of this version. */
  reached(version: number): Promise<void>;
  /** Reads no more, and so acknowledges nothing. */
  stall(): void;
  close(): void;
}

export interface WatchOptions {
  readonly since?: Head;
  readonly onMessage?: (message: Message) => void;
}

/**
 * A watcher that parses what it gets, looks at it and acknowledges it, but folds nothing: so that many
 * of them in one process measure the host, and not themselves.
 */
export async function watchStream(
  host: { readonly origin: string; readonly token: string },
  stream: Stream,
  { since, onMessage }: WatchOptions = {},
): Promise<Watcher> {
  const socket = new WebSocket(
    `${host.origin.replace('http', 'ws')}/v1/stream`,
    ['ratchet.v1', `ratchet.bearer.${host.token}`],
    { maxPayload: 1024 ** 3, perMessageDeflate: false },
  );
  let head: Head = since ?? { version: 0, digest: '' };
  let received = 0;
  const waiting = new Map<() => void, number>();
  socket.on('error', () => {});
  socket.on('message', (data) => {
    const text = textOf(data);
    received += text.length;
    const message = JSON.parse(text) as Message;
    if (message.stream !== stream || message.version === undefined) return;
    if (message.type === 'part') return;
    head = { version: message.version, digest: message.digest ?? '' };
    onMessage?.(message);
    socket.send(JSON.stringify({ type: 'ack', stream, version: message.version }));
    for (const [settle, version] of waiting) {
      if (head.version < version) continue;
      waiting.delete(settle);
      settle();
    }
  });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'hello', protocol: PROTOCOL, client: 'bench' }));
  socket.send(JSON.stringify({ type: 'watch', stream, since, parts: true, ask: 1 }));
  return {
    get head() {
      return head;
    },
    get received() {
      return received;
    },
    get isOpen() {
      return socket.readyState === WebSocket.OPEN;
    },
    reached: (version) =>
      head.version >= version
        ? Promise.resolve()
        : new Promise((resolve) => waiting.set(resolve, version)),
    stall: () => socket.pause(),
    close: () => socket.terminate(),
  };
}
