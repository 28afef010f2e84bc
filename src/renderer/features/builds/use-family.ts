import { useStore } from 'zustand';
import { childOf } from '../../../core/build/family.ts';
import type { ToolNode } from '../../../core/build/state.ts';
import type { BuildSummary } from '../../../core/build/summary.ts';
import { useBuild, useSession } from '../../app/session-context.ts';
import { familyIn } from './family-in.ts';
import { distinctionOf, inWords } from './group.ts';

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

/** What tells a sub-agent from others that are called the same; null where it needs nothing. */
export function useDistinction(build: BuildSummary | null | undefined): string | null {
  return useStore(useSession().list, ({ replica }) => {
    const distinction = build ? distinctionOf(build, familyIn(replica.state)) : null;
    return distinction && inWords(distinction);
  });
}
