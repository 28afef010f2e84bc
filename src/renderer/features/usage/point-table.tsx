import { tellsTime } from '../../../core/build/known-time.ts';
import { clock, count, money } from '../../../core/format.ts';
import { useBuild, useView } from '../../app/session-context.ts';
import { shownState } from '../watch/build-view.ts';
import { thinned, type UsagePoint } from './points.ts';

/** Rows of the table; of more points some stand for the rest. */
const ROWS = 60;

/** The same as the pictures show, in figures. */
export function PointTable({ points }: { points: readonly UsagePoint[] }) {
  const build = useBuild();
  const started = useView((view) => shownState(view).startedAt);
  const first = started ?? points[0]?.at ?? 0;
  const hasTimes = useView((view) => tellsTime(shownState(view)));
  const hasCost = points.at(-1)?.usage.costUsd !== null;
  const titles = [
    'Input',
    'Output',
    'Cache read',
    'Cache written',
    'Context',
    ...(hasCost ? ['Cost'] : []),
  ];
  return (
    <table className="w-full text-sm tabular-nums">
      <caption className="sr-only">Tokens by version</caption>
      <thead className="text-xs text-faint">
        <tr className="h-6">
          <th scope="col" className="text-left font-normal">
            Version
          </th>
          <th scope="col" className="pl-3 text-right font-normal">
            Time
          </th>
          {titles.map((title) => (
            <th key={title} scope="col" className="pl-3 text-right font-normal">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {thinned(points, ROWS).map(({ version, at, usage: { total, context, costUsd } }) => (
          <tr key={version} className="h-6 border-t border-line text-right">
            <th scope="row" className="text-left font-normal">
              <button
                type="button"
                onClick={() => build.viewVersion(version)}
                className="rounded-sm underline decoration-line underline-offset-3 hover:decoration-current"
              >
                {count(version)}
              </button>
            </th>
            <td className="pl-3 text-muted">{hasTimes ? clock(at - first) : '–'}</td>
            <td className="pl-3">{count(total.input)}</td>
            <td className="pl-3">{count(total.output)}</td>
            <td className="pl-3">{count(total.cacheRead)}</td>
            <td className="pl-3">{count(total.cacheWrite)}</td>
            <td className="pl-3">{context === null ? '–' : count(context)}</td>
            {hasCost && <td className="pl-3">{costUsd === null ? '–' : money(costUsd)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
