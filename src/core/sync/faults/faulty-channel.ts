import type { Channel } from '../channel.ts';
import type { FaultLine } from './line.ts';

/** The two directions of a channel: to its other end, and back. */
export interface FaultLines {
  readonly there: FaultLine;
  readonly back: FaultLine;
}

export interface FaultyChannel extends Channel {
  /** Ends it at once, at both ends, with everything that is on its way. */
  cut(): void;
}

/**
 * A channel on which things go wrong.
 * @param bind gives the lines when the first text arrives, which names its sender; null refuses it
 */
export function faultyChannel(
  channel: Channel,
  bind: (first: string) => FaultLines | null,
): FaultyChannel {
  let lines: FaultLines | null = null;
  /** The other end is gone; this one may hear of it later. */
  let gone = false;
  let ended = false;
  const texts: ((text: string) => void)[] = [];
  const closes: (() => void)[] = [];
  const end = () => {
    if (ended) return;
    ended = true;
    lines?.there.cut();
    lines?.back.cut();
    for (const listener of closes) listener();
  };
  const cut = () => {
    end();
    channel.close();
  };
  const arrive = (text: string) => {
    if (ended) return;
    for (const listener of texts) listener(text);
  };
  let listening = false;
  const listen = () => {
    if (listening) return;
    listening = true;
    channel.onMessage((text) => {
      if (ended) return;
      lines ??= bind(text);
      if (!lines) cut();
      else lines.back.carry(text.length, () => arrive(text));
    });
  };
  channel.onClose(() => {
    if (ended) return;
    gone = true;
    // Nobody is there to whom it could be delivered.
    lines?.there.cut();
    if (lines) lines.back.carryClose(end);
    else end();
  });
  return {
    send(text) {
      if (ended || gone) return;
      if (lines) lines.there.carry(text.length, () => channel.send(text));
      else channel.send(text);
    },
    backlog: () => (channel.backlog?.() ?? 0) + (lines?.there.held ?? 0),
    close() {
      if (ended || gone) return;
      if (lines) lines.there.carryClose(() => channel.close());
      else channel.close();
    },
    cut,
    onMessage(listener) {
      texts.push(listener);
      listen();
    },
    onClose: (listener) => void closes.push(listener),
  };
}
