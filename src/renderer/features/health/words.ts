import type { Health, Meter, WatchOutcome } from '../../../core/health.ts';
import { age, bytes, count, plural } from '../../../core/format.ts';

/** A part of a sentence or a figure, and whether it is bad news. */
export interface Said {
  readonly text: string;
  readonly bad: boolean;
}

/** How the host is, in a sentence: durability, order, speed. */
export function statusSaid(health: Health): Said[] {
  const { outOfOrder, eventToWatcher } = health;
  const { recent } = eventToWatcher;
  return [
    durability(health),
    outOfOrder > 0
      ? { text: `${plural(outOfOrder, 'version')} out of order`, bad: true }
      : { text: 'nothing out of order', bad: false },
    recent.count > 0
      ? { text: `p99 event to window and back ${figure(recent.p99)} ms`, bad: false }
      : { text: 'nothing sent live in the last five minutes', bad: false },
  ];
}

function durability({ status, notDurable, problem }: Health): Said {
  if (status === 'read-only') return { text: 'A copy to read: nothing is recorded', bad: false };
  if (notDurable === 0) return { text: 'Everything is durable', bad: false };
  const why = problem ? ` (${problem.message})` : '';
  return { text: `${plural(notDurable, 'build')} not durable yet${why}`, bad: true };
}

/** Why commits fail, in two words for the status bar: what else there is to know is in the panel. */
const unkept: Readonly<Record<string, string>> = {
  'store-full': 'disk full',
  'store-not-synced': 'the disk failed; start Ratchet again',
  'store-locked': 'file locked',
  'store-read-only': 'may not be written',
};

/** Whether what was recorded is on the disk, in a few words. */
export function keptWord({ status, notDurable, problem }: Health): string {
  if (status === 'read-only') return 'read-only';
  if (notDurable === 0) return 'durable';
  const why = unkept[problem?.code ?? ''];
  return why === undefined ? 'not durable' : `not durable: ${why}`;
}

/** A measured amount: two decimals below ten, one below a hundred, then none. */
export function figure(value: number): string {
  if (value < 9.995) return value.toFixed(2);
  if (value < 99.95) return value.toFixed(1);
  return count(Math.round(value));
}

export interface MeterRow {
  readonly title: string;
  readonly what: string;
  readonly meter: Meter;
  readonly unit: 'ms' | 'events';
}

export const meterRows = (health: Health): MeterRow[] => [
  {
    title: 'Event to window, and back',
    what: 'From handing an event to the host until a watcher said that it has it',
    meter: health.eventToWatcher,
    unit: 'ms',
  },
  {
    title: 'Refresh',
    what: 'From taking the events of a build until they were announced, retries included',
    meter: health.refreshTime,
    unit: 'ms',
  },
  {
    title: 'Commit',
    what: 'One transaction; it may hold several builds',
    meter: health.commitTime,
    unit: 'ms',
  },
  {
    title: 'Queue',
    what: 'Events that waited when a round took them',
    meter: health.queueDepth,
    unit: 'events',
  },
];

/** An amount on a logarithmic scale from 0.1 ms to 10 s, between 0 and 1. */
export const onScale = (milliseconds: number): number =>
  Math.min(1, Math.max(0, (Math.log10(Math.max(milliseconds, 0.1)) + 1) / 5));

export interface Fact {
  readonly title: string;
  readonly what: string;
  readonly value: string;
  readonly bad: boolean;
}

const tally = (title: string, value: number, what: string, bad = false): Fact => ({
  title,
  what,
  value: count(value),
  bad: bad && value > 0,
});

/** What must stay at nothing, then what merely counts. */
export const facts = (health: Health, now: number): Fact[] => [
  tally(
    'Out of order',
    health.outOfOrder,
    'Versions that did not follow from the one before',
    true,
  ),
  tally(
    'Not durable',
    health.notDurable,
    'Builds whose events wait for a commit that failed',
    true,
  ),
  tally('Failed commits', health.failedCommits, 'Each was tried again', true),
  tally(
    'Unreadable',
    health.unreadable,
    'Times that a stream could not be read from the log',
    true,
  ),
  logMoves(health),
  tally('Cut', health.cut, 'Watchers cut because they asked for more than they read'),
  tally('Gaps', health.gaps, 'Times that a watcher found something missing'),
  tally('Resyncs', health.resyncs, 'Questions that watchers asked on a live line'),
  tally('Events', health.events, 'Since the host started'),
  tally('Refreshes', health.refreshes, 'Since the host started'),
  tally('Watchers', health.watchers, 'Connections that are open'),
  tally('Builds', health.builds, 'In the database'),
  {
    title: 'Unacknowledged',
    what: `Streams of watchers that have something to acknowledge; given up ${plural(health.unacknowledged.abandoned, 'measure')} of watchers that left`,
    value:
      health.unacknowledged.streams === 0
        ? '0'
        : `${count(health.unacknowledged.streams)} · ${age(health.unacknowledged.oldest)}`,
    bad: false,
  },
  { title: 'Database', what: 'Its size', value: bytes(health.databaseBytes), bad: false },
  { title: 'Up for', what: 'Since it started', value: age(now - health.startedAt), bad: false },
];

/** Bad while it fails: it is tried again, and what is recorded is safe. */
function logMoves({ logMoves: { store, search } }: Health): Fact {
  const problem = store.problem ?? search?.problem;
  return {
    title: 'Log not moved',
    what:
      problem === undefined
        ? 'Times that a write-ahead log could not be moved into its file beside the commits'
        : `Commits do it until it works again, which takes longer (${problem})`,
    value: count(store.failures + (search?.failures ?? 0)),
    bad: problem !== undefined,
  };
}

/** What a question was answered with, as one would tell it. */
export const outcomeWords: Record<WatchOutcome, string> = {
  current: 'Up to date already',
  delta: 'Got the events it missed',
  initial: 'Came with nothing, got a snapshot',
  behind: 'Snapshot: smaller than what it missed',
  diverged: 'Snapshot: it held another history',
  ahead: 'Snapshot: it knew more than the log',
  requested: 'Snapshot: it asked for one',
};
