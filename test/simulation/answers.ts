import type { FeedMessage, Head, WatcherMessage } from '../../src/core/sync/messages.ts';
import type { MemoryStore } from '../support/memory-store.ts';

/**
 * Listens in on one connection, and checks that each question about a build is answered by the kind of
 * answer that it must have (rule R4). One connection belongs to one life of a host, in which its file
 * only grows.
 */
export class Answers {
  readonly #file: MemoryStore;
  readonly #count: (what: string) => void;
  readonly #wrong: (what: string) => void;
  readonly #asked = new Map<string, Head | null>();

  constructor(file: MemoryStore, count: (what: string) => void, wrong: (what: string) => void) {
    this.#file = file;
    this.#count = count;
    this.#wrong = wrong;
  }

  asked(text: string): void {
    if (!text.startsWith('{"type":"watch","stream":"build/')) return;
    const { stream, ask, since } = JSON.parse(text) as Extract<WatcherMessage, { type: 'watch' }>;
    this.#asked.set(`${stream}?${ask}`, since ?? null);
  }

  answered(text: string): void {
    if (!text.includes('"ask":') || !text.includes('"stream":"build/')) return;
    const message = JSON.parse(text) as FeedMessage;
    if (!('ask' in message)) return;
    const name = `${message.stream}?${message.ask}`;
    const since = this.#asked.get(name);
    if (message.type === 'part') {
      this.#count('part of an answer');
      if (since === undefined) this.#wrong(`a part came for ${name}, which was never asked`);
      return;
    }
    if (message.type === 'snapshot' && 'parts' in message) this.#count('answered in parts');
    const answer = message.type === 'snapshot' ? message.reason : message.type;
    this.#count(`answered ${answer}`);
    if (since === undefined) this.#wrong(`${name} was answered and never asked`);
    else if (!this.#allowed(message.stream.slice('build/'.length), since).includes(answer)) {
      this.#wrong(`${name} at ${since?.version} was answered by ${answer}`);
    }
  }

  #allowed(build: string, since: Head | null): readonly string[] {
    if (!since) return ['initial'];
    const ours = this.#file.digestAt(build, since.version) === since.digest;
    // What is in the file and not announced yet is ahead of the host.
    return ours ? ['current', 'delta', 'behind', 'ahead'] : ['ahead', 'diverged'];
  }
}
