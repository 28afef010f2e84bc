import { useStore } from 'zustand';
import { childOf } from '../../../core/build/family.ts';
import type { ToolNode } from '../../../core/build/state.ts';
import type { BuildSummary } from '../../../core/build/summary.ts';
import { useBuild, useSession } from '../../app/session-context.ts';
import { familyIn } from './family-in.ts';
import { ordinalOf } from './group.ts';

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

/** Which of the sub-agents that are called the same one is; null where it needs none. */
export function useOrdinal(build: BuildSummary | null | undefined): string | null {
  return useStore(useSession().list, ({ replica }) =>
    build ? ordinalOf(build, familyIn(replica.state)) : null,
  );
}
