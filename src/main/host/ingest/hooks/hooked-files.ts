import { stat } from 'node:fs/promises';
import { RatchetError } from '../../../../core/errors.ts';
import { isTranscript } from './transcript-file.ts';
import type { Followed } from '../followed.ts';
import type { Sources } from '../sources.ts';
import type { Transcripts } from './claude-hooks.ts';

const LONG = 7 * 24 * 60 * 60_000;

const FORMAT = 'claude-transcript';

/**
 * The transcripts that hooks told of. One that nobody watches is followed for as long as its session
 * goes on, also by a host that is started meanwhile.
 */
export class HookedFiles implements Transcripts {
  readonly #sources: Sources;
  readonly #asked: Followed;
  readonly #hooked: Followed;

  /**
   * @param asked what the user watches
   * @param hooked what is watched because of hooks
   */
  constructor(sources: Sources, asked: Followed, hooked: Followed) {
    this.#sources = sources;
    this.#asked = asked;
    this.#hooked = hooked;
  }

  /**
   * Follows again what was followed before, but for what nobody has written to for long: the end of a session
   * may not have been told.
   */
  async resume(now: number): Promise<void> {
    await this.#hooked.resume();
    for (const path of this.#hooked.paths) {
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: 0 }));
      if (now - mtimeMs > LONG) await this.leave(path);
    }
  }

  async follow(path: string): Promise<void> {
    if (this.#sources.tail(path)) return;
    try {
      await this.#hooked.watch([path], FORMAT);
    } catch (error) {
      // A host that is closing has answered the hook: the next one follows what it told of.
      const isClosing = error instanceof RatchetError && error.code === 'closing';
      if (isClosing) await this.#hooked.remember(path, FORMAT);
      throw error;
    }
  }

  async await(path: string): Promise<void> {
    if (isTranscript(path)) await this.follow(path).catch(() => {});
  }

  async leave(path: string): Promise<void> {
    if (!this.#asked.paths.includes(path)) await this.#hooked.unwatch([path]);
  }

  async catchUp(path: string): Promise<void> {
    const tail = this.#sources.tail(path);
    tail?.poke();
    await tail?.idle();
  }

  buildOf(path: string): string | null {
    return this.#sources.buildOf(path, FORMAT);
  }
}
