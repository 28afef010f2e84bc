import { childOf, familyOf } from './family.ts';
import type { BuildState } from './state.ts';
import type { BuildSummary } from './summary.ts';
import { vectorValues } from './vector.ts';

/** A sub-agent that is a build of its own: what it did is not in its caller's log. */
export interface SubAgent {
  /** Positions of the calls that began it or went on with it; none where no call tells of it. */
  readonly positions: readonly number[];
  /** The build, where it is recorded here. */
  readonly build: string | null;
  /** Its title, else its session. */
  readonly name: string;
}

/** The sub-agents of a build that are builds of their own, in the order of their calls. */
export function subAgentsOf(
  id: string,
  state: BuildState,
  builds: readonly BuildSummary[],
): SubAgent[] {
  const family = familyOf(builds);
  const found = new Map<string, SubAgent>();
  const add = (position: number | null, build: BuildSummary | null, session: string | null) => {
    const key = JSON.stringify([build?.id ?? null, build ? null : session]);
    const positions = [...(found.get(key)?.positions ?? [])];
    if (position !== null) positions.push(position);
    const name = build?.title ?? session ?? build?.session ?? build?.id ?? '';
    found.set(key, { positions, build: build?.id ?? null, name });
  };
  const withinHere = new Set(Array.from(vectorValues(state.nodes), ({ parent }) => parent));
  let position = 0;
  for (const node of vectorValues(state.nodes)) {
    if (node.kind === 'tool') {
      const build = childOf(family, id, node);
      // Some agents name the session of one that they tell of within their own stream.
      const isTold = node.childSession !== null && !withinHere.has(position);
      if (build || isTold) add(position, build, node.childSession);
    }
    position += 1;
  }
  const named = new Set(Array.from(found.values(), ({ build }) => build));
  for (const child of family.childrenOf.get(id) ?? []) {
    if (!named.has(child.id)) add(null, child, null);
  }
  return [...found.values()];
}
