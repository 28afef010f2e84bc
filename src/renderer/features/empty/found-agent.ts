import { plural } from '../../../core/format.ts';
import type { FoundAgent } from '../../../core/local-agents.ts';

/** Whether the agent has left anything on this machine. */
export const hasSessions = ({ places }: FoundAgent): boolean =>
  places.some(({ isThere }) => isThere);

export const isWatched = ({ places }: FoundAgent): boolean =>
  places.filter(({ isThere }) => isThere).every((place) => place.isWatched);

/** Whether any place of the agent is watched, also one that is not there yet. */
export const isAskedFor = ({ places }: FoundAgent): boolean =>
  places.some((place) => place.isWatched);

/** What was found, in a line: how many sessions, and how long ago the newest went on. */
export function sumOf({ agent, places }: FoundAgent, now: number) {
  const there = places.filter(({ isThere }) => isThere);
  const files = there.reduce((sum, place) => sum + place.files, 0);
  const newest = Math.max(0, ...there.map((place) => place.newest ?? 0));
  // A store holds any number of sessions in one file.
  const count = agent === 'opencode' ? 'its store' : plural(files, 'session');
  const text = newest > 0 ? `${count} · latest ${ago(now - newest)}` : count;
  return { text, paths: there.map(({ path }) => path).join('\n') };
}

const steps = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

function ago(milliseconds: number): string {
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  for (const [unit, length] of steps) {
    if (milliseconds >= length) return words.format(-Math.floor(milliseconds / length), unit);
  }
  return 'just now';
}
