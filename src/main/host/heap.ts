import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the heap near what is in use, in this process: a monitor stays open all day. V8 would let the
 * old generation grow to twice what is alive, and the young one to 130 MB, when much is read; neither
 * makes reading faster by much (`npm run bench:import`). Node warns of flags that are set while a
 * program runs; these two are read anew at each collection.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=20');
  setFlagsFromString('--semi-space-growth-factor=1');
}
