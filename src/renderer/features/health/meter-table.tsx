import type { Health, Spread } from '../../../core/health.ts';
import { count } from '../../../core/format.ts';
import { cx } from '../../ui/cx.ts';
import { figure, type MeterRow, meterRows, onScale } from './words.ts';

const figures = ['p50', 'p90', 'p99', 'max'] as const;
const ends = 'pl-3';

/** How long things took: in the last minutes, and since the host started. */
export function MeterTable({ health }: { health: Health }) {
  return (
    <table className="w-full text-sm tabular-nums">
      <caption className="sr-only">Times and queue</caption>
      <thead className="text-xs text-faint">
        <tr>
          <td />
          <td className="@max-[700px]:hidden" />
          <th scope="colgroup" colSpan={5} className={cx(ends, 'pb-0.5 text-left font-normal')}>
            <span className="block border-b border-line pb-0.5">Last five minutes</span>
          </th>
          <th
            scope="colgroup"
            colSpan={5}
            className="pb-0.5 pl-6 text-left font-normal @max-[560px]:hidden"
          >
            <span className="block border-b border-line pb-0.5">Since start</span>
          </th>
        </tr>
        <tr className="h-5">
          <th scope="col" className="text-left font-normal">
            <span className="sr-only">What</span>
          </th>
          <td className="w-[150px] pl-4 @max-[700px]:hidden">
            <Axis />
          </td>
          <Titles />
          <Titles total />
        </tr>
      </thead>
      <tbody>
        {meterRows(health).map((row) => (
          <tr key={row.title} className="h-6 border-t border-line first:border-0">
            <th scope="row" title={row.what} className="text-left font-normal whitespace-nowrap">
              {row.title} <span className="text-xs text-faint">{row.unit}</span>
            </th>
            <td className="w-[150px] pl-4 @max-[700px]:hidden">
              {row.unit === 'ms' && row.meter.recent.count > 0 && <Bar spread={row.meter.recent} />}
            </td>
            <Figures spread={row.meter.recent} unit={row.unit} />
            <Figures spread={row.meter.total} unit={row.unit} total />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const later = (total: boolean | undefined) => total && '@max-[560px]:hidden';

function Titles({ total }: { total?: boolean }) {
  return ['count', ...figures].map((title, index) => (
    <th
      key={title}
      scope="col"
      className={cx('text-right font-normal', total && index === 0 ? 'pl-6' : ends, later(total))}
    >
      {title}
    </th>
  ));
}

interface FiguresProps {
  readonly spread: Spread;
  readonly unit: MeterRow['unit'];
  readonly total?: boolean;
}

function Figures({ spread, unit, total }: FiguresProps) {
  const write = (value: number) => (unit === 'ms' ? figure(value) : count(Math.round(value)));
  const quiet = spread.count === 0;
  return (
    <>
      <td className={cx('text-right text-muted', total ? 'pl-6' : ends, later(total))}>
        {count(spread.count)}
      </td>
      {figures.map((name) => (
        <td
          key={name}
          className={cx(
            'text-right',
            ends,
            later(total),
            quiet ? 'text-faint' : name === 'p99' && 'font-medium',
          )}
        >
          {quiet ? '–' : write(spread[name])}
        </td>
      ))}
    </>
  );
}

const marks: [number, string][] = [
  [0.1, '0.1'],
  [1, '1'],
  [10, '10'],
  [100, '100'],
  [1000, '1 s'],
  [10_000, '10 s'],
];

function Axis() {
  return (
    <span aria-hidden className="relative block h-4 text-[10px]">
      {marks.map(([value, text]) => (
        <span
          key={value}
          className="absolute -translate-x-1/2 whitespace-nowrap"
          style={{ left: `${onScale(value) * 100}%` }}
        >
          {text}
        </span>
      ))}
    </span>
  );
}

/** From the median to p99, with a tick at the maximum; logarithmic, so that rows can be compared. */
function Bar({ spread }: { spread: Spread }) {
  const from = onScale(spread.p50) * 100;
  const to = onScale(spread.p99) * 100;
  return (
    <span aria-hidden className="relative block h-4">
      <i className="absolute inset-x-0 top-[7.5px] h-px bg-line" />
      <i
        className="absolute top-[5px] h-1.5 min-w-1 rounded-[1px] bg-run"
        style={{ left: `${from}%`, width: `${to - from}%` }}
      />
      <i
        className="absolute top-[3px] h-2.5 w-[1.5px] bg-muted"
        style={{ left: `${onScale(spread.max) * 100}%` }}
      />
    </span>
  );
}
