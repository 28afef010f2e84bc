import type { Step } from './steps.ts';

/** Schedules that found something, run before all others. */
export const pinned: readonly {
  readonly found: string;
  readonly seed: number;
  readonly steps: readonly Step[];
}[] = [];
