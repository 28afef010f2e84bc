import { z } from 'zod';
import { baseName } from '../format.ts';
import { titleIn } from './title.ts';
import type { BuildState } from './state.ts';
import { vectorAt } from './vector.ts';

export const buildStatuses = [
  'waiting',
  'running',
  'idle',
  'succeeded',
  'failed',
  'cancelled',
  'ended',
] as const;

/** What a host saw of who tells of a build, beside what it is told. */
const goneSchema = z.object({
  /** The agent's process, or the line of the program that handed its events over. */
  what: z.enum(['process', 'producer']),
  at: z.number(),
});
export type Gone = z.infer<typeof goneSchema>;

/** What the list of builds shows of one build: small, whatever the size of the build. */
export const buildSummarySchema = z.object({
  id: z.string(),
  version: z.number().int().nonnegative(),
  title: z.string().nullable(),
  agent: z.string().nullable(),
  cwd: z.string().nullable(),
  /** The agent's own names of this session, and of the session and call that it is a sub-agent of. */
  session: z.string().nullable(),
  parentSession: z.string().nullable(),
  parentCall: z.string().nullable(),
  /** How what a sub-agent was asked for begins: agents call several the same. Null for all others. */
  asked: z.string().nullable().default(null),
  status: z.enum(buildStatuses),
  /** Why the build has this status: the agent's words, an exit code, a request. */
  evidence: z.string().nullable(),
  startedAt: z.number().nullable(),
  lastEventAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  /**
   * One letter a TODO of the main plan: p(ending) a(ctive) d(one) f(ailed) c(ancelled), l(eft unfinished)
   * where it was active when the build ended. What is reported at a time has u(nknown) as well.
   */
  todos: z.string(),
  tools: z.number().int(),
  runningTools: z.number().int(),
  failedTools: z.number().int(),
  errors: z.number().int(),
  /** Nobody is there any more who would tell of its end. Known to the running host alone: not recorded. */
  gone: goneSchema.nullable().default(null),
});

export type BuildSummary = z.infer<typeof buildSummarySchema>;
export type BuildStatus = BuildSummary['status'];

type Titled = Pick<BuildSummary, 'id' | 'title' | 'cwd'> & { readonly userTitle?: string | null };

/** What the user calls it, else its agent; else where it works. */
export const titleOf = ({ id, userTitle, title, cwd }: Titled): string =>
  userTitle ?? title ?? (cwd === null ? id : baseName(cwd));

/** Sums a state up for the list. Long texts are cut. */
export function summarise(id: string, state: BuildState): BuildSummary {
  const { status, evidence } = statusOf(state);
  return {
    id,
    version: state.version,
    title: titleIn(state),
    agent: state.agent,
    cwd: state.cwd,
    session: state.session,
    parentSession: state.parentSession,
    parentCall: state.parentCall,
    asked: askedOf(state),
    status,
    evidence: evidence?.slice(0, 200) ?? null,
    startedAt: state.startedAt,
    lastEventAt: state.lastEventAt,
    endedAt: state.ended?.at ?? (hasAnswered(state) ? state.lastEventAt : null),
    todos: todosNow(lettersOf(state), status),
    tools: state.counts.tools,
    runningTools: state.running.length,
    failedTools: state.counts.failedTools,
    errors: state.counts.errors,
    gone: null,
  };
}

const lettersOf = ({ todos }: BuildState): string =>
  todos
    .filter((todo) => todo.scope === null && todo.droppedIn === null)
    .map((todo) => todo.status.charAt(0))
    .join('')
    .slice(0, 200);

/** The letters of TODOs as `todoNow` has them, in a build of such a status. A plan never says that its agent stopped. */
export function todosNow(letters: string, status: BuildStatus | 'unknown'): string {
  switch (status) {
    case 'running':
    case 'waiting':
    case 'idle':
      return letters;
    case 'unknown':
      return letters.replaceAll('a', 'u');
    default:
      return letters.replaceAll('a', 'l');
  }
}

/** Characters of a prompt that tell it from others; and nodes among which it is looked for. */
const ASKED = 300;
const FIRST = 16;

function askedOf({ parentSession, nodes }: BuildState): string | null {
  if (parentSession === null) return null;
  for (let at = 0; at < Math.min(FIRST, nodes.size); at += 1) {
    const node = vectorAt(nodes, at);
    if (node?.kind === 'user') {
      return (
        node.text
          .slice(0, 2 * ASKED)
          .replace(/\s+/g, ' ')
          .trim()
          .slice(0, ASKED) || null
      );
    }
  }
  return null;
}

/**
 * The status and what it rests on. It never rests on the plan: a build whose TODOs are all done has
 * not ended until somebody says so. `idle` is a build between turns, whose agent may go on; nobody
 * tells of the end of a sub-agent but its last turn.
 */
export function statusOf(state: BuildState): { status: BuildStatus; evidence: string | null } {
  const { ended } = state;
  if (ended) {
    const exit = ended.exitCode === null ? null : `exit ${ended.exitCode}`;
    const status = ended.outcome === 'unknown' ? 'ended' : ended.outcome;
    return { status, evidence: ended.reason ?? exit };
  }
  const request = state.attention.at(-1);
  if (request) return { status: 'waiting', evidence: request.text };
  if (!isAtRest(state)) return { status: 'running', evidence: null };
  const { last } = state.turns;
  const evidence = last === 'failed' ? 'the last turn failed' : null;
  if (!hasAnswered(state)) return { status: 'idle', evidence };
  return { status: last === null || last === 'unknown' ? 'ended' : last, evidence };
}

const isAtRest = ({ turns, running }: BuildState): boolean =>
  !turns.open && turns.count > 0 && running.length === 0;

/** A sub-agent that is at rest has done what its caller asked; one that is asked again goes on. */
const hasAnswered = (state: BuildState): boolean =>
  state.parentSession !== null && state.attention.length === 0 && isAtRest(state);
