import type { Channel } from './channel.ts';
import { backoffDelay } from './backoff.ts';
import type { ClientWorld } from './client-world.ts';
import { closedLink, type Link } from './link.ts';
import {
  buildStreamOf,
  type Counters,
  type FeedMessage,
  type NumberedDelta,
  parseFeedMessage,
  PROTOCOL,
  type Stream,
  type WatcherMessage,
} from './messages.ts';
import { newReplica, type Replica, type ReplicaInput, step, type StreamKind } from './replica.ts';
import { StreamNumbers } from './stream-numbers.ts';
import { type BuildList, buildKind, listKind } from './streams.ts';
import { RatchetError } from '../errors.ts';
import { type BuildState, REDUCER_VERSION } from '../build/state.ts';

interface Connection {
  readonly channel: Channel;
  welcomed: boolean;
  /** The host folds by another reducer: what a replica holds is not what it would send. */
  afresh: boolean;
  cancelSilence: () => void;
}

interface Subscription<State> {
  replica: Replica<State>;
  readonly feed: (message: FeedMessage | NumberedDelta) => void;
  /** Takes what says nothing of states and events. */
  readonly dispatch: (input: ReplicaInput<never, never>) => void;
  /** What the host was last told of this stream on this connection. */
  reported: Counters | null;
}

/** Keeps replicas of any number of streams current over one connection that may come and go. */
export class Client {
  link: Link = closedLink;

  readonly #world: ClientWorld;
  readonly #onLink: (link: Link) => void;
  readonly #subscriptions = new Map<Stream, Subscription<unknown>>();
  readonly #numbers = new StreamNumbers();
  #connection: Connection | null = null;
  #cancelRetry: () => void = () => {};
  #everLive = false;
  #generation = 0;

  constructor(world: ClientWorld, onLink: (link: Link) => void = () => {}) {
    this.#world = world;
    this.#onLink = onLink;
  }

  open(): void {
    if (this.link.phase === 'closed') this.#connect();
  }

  close(): void {
    this.#generation += 1;
    this.#cancelRetry();
    this.#drop(this.#connection);
    this.#setLink({ phase: 'closed', retryAt: null });
  }

  /** Connects at once instead of waiting for the next attempt. */
  retryNow(): void {
    if (this.link.phase === 'waiting' || this.link.phase === 'refused') this.#connect();
  }

  /**
   * Watches one build until the returned function is called.
   * @param from what is known of it from an earlier time: only what came since is asked for
   */
  watchBuild(
    id: string,
    onChange: (replica: Replica<BuildState>) => void,
    from?: Replica<BuildState>,
  ): () => void {
    return this.#watch(buildStreamOf(id), buildKind, onChange, from);
  }

  /** Watches the list of builds until the returned function is called. */
  watchList(onChange: (replica: Replica<BuildList>) => void): () => void {
    return this.#watch('builds', listKind, onChange);
  }

  #watch<State, Event>(
    stream: Stream,
    kind: StreamKind<State, Event>,
    onChange: (replica: Replica<State>) => void,
    from: Replica<State> = newReplica(stream, kind),
  ): () => void {
    const dispatch = (input: ReplicaInput<State, Event>) => {
      const next = step(kind, subscription.replica as Replica<State>, input);
      // A part is not to be seen before all are there, and a drawing for each would hold them up.
      const changed = next.replica !== subscription.replica && input.type !== 'part';
      subscription.replica = next.replica;
      // Shown before anything is sent: an answer may come while it is being sent.
      if (changed) onChange(next.replica);
      for (const message of next.send) this.#send(message);
    };
    const subscription: Subscription<unknown> = {
      replica: step(kind, from, { type: 'disconnected' }).replica,
      dispatch,
      // The schema ties the type of state and events to the stream, which is the map's key.
      feed: (message) => dispatch(message as ReplicaInput<State, Event>),
      reported: null,
    };
    this.#subscriptions.set(stream, subscription);
    const connection = this.#connection;
    if (connection?.welcomed) dispatch({ type: 'connected', afresh: connection.afresh });
    return () => {
      if (this.#subscriptions.get(stream) !== subscription) return;
      this.#subscriptions.delete(stream);
      this.#send({ type: 'unwatch', stream });
    };
  }

  #connect(): void {
    this.#cancelRetry();
    this.#generation += 1;
    const generation = this.#generation;
    this.#setLink({ phase: 'connecting', retryAt: null, attempt: this.link.attempt + 1 });
    this.#world.connect().then(
      (channel) => {
        if (generation === this.#generation) this.#begin(channel);
        else channel.close();
      },
      (error: unknown) => {
        if (generation !== this.#generation) return;
        if (error instanceof RatchetError && !error.retryable) this.#refuse(error);
        else this.#retryLater();
      },
    );
  }

  #begin(channel: Channel): void {
    const connection: Connection = {
      channel,
      welcomed: false,
      afresh: false,
      cancelSilence: () => {},
    };
    this.#connection = connection;
    // Every callback knows its connection, so that a late one cannot hurt the next (rule R10).
    channel.onMessage((text) => {
      if (this.#connection === connection) this.#receive(connection, text);
    });
    channel.onClose(() => {
      if (this.#connection === connection) this.#lose(connection);
    });
    this.#listenForSilence(connection);
    const { name: client, watcher } = this.#world;
    this.#send({ type: 'hello', protocol: PROTOCOL, client, watcher });
  }

  #receive(connection: Connection, text: string): void {
    const message = parseFeedMessage(text);
    // Until it has said welcome, a host may talk as it will: it does not serve us, and that is silence.
    if (!connection.welcomed && message?.type !== 'welcome' && message?.type !== 'bye') return;
    this.#listenForSilence(connection);
    this.link = { ...this.link, lastMessageAt: this.#world.now() };
    if (!message) {
      this.#setLink({
        error: { code: 'bad-message', message: 'The host sent something that is not a message.' },
      });
      return;
    }
    switch (message.type) {
      case 'welcome':
        if (!connection.welcomed) this.#welcome(connection, message);
        break;
      case 'snapshot':
      case 'part':
      case 'delta':
      case 'current': {
        const stream = this.#numbers.streamOf(message);
        if (stream) this.#subscriptions.get(stream)?.feed(message);
        break;
      }
      case 'head':
        for (const [stream, subscription] of this.#subscriptions) {
          subscription.dispatch({ type: 'head', head: message.heads[stream] ?? null });
          this.#report(stream, subscription);
        }
        // Also where they are as they were: a link tells when it was last heard of.
        this.#setLink({ settings: message.settings ?? this.link.settings });
        break;
      case 'error': {
        const { code, message: text, stream } = message;
        this.#setLink({ error: { code, message: text, ...(stream ? { stream } : {}) } });
        break;
      }
      case 'bye':
        this.#setLink({ error: { code: message.code, message: message.message } });
        if (!message.retryable) {
          this.#drop(connection);
          this.#setLink({ phase: 'refused' });
        }
        break;
    }
  }

  #welcome(connection: Connection, message: Extract<FeedMessage, { type: 'welcome' }>): void {
    connection.welcomed = true;
    const reconnects = this.link.reconnects + (this.#everLive ? 1 : 0);
    this.#everLive = true;
    this.#setLink({
      phase: 'live',
      attempt: 0,
      downSince: null,
      error: null,
      reconnects,
      heartbeat: message.heartbeat,
      settings: null,
    });
    connection.afresh = message.reducer !== REDUCER_VERSION;
    for (const subscription of this.#subscriptions.values()) {
      subscription.reported = null;
      subscription.dispatch({ type: 'connected', afresh: connection.afresh });
    }
  }

  /** Tells the host what was counted, where that has changed since it was told. */
  #report(stream: Stream, subscription: Subscription<unknown>): void {
    const { counters } = subscription.replica;
    if (counters === subscription.reported) return;
    subscription.reported = counters;
    this.#send({ type: 'report', stream, counters });
  }

  /** Two and a half heartbeats without a word: the line is dead though nobody closed it. */
  #listenForSilence(connection: Connection): void {
    connection.cancelSilence();
    connection.cancelSilence = this.#world.after(this.link.heartbeat * 2.5, () => {
      if (this.#connection === connection) this.#lose(connection);
    });
  }

  #lose(connection: Connection): void {
    this.#drop(connection);
    this.#retryLater();
  }

  #drop(connection: Connection | null): void {
    if (!connection) return;
    connection.cancelSilence();
    if (this.#connection === connection) this.#connection = null;
    connection.channel.close();
    for (const subscription of this.#subscriptions.values()) {
      subscription.dispatch({ type: 'disconnected' });
    }
  }

  /** Asking again would not help: it is for somebody to do something about it. */
  #refuse({ code, message }: RatchetError): void {
    this.#setLink({
      phase: 'refused',
      error: { code, message },
      retryAt: null,
      downSince: this.link.downSince ?? this.#world.now(),
    });
  }

  #retryLater(): void {
    const world = this.#world;
    const delay = backoffDelay(world.backoff, this.link.attempt, world.random());
    this.#setLink({
      phase: 'waiting',
      retryAt: world.now() + delay,
      downSince: this.link.downSince ?? world.now(),
    });
    this.#cancelRetry = world.after(delay, () => this.#connect());
  }

  #send(message: WatcherMessage): void {
    const connection = this.#connection;
    if (!connection || (!connection.welcomed && message.type !== 'hello')) return;
    connection.channel.send(JSON.stringify(this.#numbers.numbered(message)));
  }

  #setLink(change: Partial<Link>): void {
    this.link = { ...this.link, ...change };
    this.#onLink(this.link);
  }
}
