import { readdirSync } from 'node:fs';
import { createHistogram, monitorEventLoopDelay } from 'node:perf_hooks';

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
  /**
   * The longest that the loop was held by work of its own: processor time between two of its turns. A
   * machine that others are busy on makes the delay longer, and this not.
   */
  readonly held: number;
}

const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
const MiB = 2 ** 20;
const work = createHistogram({ lowest: 1, highest: 60_000_000 });
let turns: NodeJS.Timeout | undefined;

/** Microseconds of processor time that this thread has used. */
const used = () => {
  const { user, system } = process.threadCpuUsage();
  return user + system;
};

function memory(): Memory {
  // Twice: what is let go by a finaliser is collected by the second.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { alive: (heapUsed + external) / MiB, rss: rss / MiB };
}

function loopDelay(): LoopDelay {
  delay.disable();
  clearInterval(turns);
  const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION);
  return {
    p50: late(delay.percentile(50)),
    p99: late(delay.percentile(99)),
    max: late(delay.max),
    held: work.max / 1000,
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
    work.reset();
    delay.enable();
    let before = used();
    turns = setInterval(() => {
      const now = used();
      work.record(Math.max(1, now - before));
      before = now;
    }, RESOLUTION);
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
