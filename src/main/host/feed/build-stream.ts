import type { BuildState } from '../../../core/build/state.ts';
import type { BuildStream, Head, SnapshotReason, Trace } from '../../../core/sync/messages.ts';
import { buildOf, shortDeltaText } from '../../../core/sync/messages.ts';
import { isLonger, lengthOf, NODE_AT_LEAST } from './pieces.ts';

/** What the feed reads: the processor's view of a build, and its log. */
export interface BuildReads {
  head(build: string): Head;
  view(build: string): {
    readonly head: Head;
    readonly state: BuildState;
    readonly trace: { readonly version: number; readonly trace: Trace } | null;
  };
  digestAt(build: string, version: number): string | null;
  bodies(build: string, from: number, to: number): string[];
  size(build: string, from: number, to: number): number;
}

/** The reads of a feed: what is announced comes from the processor, the rest from its log. */
export function readsOf(
  processor: Pick<BuildReads, 'head' | 'view' | 'bodies'>,
  log: Pick<BuildReads, 'digestAt' | 'size'>,
): BuildReads {
  return {
    head: (build) => processor.head(build),
    view: (build) => processor.view(build),
    bodies: (build, from, to) => processor.bodies(build, from, to),
    size: (build, from, to) => log.size(build, from, to),
    digestAt: (build, version) => log.digestAt(build, version),
  };
}

/** A message ready for the wire, and the head that its receiver stands at after it. */
export interface Frame {
  readonly text: string;
  /** The same for whoever gave the stream a number; absent where the short form cannot say it. */
  readonly short?: (as: number) => string;
  readonly head: Head;
}

/**
 * A snapshot that is too long for one message. It is no text: a watcher that does not read costs a
 * reference to a state that others have as well.
 */
export interface LongFrame {
  readonly head: Head;
  readonly state: BuildState;
  readonly stream: BuildStream;
  readonly reason: SnapshotReason;
  readonly ask: number | undefined;
}

/**
 * Size of one delta, in UTF-16 units: two of them are all that a stalled watcher holds in memory.
 * A longer way is gone in several deltas, each on the credit of the one before.
 */
const DELTA_LIMIT = 256 * 1024;
/** A way up to this long is cheaper as a delta than it is to find out what a snapshot would cost. */
const SURELY_SMALL = 32 * 1024;

/** Characters of one part of a snapshot: written in a millisecond, and parsed in another. */
export const PART_LENGTH = 256 * 1024;

/** Writes the frames of one build's stream; those that several watchers need are written once. */
export class BuildFrames {
  readonly #reads: BuildReads;
  readonly #stream: BuildStream;
  readonly #partLength: number;
  #snapshot: { readonly head: Head; readonly json: string } | null = null;
  #delta: { readonly from: number; readonly frame: Frame } | null = null;

  constructor(reads: BuildReads, stream: BuildStream, partLength = PART_LENGTH) {
    this.#reads = reads;
    this.#stream = stream;
    this.#partLength = partLength;
  }

  head(): Head {
    return this.#reads.head(this.#build);
  }

  /** Why a watcher that claims to stand at `since` cannot go on by deltas; null where it can. */
  refusal(since: Head | undefined): SnapshotReason | null {
    if (!since) return 'initial';
    if (since.version > this.head().version) return 'ahead';
    const ours = this.#reads.digestAt(this.#build, since.version);
    return ours === since.digest ? null : 'diverged';
  }

  /** Whether the way from `since` to the head is shorter by deltas than by a snapshot (rule R4). */
  deltaIsSmaller(since: Head): boolean {
    const { version } = this.head();
    const size = this.#reads.size(this.#build, since.version, version);
    if (size <= SURELY_SMALL) return true;
    // A long build need not be written to know that it is longer: each reconnect would pay for all of it.
    const { state } = this.#reads.view(this.#build);
    return size <= state.nodes.size * NODE_AT_LEAST || size <= lengthOf(state);
  }

  /** @param inParts whether the watcher takes a long one in parts */
  snapshot(reason: SnapshotReason, ask?: number, inParts = false): Frame | LongFrame {
    const head = this.head();
    const { state } = this.#reads.view(this.#build);
    if (inParts && isLonger(state, this.#partLength)) {
      return { head, state, stream: this.#stream, reason, ask };
    }
    const json = this.#snapshotJson();
    const rest = JSON.stringify({ stream: this.#stream, ...head, reason, ask }).slice(1);
    return { text: `{"type":"snapshot","state":${json},${rest}`, head };
  }

  /** The next delta after `from`, as long as fits one frame. The log must be past `from`. */
  delta(from: Head, ask?: number): Frame {
    if (
      ask === undefined &&
      this.#delta?.from === from.version &&
      this.#isLast(this.#delta.frame)
    ) {
      return this.#delta.frame;
    }
    const { head, trace } = this.#reads.view(this.#build);
    const bodies = this.#fitting(from.version, head.version);
    const version = from.version + bodies.length;
    const digest =
      version === head.version ? head.digest : this.#reads.digestAt(this.#build, version);
    if (digest === null) throw new Error(`no digest at version ${version} of ${this.#stream}`);
    const carried = trace && trace.version > from.version && trace.version <= version;
    const rest = JSON.stringify({
      stream: this.#stream,
      base: from.version,
      version,
      digest,
      trace: carried ? trace.trace : undefined,
      ask,
    }).slice(1);
    const events = `[${bodies.join(',')}]`;
    const frame: Frame = {
      text: `{"type":"delta","events":${events},${rest}`,
      head: { version, digest },
      ...(carried || ask !== undefined
        ? {}
        : { short: (as) => shortDeltaText(as, from.version, digest, events) }),
    };
    if (ask === undefined) this.#delta = { from: from.version, frame };
    return frame;
  }

  get #build(): string {
    return buildOf(this.#stream);
  }

  #isLast(frame: Frame): boolean {
    // By its digest: a log that was purged begins again, and comes past the same versions.
    return frame.head.digest === this.head().digest;
  }

  #fitting(from: number, to: number): string[] {
    // Read by the slice: a watcher far behind must not cost one large read per delta.
    const bodies = this.#reads.bodies(this.#build, from, Math.min(to, from + 2000));
    let size = 0;
    const end = bodies.findIndex((body, index) => {
      size += body.length;
      return index > 0 && size > DELTA_LIMIT;
    });
    return end === -1 ? bodies : bodies.slice(0, end);
  }

  #snapshotJson(): string {
    const { head, state } = this.#reads.view(this.#build);
    if (this.#snapshot?.head.digest !== head.digest) {
      this.#snapshot = { head, json: JSON.stringify(state) };
    }
    return this.#snapshot.json;
  }
}
