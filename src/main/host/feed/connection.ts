import { messageOf } from '../../../core/errors.ts';
import type { Channel } from '../../../core/sync/channel.ts';
import {
  type Counters,
  type Head,
  parseWatcherMessage,
  PROTOCOL,
  type Stream,
  type WatcherMessage,
  type WatcherReport,
} from '../../../core/sync/messages.ts';
import { REDUCER_VERSION } from '../../../core/build/state.ts';
import type { Frame, LongFrame } from './build-stream.ts';
import type { ConnectionOptions } from './connection-options.ts';
import { acknowledged, hasCredit, sending } from './cursor.ts';
import type { Sender } from './sender.ts';
import { answerTo, type Frames, newWatch, type Question, textFor, type Watch } from './watch.ts';

/** Bytes that may wait in one watcher's socket: a few of the largest snapshots. */
const BACKLOG = 64 * 1024 * 1024;

/** One watcher's connection: what it watches, and how far it was sent. */
export class Connection {
  readonly #channel: Channel;
  readonly #framesOf: (stream: Stream) => Frames;
  readonly #options: ConnectionOptions;
  readonly #sender: Sender;
  readonly #watches = new Map<Stream, Watch>();
  #greeted = false;
  #ended = false;
  #id = '';
  #client = '';

  constructor(
    channel: Channel,
    framesOf: (stream: Stream) => Frames,
    options: ConnectionOptions,
    sender: Sender,
  ) {
    this.#sender = sender;
    this.#channel = channel;
    this.#framesOf = framesOf;
    this.#options = options;
  }

  get streams(): IterableIterator<Stream> {
    return this.#watches.keys();
  }

  report(): WatcherReport {
    const streams = [...this.#watches].map(([stream, { mode, cursor, counters }]) => ({
      stream,
      mode,
      sent: cursor.sent.version,
      counters,
    }));
    return { id: this.#id, client: this.#client, streams };
  }

  /** When the oldest event was handed over that waits to be acknowledged, of each stream that has one. */
  waiting(): number[] {
    return [...this.#watches.values()].flatMap(({ delivery }) => delivery.oldest ?? []);
  }

  /** A version is there, whose oldest event was handed over at `since`. */
  announce(stream: Stream, version: number, since: number): void {
    const watch = this.#watches.get(stream);
    if (!watch) return;
    watch.delivery.announced(version, since);
    this.#reading(stream, () => this.#sendOn(watch));
  }

  /** The channel is closed, by whichever end. */
  closed(): void {
    for (const stream of this.#watches.keys()) this.#drop(stream);
  }

  /** Sends what the watcher has credit for; what it has none for waits in the log. */
  pump(stream: Stream): void {
    const watch = this.#watches.get(stream);
    if (watch) this.#reading(stream, () => this.#sendOn(watch));
  }

  #sendOn(watch: Watch): void {
    while (!this.#ended && !watch.stopSending && hasCredit(watch.cursor)) {
      const head = watch.frames.head();
      if (watch.cursor.sent.version >= head.version) return;
      this.#sendFrame(
        watch,
        watch.mode === 'snapshots'
          ? watch.frames.snapshot('requested', undefined, watch.inParts)
          : watch.frames.delta(watch.cursor.sent),
      );
    }
  }

  /** The idle heartbeat: how a gap that is followed by silence is found (rule R6). */
  heartbeat(): void {
    if (!this.#greeted || this.#ended) return;
    const heads: Record<string, Head> = {};
    for (const [stream, { frames }] of this.#watches) {
      this.#reading(stream, () => (heads[stream] = frames.head()));
    }
    const { settings } = this.#options;
    this.#send({ type: 'head', heads, ...(settings ? { settings: settings() } : {}) });
  }

  /** The last word. What is asked or happens until the channel has closed is answered no more. */
  bye(code: string, message: string, retryable: boolean): void {
    this.#ended = true;
    this.#channel.send(JSON.stringify({ type: 'bye', code, message, retryable }));
    this.closed();
    this.#channel.close();
  }

  receive(text: string): void {
    if (this.#ended) return;
    if (text.length > this.#options.messageLength) {
      this.bye('message-too-long', 'The message is longer than the limit in welcome.', false);
      return;
    }
    const message = parseWatcherMessage(text);
    if ('error' in message) {
      this.#send({ type: 'error', code: 'bad-message', message: message.error, retryable: false });
      return;
    }
    this.#take(message);
  }

  #take(message: WatcherMessage): void {
    if (message.type === 'hello') {
      this.#hello(message);
      return;
    }
    if (!this.#greeted) {
      this.bye('hello-first', 'The first message of a connection is hello.', false);
      return;
    }
    switch (message.type) {
      case 'watch':
        this.#reading(message.stream, () => this.#watch(message));
        break;
      case 'unwatch':
        this.#drop(message.stream);
        break;
      case 'ack':
        this.#acknowledge(message.stream, message.version);
        break;
      case 'report':
        this.#told(message.stream, message.counters);
        break;
    }
  }

  #hello({ protocol, client, watcher }: Extract<WatcherMessage, { type: 'hello' }>): void {
    if (protocol !== PROTOCOL) {
      const text = `This host speaks version ${PROTOCOL} of the protocol, not ${protocol}. Reload the window, or update it.`;
      this.bye('protocol', text, false);
      return;
    }
    this.#greeted = true;
    this.#client = client;
    this.#id = watcher ?? '';
    const { host, heartbeat, streams, messageLength } = this.#options;
    this.#send({
      type: 'welcome',
      protocol: PROTOCOL,
      reducer: REDUCER_VERSION,
      host,
      heartbeat,
      limits: { messageBytes: messageLength, streams },
    });
  }

  /** Registers and answers in one synchronous step, so that no event falls in between (rule R8). */
  #watch(question: Question): void {
    const { stream, ask } = question;
    if (!this.#watches.has(stream) && this.#watches.size >= this.#options.streams) {
      const text = `One connection may watch ${this.#options.streams} streams.`;
      this.#send({
        type: 'error',
        code: 'too-many-streams',
        message: text,
        retryable: false,
        stream,
      });
      return;
    }
    const before = this.#watches.get(stream);
    const { watch, stands, refusal } = newWatch(this.#framesOf(stream), question, before);
    before?.stopSending?.();
    this.#watches.set(stream, watch);
    const { outcome, frame } = answerTo(watch, stands, refusal, ask, (error) =>
      this.#options.observer.unreadable(stream, error),
    );
    if (frame) this.#sendFrame(watch, frame);
    else this.#send({ type: 'current', stream, ...watch.cursor.sent, ask });
    if (outcome === 'delta') this.pump(stream);
    this.#options.observer.answered(!before, !before && watch.fresh ? 'initial' : outcome);
  }

  #told(stream: Stream, counters: Counters): void {
    const watch = this.#watches.get(stream);
    if (!watch) return;
    const { counters: before, fresh } = watch;
    watch.counters = counters;
    this.#options.observer.told({ watcher: this.#id, stream, counters, before, fresh });
  }

  #drop(stream: Stream): void {
    const watch = this.#watches.get(stream);
    watch?.stopSending?.();
    this.#watches.delete(stream);
    const open = watch?.delivery.open ?? 0;
    if (open > 0) this.#options.observer.abandoned(open);
  }

  #acknowledge(stream: Stream, version: number): void {
    const watch = this.#watches.get(stream);
    if (!watch) return;
    const { observer } = this.#options;
    // What was not sent cannot have come: nobody's figures are better for saying so.
    const came = Math.min(version, watch.cursor.sent.version);
    const now = observer.elapsed();
    for (const since of watch.delivery.acknowledged(came)) observer.delivered(now - since);
    watch.cursor = acknowledged(watch.cursor, version);
    this.pump(stream);
  }

  /**
   * A log that cannot be read costs its own stream. Thrown on, it would end whoever came here: the
   * heartbeat of every watcher, or the loop that announces what was committed.
   */
  #reading(stream: Stream, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#unreadable(stream, error);
    }
  }

  #unreadable(stream: Stream, error: unknown): void {
    this.#drop(stream);
    this.#options.observer.unreadable(stream, error);
    const message = `${stream} could not be read; nothing was changed. (${messageOf(error)})`;
    this.#send({ type: 'error', code: 'unreadable', message, retryable: true, stream });
  }

  #sendFrame(watch: Watch, frame: Frame | LongFrame): void {
    if (!this.#reads()) return;
    watch.cursor = sending(watch.cursor, frame.head);
    if ('text' in frame) this.#channel.send(textFor(watch, frame));
    else this.#sendInParts(watch, frame);
  }

  /** What happens meanwhile waits in the log: the cursor is behind it, as at any time (rule R7). */
  #sendInParts(watch: Watch, frame: LongFrame): void {
    watch.stopSending = this.#sender.begin(frame, {
      hasRoom: () => this.#backlog() <= this.#options.room,
      send: (text) => this.#channel.send(text),
      sent: () => {
        watch.stopSending = null;
        this.pump(frame.stream);
      },
      failed: (error) => this.#unreadable(frame.stream, error),
    });
  }

  #backlog(): number {
    return this.#channel.backlog?.() ?? 0;
  }

  #send(message: object): void {
    if (this.#reads()) this.#channel.send(JSON.stringify(message));
  }

  /** Deltas wait for credit, but whatever is asked is answered: one who asks and does not read is cut. */
  #reads(): boolean {
    if (this.#ended || this.#backlog() <= BACKLOG) return !this.#ended;
    this.#options.observer.cut();
    this.bye('not-reading', 'This connection asks for more than it reads. Connect again.', true);
    return false;
  }
}
