import type { Head } from '../../src/core/sync/messages.ts';
import { PROTOCOL, type Stream } from '../../src/core/sync/messages.ts';
import type { Engine } from '../../src/main/host/engine.ts';
import { BUILD } from './made-build.ts';

/** A watcher without a wire, that acknowledges what it is sent: what is left is the cost of the feed. */
export function attach(
  engine: Engine,
  since: Head | null = engine.head(BUILD),
  stream: Stream = `build/${BUILD}`,
): { readonly characters: () => number; readonly leave: () => void } {
  let hear: (text: string) => void = () => {};
  let leave = () => {};
  let characters = 0;
  engine.feed.accept({
    send(text) {
      characters += text.length;
      // Only the head of it is looked at: parsing is the watcher's cost.
      if (!/^\{"type":"(?:delta|snapshot)"/.test(text)) return;
      const version = Number(
        /"version":(\d+),"digest":"[^"]*"[^{}]*\}$/.exec(text.slice(-300))?.[1],
      );
      hear(JSON.stringify({ type: 'ack', stream, version }));
    },
    close: () => {},
    onMessage: (listener) => (hear = listener),
    onClose: (listener) => (leave = listener),
  });
  hear(JSON.stringify({ type: 'hello', protocol: PROTOCOL, client: 'bench' }));
  hear(JSON.stringify({ type: 'watch', stream, ...(since ? { since } : {}), ask: 1 }));
  return { characters: () => characters, leave: () => leave() };
}
