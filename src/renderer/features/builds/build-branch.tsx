import type { Family } from '../../../core/build/family.ts';
import type { ListedBuild } from '../../../core/build/listed.ts';
import type { BuildClock } from '../watch/build-clock.ts';
import { BuildItem, type BuildItemProps } from './build-item.tsx';
import { descendantsOf, distinctionOf, earliestFirst, titleOf } from './group.ts';
import { SubAgentsLine } from './sub-agents.tsx';

/** What all rows of the list share. */
export interface BranchProps {
  readonly family: Family<ListedBuild>;
  readonly clocks: ReadonlyMap<string, BuildClock>;
  readonly current: string | undefined;
  /** Builds whose sub-agents are shown. */
  readonly opened: ReadonlySet<string>;
  readonly onFold: (id: string) => void;
  readonly onOpen: BuildItemProps['onOpen'];
}

/** Columns that a level of nesting is moved to the right; deeper ones stay where they can be read. */
const STEP = 14;
const DEEPEST = 3;

/** A build, and under it its sub-agents. */
export function BuildBranch(props: BranchProps & { build: ListedBuild; depth?: number }) {
  const { build, depth = 0, ...shared } = props;
  const { family, clocks, current, opened, onFold, onOpen } = shared;
  const children = family.childrenOf.get(build.id) ?? [];
  const isOpen = opened.has(build.id);
  const distinction = distinctionOf(build, family);
  const indent = Math.min(depth, DEEPEST) * STEP;
  return (
    <li>
      <BuildItem
        build={build}
        clock={clocks.get(build.id)}
        current={build.id === current}
        indent={indent}
        nested={depth > 0}
        onOpen={onOpen}
        which={distinction?.which ?? null}
        words={distinction?.words ?? ''}
      />
      {children.length > 0 && (
        <SubAgentsLine
          all={descendantsOf(build, family.childrenOf)}
          own={children.length}
          open={isOpen}
          title={titleOf(build)}
          indent={indent + 32}
          onFold={() => onFold(build.id)}
        />
      )}
      {isOpen && children.length > 0 && (
        <ul aria-label={`Sub-agents of ${titleOf(build)}`}>
          {children.toSorted(earliestFirst).map((child) => (
            <BuildBranch key={child.id} {...shared} build={child} depth={depth + 1} />
          ))}
        </ul>
      )}
    </li>
  );
}
