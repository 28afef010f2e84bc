import { type Health, watchOutcomes } from '../../../core/health.ts';
import { count } from '../../../core/format.ts';
import { cx } from '../../ui/cx.ts';
import { outcomeWords } from './words.ts';

/** How watchers were brought up to date: when they came, and again on the same line. */
export function Reconnects({ health }: { health: Health }) {
  return (
    <table className="w-full text-sm tabular-nums">
      <caption className="sr-only">How watchers were brought up to date</caption>
      <thead className="text-xs text-faint">
        <tr className="h-5">
          <th scope="col" className="text-left font-normal">
            Watchers asked, and
          </th>
          <th scope="col" className="pl-3 text-right font-normal" title="First question on a line">
            on coming
          </th>
          <th scope="col" className="pl-3 text-right font-normal" title="Again on a live line">
            again
          </th>
        </tr>
      </thead>
      <tbody>
        {watchOutcomes.map((outcome) => (
          <tr key={outcome} className="h-[22px] border-t border-line first:border-0">
            <th scope="row" className="text-left font-normal">
              {outcomeWords[outcome]}
            </th>
            <Amount value={health.reconnects[outcome]} />
            <Amount value={health.repeats[outcome]} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const Amount = ({ value }: { value: number }) => (
  <td className={cx('pl-3 text-right', value === 0 && 'text-faint')}>{count(value)}</td>
);
