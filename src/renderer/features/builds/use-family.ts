import { useStore } from 'zustand';
import { childOf, type Family, familyOf } from '../../../core/build/family.ts';
import type { ToolNode } from '../../../core/build/state.ts';
import type { BuildSummary } from '../../../core/build/summary.ts';
import { useBuild, useSession } from '../../app/session-context.ts';

/** Made once for each list: every row of a plan asks for it. */
const families = new WeakMap<readonly BuildSummary[], Family>();

export function familyIn(builds: readonly BuildSummary[]): Family {
  const known = families.get(builds);
  if (known) return known;
  const family = familyOf(builds);
  families.set(builds, family);
  return family;
}

/** The build that a call of the build on the screen began, where it is one. */
export function useChild(tool: ToolNode | null): BuildSummary | null {
  const { id } = useBuild();
  return useStore(useSession().list, ({ replica }) =>
    tool === null ? null : childOf(familyIn(replica.state), id, tool),
  );
}

/** The build that the one on the screen is a sub-agent of. */
export function useCaller(): BuildSummary | null {
  const { id } = useBuild();
  return useStore(
    useSession().list,
    ({ replica }) => familyIn(replica.state).parentOf.get(id) ?? null,
  );
}
