import { memo } from 'react';
import { useBuild } from '../../app/session-context.ts';
import { cx } from '../../ui/cx.ts';
import { lightRow } from '../timeline/light.ts';
import { toggle } from './commands.ts';
import { useRequest } from '../watch/use-request.ts';
import { nameOf, PlanRow, type RowProps } from './plan-row.tsx';
import type { Row } from './rows.ts';
import { sameButPlace } from './same-row.ts';

interface Props extends Omit<RowProps, 'request'> {
  readonly id: string;
  readonly index: number;
  /** Where it stands in the list. Pixels. */
  readonly start: number;
  /** Tells how high it is, where that is not known without. */
  readonly measure: ((element: Element | null) => void) | undefined;
  readonly selected: boolean;
  /** The pointer is on it, on the timeline. */
  readonly lit: boolean;
  /** It lies outside the window that is looked at. */
  readonly dimmed: boolean;
  readonly asker: string;
  readonly onChoose: (() => void) | undefined;
}

/** A row in its place. Most of what is in sight is the same after an event, and while one scrolls: it is left alone. */
export const PlanItem = memo(function PlanItem(props: Props) {
  const { id, index, start, measure, selected, lit, dimmed, asker, onChoose, ...shown } = props;
  const { row, isLost } = shown;
  const build = useBuild();
  const request = useRequest(row.kind === 'node' ? row.node : null, isLost);
  return (
    <div
      ref={measure}
      data-index={index}
      id={id}
      role="treeitem"
      aria-label={nameOf(row, asker, shown, request !== null)}
      aria-level={row.level}
      aria-posinset={row.place}
      aria-setsize={row.of}
      aria-selected={selected}
      aria-expanded={row.open ?? undefined}
      onClick={() => {
        build.choose(row.key);
        if (row.open !== null && !isTool(row)) toggle(build, row);
        else onChoose?.();
      }}
      onPointerEnter={() => lightRow(build.light, row)}
      onPointerLeave={() => lightRow(build.light, null)}
      className={cx(
        'absolute top-0 left-0 w-full',
        dimmed && 'dimmed',
        lit && !selected && 'bg-hover',
        selected ? chosenLook(row) : 'hover:bg-hover',
      )}
      style={{ transform: `translateY(${start}px)` }}
    >
      <PlanRow {...shown} request={request} />
    </div>
  );
}, isSame);

function isSame(before: Props, next: Props): boolean {
  const { row: a, ...others } = before;
  const { row: b } = next;
  const isPlaced = a.place === b.place && a.of === b.of;
  if (!isPlaced || !sameButPlace(a, b)) return false;
  return (Object.keys(others) as (keyof typeof others)[]).every((key) => before[key] === next[key]);
}

/** A paragraph is read: as much of the page as it is must not be in the colour of what is chosen. */
const chosenLook = (row: Row): string =>
  cx(
    'shadow-[inset_2px_0_var(--run)]',
    isProse(row) ? 'bg-[color-mix(in_srgb,var(--sel)_35%,transparent)]' : 'bg-sel',
  );

const isProse = (row: Row): boolean =>
  row.kind === 'node' && (row.node.kind === 'text' || row.node.kind === 'user');

const isTool = (row: Row): boolean => row.kind === 'node' && row.node.kind === 'tool';
