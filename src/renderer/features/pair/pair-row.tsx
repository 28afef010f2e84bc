import { ChevronRight } from 'lucide-react';
import type { BuildComparison } from '../../../core/build/align/compare-builds.ts';
import { count, plural } from '../../../core/format.ts';
import { cx } from '../../ui/cx.ts';
import { columns } from './columns.ts';
import type { Line } from './lines.ts';
import { PairCell } from './pair-cell.tsx';
import { PairDetail } from './pair-detail.tsx';
import type { Side } from './pairing.ts';
import { facetIn, facetWords, numberOf, reasonOf, type Silence, stepAt } from './words.ts';

interface RowProps {
  readonly comparison: BuildComparison;
  readonly row: number;
  readonly silent: Silence;
  /** The side that keys speak of; null where that is another row. */
  readonly active: Side | null;
  readonly isOpen: boolean;
  readonly cellId: (side: Side) => string;
  readonly onChoose: (side: Side) => void;
  readonly onToggle: () => void;
  readonly onOpen: (side: Side) => void;
}

/** Two steps side by side. A click on one goes to it in its build. */
export function PairRow(props: RowProps) {
  const { comparison, row: index, silent, active, isOpen, cellId, ...on } = props;
  const { onChoose, onToggle, onOpen } = on;
  const row = comparison.rows[index];
  if (!row) return null;
  const isTodo = [row.left, row.right].some(
    (place, side) =>
      place !== null && stepAt(side === 0 ? comparison.left : comparison.right, place)?.todo,
  );
  const hasDetail = row.differs.length > 0 && !isTodo;
  const cell = (side: Side) => {
    const step = stepAt(comparison[side], row[side]);
    return (
      <div
        id={cellId(side)}
        role="gridcell"
        aria-selected={active === side}
        title={step?.todo || !step ? undefined : 'Go to it in its build (Enter)'}
        onClick={() => {
          onChoose(side);
          if (step && !step.todo) onOpen(side);
        }}
        className={cx(
          'flex min-w-0 items-center px-3',
          // Space above it, and not between the rows: the line between the sides is one.
          isTodo ? 'h-8 pt-1' : 'h-7',
          side === 'right' && 'border-l border-line',
          step && !step.todo && 'hover:bg-hover',
          active === side &&
            'bg-sel shadow-[inset_2px_0_var(--run)] group-focus-visible/grid:shadow-[inset_0_0_0_2px_var(--run)]',
        )}
      >
        {step ? (
          <PairCell side={comparison[side]} step={step} />
        ) : (
          <span className="sr-only">nothing</span>
        )}
      </div>
    );
  };
  return (
    <>
      {index === comparison.divergence && <Divergence comparison={comparison} row={index} />}
      <div
        className={cx(
          columns,
          // On the tinted ground the weakest text would fall under 4.5:1.
          row.weight === 'work' &&
            'bg-[color-mix(in_srgb,var(--warn)_9%,transparent)] [--faint:var(--muted)]',
        )}
      >
        <span role="gridcell" className="flex items-center justify-center">
          {hasDetail && (
            <span
              aria-hidden
              title={isOpen ? 'Close (Space)' : 'What differs (Space)'}
              onClick={onToggle}
              className="flex size-6 items-center justify-center rounded text-faint hover:text-text"
            >
              <ChevronRight
                size={13}
                className={cx('motion-safe:transition-transform', isOpen && 'rotate-90')}
              />
            </span>
          )}
        </span>
        {cell('left')}
        {cell('right')}
        <span
          role="gridcell"
          className={cx(
            'flex min-w-0 items-center justify-end overflow-hidden pr-3 text-sm whitespace-nowrap',
            row.weight === 'work' ? 'font-medium text-warn' : 'text-faint',
          )}
        >
          {row.weight !== 'alike' && facetIn(row, silent)}
          {row.differs.length > 1 && (
            <span title={row.differs.map((facet) => facetWords[facet]).join(', ')}>
              &nbsp;+{row.differs.length - 1}
            </span>
          )}
        </span>
      </div>
      {isOpen && hasDetail && <PairDetail comparison={comparison} row={row} />}
    </>
  );
}

/** The line above the row at which the two part. */
function Divergence({ comparison, row: index }: { comparison: BuildComparison; row: number }) {
  const row = comparison.rows[index];
  if (!row) return null;
  const [one, other] = (['left', 'right'] as const).map((side) =>
    row[side] === null ? null : count(numberOf(comparison[side], row[side])),
  );
  const where =
    one !== null && other !== null && one !== other ? `${one} and ${other}` : (one ?? other);
  return (
    <div
      role="gridcell"
      className="flex h-8 items-center gap-2 border-t-2 border-warn bg-[color-mix(in_srgb,var(--warn)_9%,transparent)] pl-[38px] text-sm"
    >
      <span className="flex-none font-semibold text-warn">First divergence</span>
      <span className="truncate text-muted">
        step {where}: {reasonOf(row)}
      </span>
    </div>
  );
}

interface FoldProps {
  readonly line: Extract<Line, { kind: 'fold' }>;
  readonly comparison: BuildComparison;
  readonly id: string;
  readonly active: boolean;
  readonly onOpen: () => void;
}

/** Rows that are alike, in one line. */
export function FoldRow({ line, comparison, id, active, onOpen }: FoldProps) {
  const { row, reworded } = line;
  const { rows, left, right } = comparison;
  // Where work on a TODO begins is a row, and no step.
  const steps = rows.slice(row, row + line.rows).filter((one) => {
    const step = stepAt(left, one.left) ?? stepAt(right, one.right);
    return step !== null && !step.todo;
  }).length;
  return (
    <div
      id={id}
      role="gridcell"
      aria-selected={active}
      title="Show them (Enter)"
      onClick={onOpen}
      className={cx(
        'flex h-7 items-center gap-2 bg-panel pl-[38px] text-sm text-muted shadow-[inset_0_1px_var(--line),inset_0_-1px_var(--line)] hover:bg-hover hover:text-text',
        active && 'bg-sel group-focus-visible/grid:shadow-[inset_0_0_0_2px_var(--run)]',
      )}
    >
      <ChevronRight size={12} aria-hidden className="-ml-[21px]" />
      {reworded === 0
        ? plural(steps, 'equal step')
        : `${plural(steps, 'step')} alike, ${count(reworded)} in other words`}
    </div>
  );
}
