import { readdirSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

// Preloaded into a host that is measured (`--import`): tells of its process from inside. The host itself
// knows nothing of it.

/** Milliseconds between looks at the loop; what is measured holds them, and so they are taken off. */
const RESOLUTION = 1;

export interface Memory {
  /** MiB that are alive, of the heap and beside it, after a collection; and of the process. */
  readonly alive: number;
  readonly rss: number;
}

export interface LoopDelay {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
const MiB = 2 ** 20;

function memory(): Memory {
  // Twice: what is let go by a finaliser is collected by the second.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { alive: (heapUsed + external) / MiB, rss: rss / MiB };
}

function loopDelay(): LoopDelay {
  delay.disable();
  const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION);
  return {
    p50: late(delay.percentile(50)),
    p99: late(delay.percentile(99)),
    max: late(delay.max),
  };
}

const answers = {
  memory,
  files: () => readdirSync('/proc/self/fd').length,
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  watchLoop: () => {
    delay.reset();
    delay.enable();
    return null;
  },
  loopDelay,
};
export type Answers = {
  readonly [Name in keyof typeof answers]: ReturnType<(typeof answers)[Name]>;
};

process.on('message', ({ id, ask }: { id: number; ask: keyof typeof answers }) => {
  process.send?.({ id, answer: answers[ask]() });
});
// A host ends when it has nothing to do: being asked must not hold it up.
process.channel?.unref();
// Nor outlive who measures it.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
