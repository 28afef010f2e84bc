import type { FeedMessage, NumberedDelta, Stream, WatcherMessage } from './messages.ts';

/**
 * The numbers that a client gives its streams, so that a delta need not name one in full. A number is
 * for good: what is still on its way from an earlier watch can be taken for no other stream.
 */
export class StreamNumbers {
  /** Each at its number. */
  readonly #streams: Stream[] = [];

  /** A question about a build with its number; anything else as it is. */
  numbered(message: WatcherMessage): WatcherMessage {
    if (message.type !== 'watch' || message.stream === 'builds') return message;
    const known = this.#streams.indexOf(message.stream);
    return { ...message, as: known === -1 ? this.#streams.push(message.stream) - 1 : known };
  }

  /** The stream that a message is of; undefined where its number was never given. */
  streamOf(message: Extract<FeedMessage, { stream: Stream }> | NumberedDelta): Stream | undefined {
    return 'as' in message ? this.#streams[message.as] : message.stream;
  }
}
