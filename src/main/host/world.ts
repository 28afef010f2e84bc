import { randomBytes } from 'node:crypto';
import type { ProcessorWorld } from './processor/publisher.ts';

/** The clock, chance and timers of a running host; tests pass their own. */
export interface World extends ProcessorWorld {
  /** 16 hexadecimal digits, others each time. */
  name(): string;
  /** Milliseconds, with fractions, of a clock that never goes back: for measuring only. */
  elapsed(): number;
}

export const realWorld: World = {
  now: Date.now,
  random: Math.random,
  turn: () => new Promise((resolve) => setImmediate(resolve)),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
  name: () => randomBytes(8).toString('hex'),
  elapsed: () => performance.now(),
};
