import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import { messageOf } from '../../src/core/errors.ts';
import { broken, type Row, rowSchema } from './result.ts';

const one = join(import.meta.dirname, '../one.ts');
/** Milliseconds after which a benchmark is given up: many times what it takes where nothing else runs. */
const LIMIT = { quick: 120_000, full: 300_000 };

const toldSchema = z.union([
  z.object({ say: z.string() }),
  z.object({ rows: z.array(rowSchema).min(1) }),
]);

export interface RunOptions {
  readonly quick: boolean;
  readonly shared: string;
  readonly profile: string | null;
  readonly say: (text: string) => void;
}

/** Runs one benchmark in its own process. Whatever happens to it, there are rows. */
export async function runOne(name: string, options: RunOptions): Promise<readonly Row[]> {
  const profiling =
    options.profile === null
      ? []
      : ['--cpu-prof', `--cpu-prof-dir=${options.profile}`, `--cpu-prof-name=${name}.cpuprofile`];
  const child = fork(one, [name, options.shared, options.quick ? 'quick' : 'full'], {
    // Hosts that it starts write theirs as well.
    env: { ...process.env, RATCHET_BENCH_PROFILE: options.profile ?? '' },
    execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning', ...profiling],
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-4000);
  });
  let rows: readonly Row[] | null = null;
  child.on('message', (message) => {
    try {
      const told = toldSchema.parse(message);
      if ('say' in told) options.say(told.say);
      else rows = told.rows;
    } catch (error) {
      complaint += messageOf(error);
    }
  });
  const limit = options.quick ? LIMIT.quick : LIMIT.full;
  const timer = setTimeout(() => {
    complaint += `it took longer than ${limit / 1000} s`;
    child.kill('SIGKILL');
  }, limit);
  await once(child, 'exit');
  clearTimeout(timer);
  return rows ?? [broken(name, reason(complaint))];
}

/** The line of an error's print that says what was wrong. */
function reason(complaint: string): string {
  const lines = complaint.split('\n').filter((line) => line.trim() !== '');
  const said = lines.find((line) => /error/i.test(line) && !line.startsWith(' '));
  return (said ?? lines.at(-1) ?? 'it ended without a result').slice(0, 300);
}
