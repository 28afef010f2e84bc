import { setTimeout } from 'node:timers/promises';
import type { Head } from '../../src/core/sync/messages.ts';
import { Latency } from '../harness/latency.ts';
import { stampOf } from '../support/producer.ts';
import { type Message, type Watcher, watchStream } from '../support/watcher.ts';
import type { Builds } from './builds.ts';
import type { HostAddress } from './host-address.ts';

/** Seconds after which a watcher loses its line, or looks at something else: from and to. */
const STAY = [4, 20] as const;

/** People who look at one build or another, and whose lines break. */
export class Watchers {
  /** Milliseconds from when an event was due until a watcher had it. */
  readonly times = new Latency();
  reconnects = 0;
  /** Deltas that did not follow from what their watcher had: there must be none. */
  gaps = 0;
  readonly #host: HostAddress;
  readonly #builds: Builds;
  readonly #stop = new AbortController();
  readonly #loops: Promise<void>[];

  constructor(host: HostAddress, builds: Builds, count: number) {
    this.#host = host;
    this.#builds = builds;
    this.#loops = Array.from({ length: count }, (_, no) => this.#run(no));
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#loops);
  }

  async #run(no: number): Promise<void> {
    let slot = no;
    let build = this.#builds.at(slot);
    let since: Head | undefined;
    while (!this.#stop.signal.aborted) {
      try {
        const watcher = await this.#watch(build, since);
        await this.#stay(watcher);
        if (watcher.head.version > 0) since = watcher.head;
        watcher.close();
        this.reconnects += 1;
      } catch {
        // Nobody answers while the host is started again.
        await setTimeout(200);
        continue;
      }
      if (Math.random() < 0.3 || this.#builds.at(slot) !== build) {
        slot += 1 + Math.floor(Math.random() * 7);
        build = this.#builds.at(slot);
        since = undefined;
      }
    }
  }

  async #watch(build: string, since: Head | undefined): Promise<Watcher> {
    let at = since?.version ?? 0;
    let caughtUp = false;
    return watchStream(await this.#host.up(), `build/${build}`, {
      ...(since ? { since } : {}),
      onMessage: ({ type, base, version, ask, events = [] }: Message) => {
        if (type === 'delta' && (base ?? 0) > at) this.gaps += 1;
        at = version ?? at;
        const now = performance.now();
        // What happened before it came says nothing of the line.
        if (caughtUp) {
          for (const { text } of events) {
            const due = stampOf(text);
            if (due !== null) this.times.record(now - due);
          }
        }
        caughtUp ||= type !== 'delta' || ask === undefined;
      },
    });
  }

  /** For a while, or until its line has broken. */
  async #stay(watcher: Watcher): Promise<void> {
    const [from, to] = STAY;
    const until = performance.now() + (from + Math.random() * (to - from)) * 1000;
    while (performance.now() < until && watcher.isOpen && !this.#stop.signal.aborted) {
      await setTimeout(100);
    }
  }
}
