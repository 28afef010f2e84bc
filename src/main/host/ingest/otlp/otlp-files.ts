import { existsSync } from 'node:fs';
import { mkdir, open, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { LINE_LIMIT } from '../../../../core/agents/framing/framed.ts';
import { Conversations, type Share, sharesOf } from '../../../../core/agents/otel/split.ts';
import { OTEL_FORMAT } from '../../../../core/agents/otel/state.ts';
import { isShallow, type Json } from '../../../../core/build/content.ts';
import { messageOf, RatchetError } from '../../../../core/errors.ts';
import { safeName, shortHash } from '../build-id.ts';
import { readAt } from '../read-at.ts';
import type { Sources } from '../sources.ts';

/** Conversations in one document. */
const MOST_SHARES = 500;

/**
 * What OTLP exporters send: each conversation is a file of its own in the data folder, which is followed like
 * any other. So what is answered is on the disk, and a host that is started anew knows what it has read:
 * a span that is sent again adds nothing.
 */
export class OtlpFiles {
  readonly #folder: string;
  readonly #sources: Sources;
  readonly #conversations = new Conversations();
  /** Documents are written one after the other. */
  #writing: Promise<void> = Promise.resolve();
  #opened: Promise<string> | null = null;

  constructor(dataDir: string, sources: Sources) {
    this.#folder = join(dataDir, 'otlp');
    this.#sources = sources;
  }

  /** Follows what was sent in earlier runs. */
  async resume(): Promise<void> {
    if (existsSync(this.#folder)) await this.#open();
  }

  /**
   * Takes a document; settles when it is on the disk. What is of other conventions is passed over.
   * @throws RatchetError `bad-request`, `too-large`, `not-written`
   */
  async take(document: unknown): Promise<void> {
    const shares = isJson(document) ? sharesOf(document) : null;
    if (!shares) throw notOtlp();
    if (shares.length > MOST_SHARES) throw tooMany(shares.length);
    const lines = shares.map((share) => ({ ...share, line: JSON.stringify(share.document) }));
    if (lines.some(({ isOwn, line }) => isOwn && Buffer.byteLength(line) > LINE_LIMIT)) {
      throw tooLong();
    }
    const written = this.#writing
      .then(() => this.#write(lines))
      .catch((cause: unknown) => {
        this.#opened = null;
        throw notWritten(cause);
      });
    this.#writing = written.catch(() => {});
    return written;
  }

  /** @returns the folder, by its real name */
  async #open(): Promise<string> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await this.#sources.watch([this.#folder], OTEL_FORMAT);
    return realpath(this.#folder);
  }

  async #write(shares: readonly WrittenShare[]): Promise<void> {
    const folder = await (this.#opened ??= this.#open());
    for (const share of shares) {
      // The root of a trace may be of another convention, and ends the turn all the same.
      if (!share.isOwn && !this.#conversations.knows(share.traces)) continue;
      const conversation = this.#conversations.of(share);
      if (conversation === null) continue;
      const name = `${safeName(conversation)}-${shortHash(conversation, 8)}.jsonl`;
      const path = join(folder, name);
      await appendLine(path, share.line);
      const tail = this.#sources.tail(path);
      if (tail) tail.poke();
      else await this.#open();
    }
  }
}

interface WrittenShare extends Share {
  readonly line: string;
}

/** On the disk when it settles; what a cut-off write left behind stays a line of its own. */
async function appendLine(path: string, line: string): Promise<void> {
  const file = await open(path, 'a+', 0o600);
  try {
    const { size } = await file.stat();
    const last = await readAt(file, Math.max(0, size - 1), 1);
    const start = size === 0 || last.toString() === '\n' ? '' : '\n';
    await file.writeFile(`${start}${line}\n`);
    await file.datasync();
  } finally {
    await file.close();
  }
}

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && isShallow(value);

const notOtlp = () =>
  new RatchetError('bad-request', 'This is no OTLP document. Nothing of it was recorded.');

const tooMany = (count: number) =>
  new RatchetError(
    'too-large',
    `There are ${count} conversations in this document, and at most ${MOST_SHARES} are taken. Nothing of it was recorded.`,
  );

const tooLong = () =>
  new RatchetError(
    'too-large',
    `A conversation in this document is over ${LINE_LIMIT} bytes. Nothing of it was recorded: send fewer spans at once.`,
  );

const notWritten = (cause: unknown) =>
  new RatchetError(
    'not-written',
    `What was sent cannot be written (${messageOf(cause)}). It was not recorded in full: send it again.`,
    { cause, retryable: true },
  );
