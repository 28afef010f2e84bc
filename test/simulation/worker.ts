import { parentPort, workerData } from 'node:worker_threads';
import { check } from './check.ts';

/** The seeds that one core takes: `first`, `first + by` … up to `last`. */
export interface Share {
  readonly first: number;
  readonly last: number;
  readonly by: number;
  readonly length: number;
}

const { first, last, by, length } = workerData as Share;
for (let seed = first; seed <= last; seed += by) {
  parentPort?.postMessage(await check(seed, length), []);
}
