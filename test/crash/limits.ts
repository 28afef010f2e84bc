import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

// Ways to put a host on a disk that is full or read-only, as root and as an ordinary user.

const works = (command: string, args: readonly string[]) =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** Whether this user may mount file systems in a namespace of its own. */
export const mayMount = works('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']);

/** A disk of its own of so many KB, of which a file named `ballast` takes some; seen by the host alone. */
export function smallDisk(folder: string, kilobytes: number, ballast = 0) {
  const script = `mount -t tmpfs -o size=${kilobytes}k tmpfs "$0" && head -c ${ballast * 1024} /dev/zero > "$0/ballast" && exec "$@"`;
  return {
    through: ['unshare', '-rm', 'sh', '-c', script, folder],
    /** Gives the ballast's place back, by the way into the host's own view of the files. */
    makeRoom: (pid: number) => rmSync(`/proc/${pid}/root${folder}/ballast`),
  };
}

/** No file may grow past so many KB: the same to SQLite as a disk that fails to write. */
export const fileLimit = (kilobytes: number) => [
  'sh',
  '-c',
  // In units of 512 bytes, whatever the shell.
  `ulimit -S -f ${kilobytes * 2} && exec "$@"`,
  'sh',
];

/** Takes the write permission off a folder and its files. */
export function forbidWriting(folder: string): void {
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o400);
  chmodSync(folder, 0o500);
}

/** Root is let through by permission bits, unless it gives that power up. */
export const obeyingPermissions =
  process.getuid?.() === 0
    ? [
        'setpriv',
        '--bounding-set=-dac_override,-dac_read_search',
        '--inh-caps=-dac_override,-dac_read_search',
      ]
    : [];
