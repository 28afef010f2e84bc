import type { LoadedState } from '../store/types.ts';
import { type Mailbox, newMailbox } from './mailbox.ts';

export interface MailboxesOptions {
  readonly load: (build: string) => LoadedState | null;
  /** Builds kept in memory though nothing waits in their mailbox. */
  readonly warm: number;
  /** Whether something of it waits to be committed: it is not forgotten then. */
  readonly isBusy: (mailbox: Mailbox) => boolean;
}

/** The builds that are in memory; one that is idle goes when another needs its place. */
export class Mailboxes {
  readonly #options: MailboxesOptions;
  /** In order of use. */
  readonly #all = new Map<string, Mailbox>();

  constructor(options: MailboxesOptions) {
    this.#options = options;
  }

  /** The one of a build, from the store where it is not in memory. */
  open(build: string): Mailbox {
    const known = this.#all.get(build);
    if (known) {
      this.#all.delete(build);
      this.#all.set(build, known);
      return known;
    }
    const mailbox = newMailbox(build, this.#options.load(build));
    // Room is made before it comes in: who asked for it is about to put a letter into it, and a
    // mailbox that was forgotten by then would have a second one beside it, with the same versions.
    this.#forgetIdle();
    this.#all.set(build, mailbox);
    return mailbox;
  }

  /** The one of a build where it is in memory, which this does not change. */
  known(build: string): Mailbox | undefined {
    return this.#all.get(build);
  }

  all(): IterableIterator<Mailbox> {
    return this.#all.values();
  }

  /** @returns whether it is in memory no more: not while it is busy */
  forget(build: string): boolean {
    const mailbox = this.#all.get(build);
    if (!mailbox) return true;
    return !this.#options.isBusy(mailbox) && this.#all.delete(build);
  }

  #forgetIdle(): void {
    for (const [build, mailbox] of this.#all) {
      if (this.#all.size < this.#options.warm) return;
      if (!this.#options.isBusy(mailbox)) this.#all.delete(build);
    }
  }
}
