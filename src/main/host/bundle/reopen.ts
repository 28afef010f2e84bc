import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { BuildEvent } from '../../../core/build/event.ts';
import { REOPENED } from '../../../core/build/family.ts';
import { messageOf, RatchetError } from '../../../core/errors.ts';
import { GENESIS } from '../../../core/sync/digest.ts';
import type { Head } from '../../../core/sync/messages.ts';
import { publishPatiently } from '../ingest/publish-patiently.ts';
import type { Publisher } from '../processor/publisher.ts';
import type { Payload } from '../store/types.ts';
import { damaged, tooLarge } from './errors.ts';
import { type BundleEnd, type BundleHeader, type BundleLimits, bundleLimits } from './format.ts';
import { readBundle } from './read.ts';

export interface Reopened extends Head {
  readonly build: string;
  /** Events that this call recorded; 0 where the bundle was open already. */
  readonly events: number;
  readonly header: BundleHeader;
}

/** What one publication may hold: events, and bytes of text and payloads. */
const BATCH = 500;
const BATCH_BYTES = 4 * 1024 * 1024;

/** Brings bundles back as builds. */
export class BundleReopener {
  readonly #publisher: Publisher;
  readonly #head: (build: string) => Head;
  readonly #limits: BundleLimits;
  /** One at a time: two of the same bundle would both find that nothing of it is there. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(
    publisher: Publisher,
    head: (build: string) => Head,
    limits: Partial<BundleLimits> = {},
  ) {
    this.#publisher = publisher;
    this.#head = head;
    this.#limits = { ...bundleLimits, ...limits };
  }

  /**
   * Opens a bundle as a build of its own, whose id names what it holds: the same bundle again adds
   * nothing, and goes on where it was broken off. The whole file is checked before anything of it is
   * recorded.
   * @throws RatchetError as `readBundle`; `bundle-differs`; `bundle-half-open` with what failed
   */
  async reopen(chunks: AsyncIterable<Uint8Array>): Promise<Reopened> {
    const folder = await mkdtemp(join(tmpdir(), 'ratchet-bundle-'));
    try {
      const file = join(folder, 'bundle');
      await pipeline(
        Readable.from(this.#bounded(chunks), { highWaterMark: 1 }),
        createWriteStream(file, { mode: 0o600 }),
      );
      const checked = await this.#check(file);
      const opening = this.#queue.then(() => this.#open(file, checked));
      this.#queue = opening.catch(() => {});
      return await opening;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async *#bounded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > this.#limits.file) {
        throw tooLarge(`it has more than ${this.#limits.file} bytes`);
      }
      yield chunk;
    }
  }

  async #check(file: string): Promise<Checked> {
    let header: BundleHeader | null = null;
    let end: BundleEnd | null = null;
    for await (const part of readBundle(createReadStream(file), this.#limits)) {
      if (part.is === 'header') ({ header } = part);
      if (part.is === 'end') ({ end } = part);
    }
    if (!header || !end || end.events === 0) throw damaged('there is no event in it');
    return { header, end, build: reopenedId(header.build, end.digest) };
  }

  async #open(file: string, { header, end, build }: Checked): Promise<Reopened> {
    const start = this.#head(build);
    let known = start.version === 0 ? GENESIS : null;
    let events: BuildEvent[] = [];
    let payloads: Payload[] = [];
    let bytes = 0;
    const publish = async () => {
      if (events.length === 0) return;
      if (known !== start.digest) throw differs(build);
      await publishPatiently(this.#publisher, build, events, { recorded: { payloads } });
      events = [];
      payloads = [];
      bytes = 0;
    };
    try {
      for await (const part of readBundle(createReadStream(file), this.#limits)) {
        if (part.is === 'payload') {
          payloads.push(part.payload);
          bytes += part.payload.body.length;
        } else if (part.is === 'event' && part.version <= start.version) {
          if (part.version === start.version) known = part.digest;
          payloads = [];
        } else if (part.is === 'event') {
          events.push(part.event);
          bytes += JSON.stringify(part.event).length;
        }
        if (events.length >= BATCH || bytes > BATCH_BYTES) await publish();
      }
      await publish();
    } catch (error) {
      throw this.#head(build).version > start.version ? halfOpen(build, error) : error;
    }
    const head = this.#head(build);
    if (head.version !== end.events || head.digest !== end.digest) throw differs(build);
    return { ...head, build, events: end.events - start.version, header };
  }
}

interface Checked {
  readonly header: BundleHeader;
  readonly end: BundleEnd;
  readonly build: string;
}

/** The id of the build that a bundle becomes: its former one, and the digest of all that is in it. */
function reopenedId(former: string, digest: string): string {
  const own = former.startsWith(REOPENED) ? former.slice(REOPENED.length) : former;
  const name = own
    .replace(/-[0-9a-f]{16}$/, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .slice(0, 80);
  return `${REOPENED}${name}-${digest}`;
}

const differs = (build: string) =>
  new RatchetError(
    'bundle-differs',
    `The build ${build} is there already and holds something else: other events were sent to it. It was left as it is.`,
  );

const halfOpen = (build: string, cause: unknown) =>
  new RatchetError(
    'bundle-half-open',
    `Only a part of the bundle was recorded, as build ${build} (${messageOf(cause)}). Open the same file again: it goes on from there.`,
    { cause, retryable: true },
  );
