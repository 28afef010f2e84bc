import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Verdict } from './check.ts';
import type { Share } from './worker.ts';

/** Checks the schedules of the seeds 1 to `runs`, on every core; tells of each when it is done. */
export async function checkAll(
  runs: number,
  length: number,
  take: (verdict: Verdict) => void,
): Promise<void> {
  const by = availableParallelism();
  const share = (first: number) => {
    const workerData: Share = { first, last: runs, by, length };
    const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData });
    return new Promise<void>((resolve, reject) => {
      worker.on('message', take);
      worker.once('error', reject);
      worker.once('exit', () => resolve());
    });
  };
  await Promise.all(Array.from({ length: by }, (_, core) => share(core + 1)));
}
