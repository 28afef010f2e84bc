import type { Totals } from '../../../core/build/align/totals.ts';
import type { BuildComparison } from '../../../core/build/align/compare-builds.ts';
import { clock, count, money, tokens } from '../../../core/format.ts';
import { verbOf } from '../plan/verb.ts';

interface Figure {
  readonly name: string;
  readonly left: number | null;
  readonly right: number | null;
  readonly write: (value: number) => string;
  /** What it counts, where its name does not say so. */
  readonly what?: string;
}

/** Tools that are listed; the others are rare. */
const MOST_TOOLS = 12;

/** What the two builds came to, and how far the right one is off the left one. */
export function TotalsPanel({ comparison }: { comparison: BuildComparison }) {
  const { left, right } = comparison;
  const of = (name: string, value: (totals: Totals) => number | null, write = count): Figure => ({
    name,
    left: value(left.totals),
    right: value(right.totals),
    write,
  });
  const steps = (side: BuildComparison['left']) =>
    side.steps.filter(({ sort }) => sort !== 'todo').length;
  const figures = [
    of('Time', ({ ms }) => ms, clock),
    { name: 'Steps', left: steps(left), right: steps(right), write: count },
    of('Tools', (totals) => totals.tools),
    of('Failed tools', (totals) => totals.failedTools),
    of('Errors', (totals) => totals.errors),
    of('Todos', (totals) => totals.todos),
    of('Todos done', (totals) => totals.todosDone),
    of('Files', (totals) => totals.files),
    of('Lines added', (totals) => totals.added),
    of('Lines removed', (totals) => totals.removed),
    {
      ...of('Tokens in', (totals) => totals.input, tokens),
      what: 'Input, and what was written to the cache',
    },
    of('Tokens out', (totals) => totals.output, tokens),
    of('From cache', (totals) => totals.cacheRead, tokens),
    of('Cost', (totals) => totals.costUsd, money),
  ].filter(({ left: one, right: other }) => (one ?? 0) !== 0 || (other ?? 0) !== 0);
  return (
    <div className="text-sm">
      <Table title="Totals" figures={figures} />
      <Table title="Tools" figures={toolFigures(left.totals, right.totals)} />
    </div>
  );
}

function toolFigures({ byTool: left }: Totals, { byTool: right }: Totals): Figure[] {
  const names = [...new Set([...left.keys(), ...right.keys()])];
  const uses = (name: string) => (left.get(name) ?? 0) + (right.get(name) ?? 0);
  return names
    .toSorted((a, b) => uses(b) - uses(a) || (a < b ? -1 : 1))
    .slice(0, MOST_TOOLS)
    .map((name) => ({
      name: verbOf(name),
      left: left.get(name) ?? 0,
      right: right.get(name) ?? 0,
      write: count,
    }));
}

function Table({ title, figures }: { title: string; figures: readonly Figure[] }) {
  if (figures.length === 0) return null;
  return (
    <table className="w-full border-b border-line text-right last:border-b-0 [&_tbody]:after:block [&_tbody]:after:h-2">
      <thead>
        <tr className="h-8 text-xs text-faint">
          <th className="pl-3.5 text-left text-sm font-semibold text-text">{title}</th>
          <th className="w-[20%] font-medium">left</th>
          <th className="w-[20%] font-medium">right</th>
          <th className="w-[25%] pr-3.5 font-medium">difference</th>
        </tr>
      </thead>
      <tbody>
        {figures.map((figure) => (
          <tr key={figure.name} className="h-6">
            <th
              className="max-w-0 truncate pl-3.5 text-left font-normal text-muted"
              title={figure.what}
            >
              {figure.name}
            </th>
            <td className="mono">{written(figure.left, figure)}</td>
            <td className="mono">{written(figure.right, figure)}</td>
            <td className="mono pr-3.5 text-muted">{difference(figure)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const written = (value: number | null, { write }: Figure): string =>
  value === null ? '–' : write(value);

function difference({ left, right, write }: Figure): string {
  if (left === null || right === null) return '';
  const by = right - left;
  const shown = write(Math.abs(by));
  if (by === 0 || write(left) === write(right)) return '=';
  // Too little to be seen in this unit, though the two are written in two ways.
  if (shown === write(0)) return '≈';
  return `${by < 0 ? '−' : '+'}${shown}`;
}
