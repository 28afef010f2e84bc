/** What the command's exit code says. `run` gives that of the command it ran instead. */
export const exitCodes = {
  ok: 0,
  /** Something failed; the message says what. */
  failed: 1,
  /** The command line makes no sense, or what it names. */
  usage: 2,
  /** No host runs, or this Node is too old. */
  unavailable: 3,
  /** `run`: the command is there but cannot be run; it is not there. As shells do it. */
  notExecutable: 126,
  notFound: 127,
  /** Ended by Ctrl-C before it was done. As shells say it. */
  interrupted: 130,
} as const;

const unavailable = new Set(['no-host', 'node-too-old']);

const wrongUsage = new Set([
  'bad-script',
  'bad-speed',
  'unknown-format',
  'unknown-watcher',
  'unknown-agent',
  'unknown-build',
  'ambiguous-build',
]);

export function exitCodeOf(code: string): number {
  if (unavailable.has(code)) return exitCodes.unavailable;
  return wrongUsage.has(code) ? exitCodes.usage : exitCodes.failed;
}
