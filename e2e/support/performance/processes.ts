import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

const kinds = ['pages', 'drawing', 'browser', 'host', 'test'] as const;
type Kind = (typeof kinds)[number];

/** Milliseconds of processor time of the processes of a run, by what they are there for, and of all programs of the machine. */
export type Times = Readonly<Record<Kind | 'machine', number>>;

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly used: number;
}

/**
 * What this process and all that it started have used until now; null where the system does not tell. The processes of
 * pages draw rows as well, on threads of their own; putting pictures together and showing them is a process beside.
 */
export function processTimes(): Times | null {
  if (!existsSync('/proc/self/stat')) return null;
  const processes = readdirSync('/proc').flatMap((name) => read(Number(name)) ?? []);
  const ours = new Set([process.pid]);
  // A child may have a smaller number than its parent: until no more are found.
  for (let before = 0; before < ours.size;) {
    before = ours.size;
    for (const { pid, parent } of processes) if (ours.has(parent)) ours.add(pid);
  }
  const times = { pages: 0, drawing: 0, browser: 0, host: 0, test: 0, machine: machineTime() };
  for (const { pid, used } of processes) if (ours.has(pid)) times[kindOf(pid)] += used;
  return times;
}

/** What was used from one time to another, in words. */
export function usedBetween(before: Times, after: Times, took: number): string {
  const used = (kind: keyof Times) => after[kind] - before[kind];
  const own = kinds.reduce((sum, kind) => sum + used(kind), 0);
  const all = cpus().length * took;
  const others = Math.max(0, used('machine') - own);
  const share = (time: number) => `${((100 * time) / all).toFixed(0)} %`;
  const parts = kinds.map((kind) => `${kind} ${used(kind)}`).join(', ');
  return `${parts} ms; of the machine ${share(own)}, other programs ${share(others)}`;
}

function read(pid: number): Process | null {
  const stat = textOf(pid, 'stat');
  if (Number.isNaN(pid) || stat === '') return null;
  // After the name of the program, which may hold spaces: the parent is the second, user and system time are the 12th and 13th.
  const rest = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { pid, parent: Number(rest[1]), used: (Number(rest[11]) + Number(rest[12])) * 10 };
}

function kindOf(pid: number): Kind {
  if (pid === process.pid) return 'test';
  const command = textOf(pid, 'cmdline');
  if (command.includes('headless.js')) return 'host';
  if (command.includes('--type=renderer')) return 'pages';
  return command.includes('--type=gpu-process') ? 'drawing' : 'browser';
}

/** Nothing where the process has ended in the meantime. */
function textOf(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

const machineTime = (): number =>
  cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq, 0);
