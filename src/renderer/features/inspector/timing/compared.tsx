import { medianOf, slowerThan, type ToolTimes } from '../../../../core/build/tool-times.ts';
import { count, duration, plural } from '../../../../core/format.ts';
import { Aside, Figure } from './facts.tsx';

/** Where a call stands among all calls of the same tool that have ended: a line from the fastest to the slowest. */
export function Compared({ times, own }: { times: ToolTimes; own: number | null }) {
  const { durations, calls, failed } = times;
  const least = durations[0] ?? 0;
  const most = durations.at(-1) ?? 0;
  const median = medianOf(durations) ?? 0;
  if (calls < 2) return <p className="text-sm text-muted">There are no others yet.</p>;
  if (durations.length < 2) {
    return <p className="text-sm text-muted">How long they took is not known.</p>;
  }
  const place = (value: number) => (most === least ? 0 : (100 * (value - least)) / (most - least));
  return (
    <div className="text-sm">
      <p>
        {own !== null && <Rank slower={slowerThan(durations, own)} of={durations.length} />}
        <Aside>
          {plural(calls, 'call')} ended
          {failed > 0 && `, ${count(failed)} of them failed`}
        </Aside>
      </p>
      <div aria-hidden className="relative my-2 h-4">
        <i className="absolute inset-x-0 top-[7px] h-0.5 rounded bg-track" />
        <i
          className="absolute top-[3px] h-2.5 w-0.5 bg-muted"
          style={{ left: at(place(median)) }}
        />
        {own !== null && (
          <i
            className="absolute top-[3px] size-2.5 rounded-full border-2 border-code bg-run"
            style={{ left: `calc(${place(own)}% - ${place(own) / 10}px)` }}
          />
        )}
      </div>
      <dl className="flex justify-between text-xs">
        {(
          [
            ['fastest', least],
            ['median', median],
            ['slowest', most],
          ] as const
        ).map(([name, value]) => (
          <div key={name} className="flex gap-1.5">
            <dt className="text-faint">{name}</dt>
            <dd>
              <Figure>{duration(value)}</Figure>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

const at = (percent: number) => `calc(${percent}% - ${percent / 50}px)`;

function Rank({ slower, of }: { slower: number; of: number }) {
  if (slower === 0) return <>The slowest</>;
  if (slower === of - 1) return <>The fastest</>;
  return (
    <>
      {count(slower + 1)}
      {ordinal(slower + 1)} slowest
    </>
  );
}

const rules = new Intl.PluralRules('en', { type: 'ordinal' });
const endings: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' };
const ordinal = (place: number) => endings[rules.select(place)] ?? 'th';
