/**
 * What is asked of Claude Code's hooks, and the version that brought it: what transcripts lack. Not the hooks
 * of every call: the transcript tells of calls, and a process for each would be felt.
 */
const events: readonly (readonly [name: string, since: readonly [number, number, number]])[] = [
  ['Notification', [1, 0, 38]],
  ['Stop', [1, 0, 38]],
  ['SubagentStop', [1, 0, 41]],
  ['UserPromptSubmit', [1, 0, 54]],
  ['SessionStart', [1, 0, 62]],
  ['SessionEnd', [1, 0, 85]],
  ['PermissionRequest', [2, 0, 45]],
  ['Elicitation', [2, 1, 76]],
  ['ElicitationResult', [2, 1, 76]],
  ['StopFailure', [2, 1, 78]],
];

/** Where the version is not known: settings of this age and later are read. */
const OLDEST = [2, 0, 45] as const;

/**
 * The hooks that a version of Claude Code knows. It ignores a whole settings file for the name of one that it
 * does not know, so that only these may be installed.
 * @param version as `claude --version` prints it; null where that is not known
 */
export function eventsFor(version: string | null): { known: string[]; later: string[] } {
  const numbers =
    /(\d+)\.(\d+)\.(\d+)/
      .exec(version ?? '')
      ?.slice(1)
      .map(Number) ?? OLDEST;
  const isKnown = (since: readonly number[]) => compare(numbers, since) >= 0;
  return {
    known: events.filter(([, since]) => isKnown(since)).map(([name]) => name),
    later: events.filter(([, since]) => !isKnown(since)).map(([name]) => name),
  };
}

function compare(one: readonly number[], other: readonly number[]): number {
  for (const [index, number] of one.entries()) {
    const difference = number - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
