import { buildKind } from '../../src/core/sync/streams.ts';
import type { BuildState } from '../../src/core/build/state.ts';
import type { Channel } from '../../src/core/sync/channel.ts';
import { Client } from '../../src/core/sync/client.ts';
import { buildStreamOf, parseFeedMessage } from '../../src/core/sync/messages.ts';
import { newReplica, type Replica } from '../../src/core/sync/replica.ts';
import { realWorld } from '../../src/main/host/world.ts';

/**
 * A real client that outlives its hosts. It notes every version that was announced to it, with its
 * digest, and how each of its questions was answered.
 */
export class Watcher {
  readonly announced = new Map<string, Map<number, string>>();
  /** `current`, `delta`, or the reason of a snapshot; and how often. */
  readonly answers = new Map<string, number>();
  /** Versions that were announced under two digests. */
  reused = 0;
  readonly client: Client;
  readonly replicas = new Map<string, Replica<BuildState>>();
  #waiting: { until: () => boolean; resolve: () => void }[] = [];

  constructor(connect: () => Promise<Channel>) {
    this.client = new Client(
      {
        ...realWorld,
        name: 'crash',
        watcher: 'crash',
        backoff: { first: 5, limit: 10 },
        connect: async () => this.#listening(await connect()),
      },
      () => this.#changed(),
    );
  }

  watch(build: string): void {
    const versions = new Map<number, string>();
    this.announced.set(build, versions);
    this.replicas.set(build, newReplica(buildStreamOf(build), buildKind));
    this.client.watchBuild(build, (replica) => {
      this.replicas.set(build, replica);
      const known = versions.get(replica.version);
      if (known !== undefined && known !== replica.digest) this.reused += 1;
      versions.set(replica.version, replica.digest);
      this.#changed();
    });
  }

  /** Settles when this is so. */
  async until(condition: () => boolean): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve) => this.#waiting.push({ until: condition, resolve }));
  }

  #changed(): void {
    this.#waiting = this.#waiting.filter(({ until, resolve }) => {
      if (!until()) return true;
      resolve();
      return false;
    });
  }

  #listening(channel: Channel): Channel {
    const onMessage = (listener: (text: string) => void) =>
      channel.onMessage((text) => {
        const message = parseFeedMessage(text);
        if (message && message.type !== 'part' && 'ask' in message && message.ask !== undefined) {
          const answer = message.type === 'snapshot' ? message.reason : message.type;
          this.answers.set(answer, (this.answers.get(answer) ?? 0) + 1);
        }
        listener(text);
      });
    return { ...channel, onMessage };
  }
}
