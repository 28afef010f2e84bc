import { ArrowDown, ArrowUp } from 'lucide-react';
import { useMemo, useState } from 'react';
import { medianOf, type ToolTimes, toolTimesOf } from '../../../core/build/tool-times.ts';
import { count, duration } from '../../../core/format.ts';
import { useView } from '../../app/session-context.ts';
import { cx } from '../../ui/cx.ts';
import { verbOf } from '../plan/verb.ts';
import { shownState } from '../watch/build-view.ts';

const columns = ['Tool', 'Calls', 'Failed', 'Median', 'Longest', 'Total'] as const;
type Column = (typeof columns)[number];

/** What a row is sorted by. */
const values: Record<Exclude<Column, 'Tool'>, (times: ToolTimes) => number> = {
  Calls: ({ calls }) => calls,
  Failed: ({ failed }) => failed,
  Median: ({ durations }) => medianOf(durations) ?? 0,
  Longest: ({ durations }) => durations.at(-1) ?? 0,
  Total: ({ total }) => total,
};

/** The time of the calls of each tool that have ended. */
export function ToolTable() {
  // The list of running tools changes when a call starts or ends, and only then do these figures.
  const times = useView((view) => toolTimesOf(shownState(view)));
  const [by, setBy] = useState<{ column: Column; down: boolean }>({ column: 'Total', down: true });
  const rows = useMemo(() => sorted([...times.values()], by), [times, by]);
  const most = Math.max(1, ...rows.map(({ total }) => total));
  if (rows.length === 0)
    return <p className="text-sm text-muted">No call of a tool has ended yet.</p>;
  return (
    <table className="w-full text-sm tabular-nums">
      <caption className="mb-1 text-left text-xs font-semibold text-muted">Time per tool</caption>
      <thead className="text-xs text-faint">
        <tr className="h-6">
          {columns.map((column) => (
            <th
              key={column}
              scope="col"
              aria-sort={by.column !== column ? 'none' : by.down ? 'descending' : 'ascending'}
              className={cx('font-normal', column === 'Tool' ? 'text-left' : 'pl-3 text-right')}
            >
              <button
                type="button"
                onClick={() =>
                  setBy({ column, down: by.column === column ? !by.down : column !== 'Tool' })
                }
                className="inline-flex h-6 items-center gap-0.5 rounded hover:text-text"
              >
                {by.column === column &&
                  (by.down ? (
                    <ArrowDown size={11} aria-hidden />
                  ) : (
                    <ArrowUp size={11} aria-hidden />
                  ))}
                {column}
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((times) => (
          <tr key={times.name} className="h-6 border-t border-line">
            <th
              scope="row"
              className="relative max-w-0 min-w-24 w-2/5 truncate pr-2 text-left font-normal"
              title={times.name}
            >
              <i
                aria-hidden
                className="absolute bottom-0.5 left-0 h-0.5 rounded bg-run"
                style={{ width: `${(94 * times.total) / most}%` }}
              />
              {verbOf(times.name)}
            </th>
            <td className="pl-3 text-right text-muted">{count(times.calls)}</td>
            <td className={cx('pl-3 text-right', times.failed > 0 ? 'text-err' : 'text-faint')}>
              {times.failed > 0 ? count(times.failed) : '–'}
            </td>
            {(['Median', 'Longest', 'Total'] as const).map((column) => (
              <td
                key={column}
                className={cx(
                  'pl-3 text-right whitespace-nowrap',
                  column === 'Total' && 'font-medium',
                )}
              >
                {times.durations.length > 0 ? duration(values[column](times)) : <NotKnown />}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** In the place of a time that nobody told. */
const NotKnown = () => (
  <>
    <span aria-hidden className="text-faint">
      –
    </span>
    <span className="sr-only">not known</span>
  </>
);

function sorted(rows: ToolTimes[], by: { column: Column; down: boolean }): ToolTimes[] {
  const { column, down } = by;
  const order = (a: ToolTimes, b: ToolTimes) =>
    column === 'Tool' ? a.name.localeCompare(b.name) : values[column](a) - values[column](b);
  return rows.toSorted((a, b) => (down ? -order(a, b) : order(a, b)));
}
