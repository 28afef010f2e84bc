import type { BuildEvent } from '../../../core/build/event.ts';
import type { Publisher, PublishOptions, Receipt } from '../processor/publisher.ts';

/**
 * A publisher that knows what it was given and has not answered for yet. Who stops reading a file does
 * not take that back: until it is recorded or refused, the file's marks do not tell how far it was read.
 */
export class Outstanding implements Publisher {
  readonly #publisher: Publisher;
  readonly #open = new Set<Promise<unknown>>();

  constructor(publisher: Publisher) {
    this.#publisher = publisher;
  }

  publish(
    build: string,
    events: readonly BuildEvent[],
    options?: PublishOptions,
  ): Promise<Receipt> {
    const answer = this.#publisher.publish(build, events, options);
    const over = () => void this.#open.delete(answer);
    this.#open.add(answer);
    answer.then(over, over);
    return answer;
  }

  drained(build: string): Promise<void> {
    return this.#publisher.drained(build);
  }

  /** Settles when everything that it was given is recorded or refused. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#open);
  }
}
