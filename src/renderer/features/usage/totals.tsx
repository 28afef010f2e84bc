import type { Usage } from '../../../core/build/state.ts';
import { count, money, tokens } from '../../../core/format.ts';

/** What was used in all, and how full the context is where the agent tells its size. */
export function Totals({ usage }: { usage: Usage }) {
  const { total, costUsd, context, contextWindow } = usage;
  const rows: [string, string, string | undefined][] = [
    ['Input', count(total.input), undefined],
    ['Output', count(total.output), undefined],
    ['Read from cache', count(total.cacheRead), 'Read again with every call'],
    ['Written to cache', count(total.cacheWrite), undefined],
  ];
  if (total.reasoning > 0) rows.push(['Reasoning', count(total.reasoning), 'Part of the output']);
  if (costUsd !== null) rows.push(['Cost', money(costUsd), 'As the agent tells it']);
  return (
    <div>
      <h3 className="mb-1 text-xs font-semibold text-muted">In all</h3>
      <dl className="grid grid-cols-[1fr_auto] gap-y-1 text-sm">
        {rows.map(([name, value, what]) => (
          <div key={name} className="contents" title={what}>
            <dt className="text-muted">{name}</dt>
            <dd className="mono text-right">{value}</dd>
          </div>
        ))}
      </dl>
      {context !== null && <Context context={context} most={contextWindow} />}
    </div>
  );
}

function Context({ context, most }: { context: number; most: number | null }) {
  const share = most === null || most === 0 ? null : context / most;
  const full = share !== null && share > 0.8;
  return (
    <div className="mt-3">
      <p className="flex justify-between text-sm">
        <span className="text-muted">Context of the last call</span>
        <span className="mono">
          {tokens(context)}
          {most !== null && <span className="text-faint"> of {tokens(most)}</span>}
        </span>
      </p>
      {share === null ? (
        <p className="mt-0.5 text-xs text-faint">
          The agent does not tell how much its model can take.
        </p>
      ) : (
        <div
          role="meter"
          aria-label="Context of the last call"
          aria-valuemin={0}
          aria-valuemax={most ?? 0}
          aria-valuenow={context}
          aria-valuetext={`${Math.round(share * 100)} % of ${count(most ?? 0)} tokens`}
          className="mt-1 h-1.5 overflow-hidden rounded-[2px] bg-track"
        >
          <i
            className={`block h-full ${full ? 'bg-warn' : 'bg-run'}`}
            style={{ width: `${Math.min(100, share * 100)}%` }}
          />
        </div>
      )}
    </div>
  );
}
