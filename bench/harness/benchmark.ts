import type { Row } from './result.ts';

/** What a benchmark is given. */
export interface Context {
  readonly quick: boolean;
  /** A folder of its own, removed after it. */
  readonly folder: string;
  /** A folder that all benchmarks of a run share: builds that are dear to make are kept there. */
  readonly shared: string;
  /** Says what it is at. */
  readonly say: (text: string) => void;
}

/** One file of `rows/`: measures something, in a process of its own. */
export type Benchmark = (context: Context) => Promise<readonly Row[]>;
