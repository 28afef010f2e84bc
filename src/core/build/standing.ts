import { z } from 'zod';
import { age } from '../format.ts';
import { type ListedBuild, listedBuildSchema } from './listed.ts';
import type { TodoStatus } from './event.ts';
import type { BuildState, Todo } from './state.ts';
import {
  type BuildStatus,
  buildStatuses,
  type BuildSummary,
  type Gone,
  statusOf,
  todosNow,
} from './summary.ts';

/** A status as far as it can be known at a time. */
export type StatusNow = BuildStatus | 'unknown';

/** What the status at a time rests on. */
type Known = Pick<BuildSummary, 'status' | 'lastEventAt' | 'gone'>;

/** A build that says nothing for this long is not called running any more. Milliseconds. */
const SILENCE = 10 * 60_000;
/** A request that nobody answers waits for longer: people sleep. Milliseconds. */
const PATIENCE = 24 * 60 * 60_000;

/**
 * The status as far as it can be known at a time: what said nothing for long is unknown, whatever it
 * was before, because a process that is gone says nothing either. One that was seen to go is unknown at once.
 * @param now by the same clock as the events
 */
export function statusNow({ status, lastEventAt, gone }: Known, now: number): StatusNow {
  if (!goesOn(status)) return status;
  return gone || now >= (silentFrom({ status, lastEventAt }) ?? Infinity) ? 'unknown' : status;
}

/** When a build becomes unknown if nothing more comes of it; null where it does not. */
export function silentFrom({ status, lastEventAt }: Omit<Known, 'gone'>): number | null {
  if (!goesOn(status) || lastEventAt === null) return null;
  return lastEventAt + (status === 'waiting' ? PATIENCE : SILENCE) + 1;
}

/** Whether more is to come of a build, as far as anybody knows. */
export const goesOn = (status: StatusNow): boolean =>
  status === 'running' || status === 'waiting' || status === 'idle';

/** Whether a build goes on at a time, as far as it can be known. */
export const isLive = (build: Known, now: number): boolean => goesOn(statusNow(build, now));
const isOver = (status: StatusNow): boolean => !goesOn(status) && status !== 'unknown';

/** A build as it stands at a time: the one answer to whether anything of it still goes on. */
export interface Standing {
  readonly status: StatusNow;
  /** Where clocks of what has no end stand still; null while they run. */
  readonly stop: number | null;
  /** What has no end will have none that anybody saw: nobody knows whether it still runs. */
  readonly isLost: boolean;
  /** The build is over: what was not brought to an end has been left. */
  readonly isOver: boolean;
}

/** A TODO as it stands: one that is called active has been left, or nobody knows of it any more. */
export type TodoNow = TodoStatus | 'left' | 'unknown';

/** How a TODO stands in a build that stands so. A plan says what an agent meant to do, and never that it stopped. */
export function todoNow(
  { status, droppedIn }: Pick<Todo, 'status' | 'droppedIn'>,
  { isLost, isOver }: Pick<Standing, 'isLost' | 'isOver'>,
): TodoNow {
  if (status !== 'active' || droppedIn !== null) return status;
  return isOver ? 'left' : isLost ? 'unknown' : status;
}

/** What is said of what nobody saw an end of. */
export const NO_END = 'no end seen';

/** A TODO's status in words. */
export const todoWords: Readonly<Record<TodoNow, string>> = {
  pending: 'pending',
  active: 'active',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
  left: 'left unfinished',
  unknown: `active, ${NO_END}`,
};

/** How a state stands at a time, with what its host saw of who tells of it. */
export function standingOf(state: BuildState, gone: Gone | null, now: number): Standing {
  const { status } = statusOf(state);
  const { lastEventAt } = state;
  const shown = statusNow({ status, lastEventAt, gone }, now);
  const isSilent = now - (lastEventAt ?? now) > SILENCE;
  const runs = shown === 'running' || (shown === 'waiting' && !isSilent);
  return {
    status: shown,
    stop: state.ended?.at ?? (runs ? null : lastEventAt),
    isLost: shown === 'unknown',
    isOver: isOver(shown),
  };
}

/** How a version of the past stands: at its latest event, when what had no end yet ran. */
export function pastStanding(state: BuildState): Standing {
  const { status } = statusOf(state);
  const stop = state.ended?.at ?? state.lastEventAt;
  return { status, stop, isLost: false, isOver: isOver(status) };
}

/** What is said where nobody is there any more who would tell. */
export const goneWords: Readonly<Record<Gone['what'], string>> = {
  process: 'process gone',
  producer: 'who reported it is gone',
};

/** What a status rests on. */
export interface Evidence {
  /** What was told: a question, why it failed. */
  readonly told: string | null;
  /** How old that is. */
  readonly age: string;
  /** How old it is says nothing that the status does not: events come, or it waits for somebody. */
  readonly isFresh: boolean;
}

/** A build that goes on and says nothing for this long is idle, if not yet silent. Milliseconds. */
const FRESH = 10_000;

export function evidenceOf(
  build: Known & Pick<BuildSummary, 'evidence' | 'endedAt'>,
  now: number,
): Evidence {
  const { lastEventAt, endedAt, gone, evidence: told } = build;
  const status = statusNow(build, now);
  const at = endedAt ?? lastEventAt;
  if (at === null) return { told, age: 'no event yet', isFresh: false };
  const old = age(now - at);
  if (endedAt !== null) return { told, age: `ended ${old} ago`, isFresh: false };
  if (status === 'unknown') {
    const silence = `no event for ${old}${gone ? `, ${goneWords[gone.what]}` : ''}`;
    // What a build waited for says nothing any more of how it stands.
    return { told: null, age: silence, isFresh: false };
  }
  const isSilent = status === 'waiting' && now - at > SILENCE;
  const words = isSilent ? `no sign for ${old}` : `last event ${old} ago`;
  const isFresh = status === 'waiting' ? !isSilent : now - at < FRESH;
  return { told, age: words, isFresh };
}

/** What the status rests on, and how old that is: "no event for 12 min, process gone". */
export function evidenceNow(...asked: Parameters<typeof evidenceOf>): string {
  const { told, age: old } = evidenceOf(...asked);
  return told === null ? old : `${told} · ${old}`;
}

/** A build as a host answers who asks for it once: as it stands at that time. */
export const reportedBuildSchema = listedBuildSchema.extend({
  status: z.enum([...buildStatuses, 'unknown']),
  /** As its records have it: `running` stays, where nobody told of the end. */
  recordedStatus: z.enum(buildStatuses),
  /** What the status rests on and how old that is, in words: "no event for 12 min, process gone". */
  why: z.string(),
});
export type ReportedBuild = z.infer<typeof reportedBuildSchema>;

/** Who watches is told what was recorded, and sees the time go by; who asks once is told this. */
export function reported(build: ListedBuild, now: number): ReportedBuild {
  const status = statusNow(build, now);
  return {
    ...build,
    status,
    todos: todosNow(build.todos, status),
    recordedStatus: build.status,
    why: evidenceNow(build, now),
  };
}
