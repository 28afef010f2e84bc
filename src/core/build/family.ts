import type { BuildSummary } from './summary.ts';

/** What the id of a build begins with that was reopened from a bundle. */
export const REOPENED = 'bundle-';

/** What tells which build is the sub-agent of which. */
export type Kin = Pick<
  BuildSummary,
  'id' | 'agent' | 'session' | 'parentSession' | 'parentCall' | 'startedAt'
>;

/** Builds that are sub-agents of others, by id; each lists its own in the order of `builds`. */
export interface Family<Build extends Kin = BuildSummary> {
  readonly parentOf: ReadonlyMap<string, Build>;
  readonly childrenOf: ReadonlyMap<string, readonly Build[]>;
}

/**
 * Puts sub-agents with a session of their own under their callers. Agents name sessions, and a name
 * holds among the builds of one agent. A build whose caller is not there stands for itself, and so
 * does one that its own descendants lead back to: what agents say of each other need not make sense.
 */
export function familyOf<Build extends Kin>(builds: readonly Build[]): Family<Build> {
  const sessions = sessionsOf(builds);
  const parentOf = new Map<string, Build>();
  const childrenOf = new Map<string, Build[]>();
  for (const build of builds) {
    const { parentSession, agent } = build;
    const parent = parentSession === null ? undefined : sessions.get(nameOf(agent, parentSession));
    if (!parent || leadsTo(parent.id, build.id, parentOf)) continue;
    parentOf.set(build.id, parent);
    const siblings = childrenOf.get(parent.id);
    if (siblings) siblings.push(build);
    else childrenOf.set(parent.id, [build]);
  }
  return { parentOf, childrenOf };
}

/** The build that a call of `parent` began; null where it is not there, or not a build of its own. */
export function childOf<Build extends Kin>(
  { childrenOf }: Family<Build>,
  parent: string,
  call: { readonly call: string; readonly childSession: string | null },
): Build | null {
  const children = childrenOf.get(parent) ?? [];
  const named = children.find(({ session }) => session !== null && session === call.childSession);
  return named ?? children.find(({ parentCall }) => parentCall === call.call) ?? null;
}

/**
 * The build of each session. Several builds may tell the same one (a file and its copy, a file that
 * was replaced): it is the one that began first, which a resumed or copied one goes on from. A bundle
 * that is reopened beside its build tells the same, and takes no sub-agents from it.
 */
function sessionsOf<Build extends Kin>(builds: readonly Build[]): Map<string, Build> {
  const sessions = new Map<string, Build>();
  for (const build of builds) {
    if (build.session === null) continue;
    const name = nameOf(build.agent, build.session);
    const known = sessions.get(name);
    if (!known || isBefore(build, known)) sessions.set(name, build);
  }
  return sessions;
}

const isBefore = (one: Kin, other: Kin): boolean => {
  const [a, b] = [one.startedAt ?? Infinity, other.startedAt ?? Infinity];
  if (a !== b) return a < b;
  const [isCopy, isOtherCopy] = [one.id.startsWith(REOPENED), other.id.startsWith(REOPENED)];
  return isCopy === isOtherCopy ? one.id < other.id : isOtherCopy;
};

const nameOf = (agent: string | null, session: string): string => JSON.stringify([agent, session]);

/** Callers above a build that are looked at; sub-agents of real agents go two or three deep. */
const DEEPEST = 32;

/** Whether climbing from one build comes past another, or does not end within reason. */
function leadsTo(from: string, to: string, parentOf: ReadonlyMap<string, Kin>): boolean {
  let at: string | undefined = from;
  for (let steps = 0; at !== undefined; steps += 1) {
    if (at === to || steps === DEEPEST) return true;
    at = parentOf.get(at)?.id;
  }
  return false;
}
