import { randomBytes } from 'node:crypto';

/** The clock, chance and timers of a running host; tests pass their own. */
export interface World {
  now(): number;
  random(): number;
  turn(): Promise<void>;
  after(milliseconds: number, callback: () => void): () => void;
  /** 16 hexadecimal digits, others each time. */
  name(): string;
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
};
