import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { RatchetError } from '../../../core/errors.ts';
import type { HostResponse } from '../server/response.ts';
import { threadFile } from '../thread-file.ts';
import type { ExportTold, ExportWork } from './export-thread.worker.ts';

/** Exports at the same time: each has a thread, and a state in its memory. */
const MOST = 4;
/** Parts on their way from a thread, so that it works while one is being sent. */
const AHEAD = 4;

const file = threadFile(import.meta.url, 'export-thread');

/**
 * Makes exports on threads of their own, each with a connection that only reads: a long build is read,
 * searched for secrets and written for seconds, out of much short-lived memory, which in slices on the
 * event loop would still hold up everybody whenever that is collected.
 */
export class ExportThreads {
  readonly #workers = new Set<Worker>();
  readonly #most: number;

  constructor(most = MOST) {
    this.#most = most;
  }

  /** As `exportBuild`. @throws RatchetError as that, and `export-busy` */
  async export(work: ExportWork): Promise<HostResponse> {
    if (this.#workers.size >= this.#most) {
      throw new RatchetError(
        'export-busy',
        `${this.#most} exports are under way, which is the limit. Nothing was changed: ask again when one of them has ended.`,
        { retryable: true },
      );
    }
    const worker = new Worker(file, { name: 'export', workerData: work });
    this.#workers.add(worker);
    worker.once('exit', () => this.#workers.delete(worker));
    const told = listen(worker);
    const begun = await nextOf(told, worker);
    if (begun.type !== 'begun') throw unexpected();
    const { status, headers } = begun;
    for (let at = 0; at < AHEAD; at += 1) worker.postMessage('more', []);
    return { status, headers, body: partsOf(told, worker) };
  }

  /** Ends all that are under way: what was to be sent of them is not. */
  async close(): Promise<void> {
    await Promise.all([...this.#workers].map((worker) => worker.terminate()));
  }
}

type Heard = AsyncIterator<ExportTold[]>;

const listen = (worker: Worker): Heard => on(worker, 'message', { close: ['exit'] });

async function nextOf(heard: Heard, worker: Worker): Promise<ExportTold> {
  const { value, done } = await heard.next();
  const [told] = done ? [] : value;
  if (!told) throw unexpected();
  if (told.type !== 'failed') return told;
  await worker.terminate();
  throw new RatchetError(told.code, told.message, { retryable: told.retryable });
}

/** Parts of an export. Who stops reading, or never begins to, ends the thread by `return`. */
function partsOf(heard: Heard, worker: Worker): AsyncIterableIterator<string | Uint8Array> {
  const end = async () => {
    await worker.terminate();
    return { done: true, value: undefined } as const;
  };
  return {
    async next() {
      const told = await nextOf(heard, worker);
      if (told.type === 'end') return end();
      if (told.type !== 'part') throw unexpected();
      worker.postMessage('more', []);
      return { done: false, value: told.part };
    },
    return: end,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

const unexpected = () =>
  new RatchetError(
    'export-ended',
    'The export ended before it was done. What is recorded is safe: ask for it again.',
    { retryable: true },
  );
