import { useMemo, useState } from 'react';
import { clock, count, money, tokens } from '../../../core/format.ts';
import { useView } from '../../app/session-context.ts';
import { BarButton } from '../../ui/button.tsx';
import { shownState } from '../watch/build-view.ts';
import { Chart, type Line } from './chart.tsx';
import { PointTable } from './point-table.tsx';
import { thinned, type UsagePoint } from './points.ts';
import { ToolTable } from './tool-table.tsx';
import { Totals } from './totals.tsx';
import { moneyAtTick, tokensAtTick } from './ticks.ts';
import { usePoints } from './use-points.ts';

/** More points than a picture has columns say no more. */
const MOST = 2000;

/** What the build has used by the version that is looked at: tokens, cost, context, time of its tools. */
export default function UsagePanel() {
  const { points, ready, error } = usePoints();
  const usage = useView((view) => shownState(view).usage);
  const until = useView((view) => view.past?.state.version ?? Number.POSITIVE_INFINITY);
  const [asTable, setAsTable] = useState(false);
  const shown = useMemo(
    () =>
      thinned(
        points.filter(({ version }) => version <= until),
        MOST,
      ),
    [points, until],
  );
  return (
    <div className="@container h-full overflow-auto px-3.5 pt-2.5 pb-4">
      {error !== null && (
        <p role="alert" className="mb-2 text-sm text-err">
          {error}
        </p>
      )}
      <div className="grid gap-x-8 gap-y-5 @[760px]:grid-cols-[220px_minmax(0,1fr)] @[1240px]:grid-cols-[220px_minmax(0,1fr)_minmax(360px,28%)]">
        <div>
          <Totals usage={usage} />
          {shown.length > 0 && (
            <BarButton
              aria-pressed={asTable}
              className="mt-3 border border-line"
              onClick={() => setAsTable(!asTable)}
            >
              As a table
            </BarButton>
          )}
        </div>
        <section aria-label="Tokens over time" className="min-w-0">
          {shown.length === 0 && ready && (
            <p className="text-sm text-muted">The agent has told of no tokens yet.</p>
          )}
          {shown.length > 0 &&
            (asTable ? <PointTable points={shown} /> : <Charts points={shown} />)}
        </section>
        <div className="min-w-0 @[760px]:col-span-2 @[1240px]:col-span-1">
          <ToolTable />
        </div>
      </div>
    </div>
  );
}

function Charts({ points }: { points: readonly UsagePoint[] }) {
  const started = useView((view) => shownState(view).startedAt);
  const first = started ?? points[0]?.at ?? 0;
  const x = points.map(({ at }) => Math.max(0, at - first));
  const of = (pick: (usage: UsagePoint['usage']) => number | null) =>
    points.map(({ usage }) => pick(usage));
  const totals: Line[] = [
    { name: 'input', tone: 'run', values: of(({ total }) => total.input) },
    { name: 'output', tone: 'ok', values: of(({ total }) => total.output) },
  ];
  const last = points.at(-1)?.usage;
  if (last && last.total.cacheRead > 0) {
    const values = of(({ total }) => total.cacheRead);
    totals.push({ name: 'cache read', tone: 'think', dash: true, values });
  }
  if (last && last.total.cacheWrite > 0) {
    const values = of(({ total }) => total.cacheWrite);
    totals.push({ name: 'cache written', tone: 'warn', values });
  }
  const context: Line = { name: 'context', tone: 'warn', values: of((usage) => usage.context) };
  const cost: Line = { name: 'cost', tone: 'warn', values: of(({ costUsd }) => costUsd) };
  const lasted = x.at(-1) ?? 0;
  const after = lasted > 0 ? ` after ${clock(lasted)}` : '';
  const shared = { x, writeX: clock };
  return (
    // All in one row, wherever there is room for it: what stands below the edge of the drawer is not seen.
    <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,176px),1fr))] gap-x-6 gap-y-4">
      <Chart
        {...shared}
        title="Tokens"
        summary={`${count(last?.total.input ?? 0)} in and ${count(last?.total.output ?? 0)} out${after}`}
        lines={totals}
        writeY={(value) => tokens(Math.round(value))}
        writeTick={tokensAtTick}
      />
      {last?.context !== null && last?.context !== undefined && (
        <Chart
          {...shared}
          title="Context of each call"
          summary={`${count(last.context)} tokens in the last one`}
          lines={[context]}
          writeY={(value) => tokens(Math.round(value))}
          writeTick={tokensAtTick}
        />
      )}
      {last?.costUsd !== null && last?.costUsd !== undefined && (
        <Chart
          {...shared}
          title="Cost, as the agent tells it"
          summary={money(last.costUsd)}
          lines={[cost]}
          writeY={money}
          writeTick={moneyAtTick}
        />
      )}
    </div>
  );
}
