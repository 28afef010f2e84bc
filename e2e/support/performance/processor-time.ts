import { existsSync, readFileSync } from 'node:fs';

/** Milliseconds of processor time that a process has used, to the hundredth of a second; null where the system does not tell. */
export function processorTimeOf(pid: number): number | null {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return null;
  const stat = readFileSync(file, 'utf8');
  // After the name of the program, which may hold spaces: user and system time are the 12th and 13th of the rest.
  const [user = 0, system = 0] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return (user + system) * 10;
}
