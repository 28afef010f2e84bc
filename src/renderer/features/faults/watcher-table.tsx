import { useSession } from '../../app/session-context.ts';
import type { FaultReport } from '../../../core/sync/faults/faults.ts';
import { cx } from '../../ui/cx.ts';
import { plural } from '../../../core/format.ts';
import { useTicking } from '../../ui/ticker.ts';
import { CounterCells, counterTitles, OwnCounterCells } from './counter-cells.tsx';
import { FaultCells } from './fault-cells.tsx';
import type { FaultView } from './fault-watch.ts';
import { Grid, HeadCell, NameCell, Row } from './grid.tsx';
import { type FaultRow, faultRows } from './rows.ts';

const faultTitles = ['Drop', 'Duplicate', 'Reorder', 'Delay', 'Stall', 'Cut for'];

/** Everyone, and each watcher: what is done to it, and what it counted. */
export function WatcherTable({ report, view }: { report: FaultReport; view: FaultView }) {
  const { rows, left } = faultRows(report, view.watchers, useSession().watcher);
  return (
    <section aria-label="Watchers">
      <Grid label="Faults and counters by watcher">
        <div role="rowgroup" className="contents">
          <Row className="sticky top-0 z-10 bg-panel @max-[1299px]:sr-only">
            <HeadCell>Watcher</HeadCell>
            {faultTitles.map((title) => (
              <HeadCell key={title}>{title}</HeadCell>
            ))}
            <HeadCell>
              <span className="sr-only">Clear</span>
            </HeadCell>
            {counterTitles.map(([key, title, what]) => (
              <HeadCell key={key} figure>
                <span title={what}>{title}</span>
              </HeadCell>
            ))}
          </Row>
        </div>
        <div role="rowgroup" className="contents">
          <Row>
            <NameCell>
              <span className="font-medium">Everyone</span>
              <span className="truncate text-sm text-faint">also those to come</span>
            </NameCell>
            <FaultCells watcher="*" name="everyone" faults={report.everyone} tallies={null} />
          </Row>
          {rows.map((row) => (
            <Row key={row.label} className={cx(row.own && 'bg-hover')}>
              <WatcherName row={row} at={view.at} />
              <FaultCells
                watcher={row.label}
                name={row.own ? `${row.label}, this window` : row.label}
                faults={row.faults}
                tallies={row.tallies}
              />
              {row.own ? <OwnCounterCells /> : <CounterCells counters={row.counters} />}
            </Row>
          ))}
        </div>
      </Grid>
      <p className="px-3.5 py-2 text-xs text-faint">
        {rows.length === 0 && 'Nobody watches. '}
        {left > 0 &&
          `${plural(left, 'watcher')} that left ${left === 1 ? 'is' : 'are'} not shown. `}
        Counters are of builds. Those of this window are live; others tell theirs with the
        heartbeat. Small figures beside a field: messages that met the fault.
      </p>
    </section>
  );
}

function WatcherName({ row, at }: { row: FaultRow; at: number }) {
  const tenths = useTicking((now) => Math.ceil(Math.max(0, row.cutFor - (now - at)) / 100));
  const state =
    tenths > 0 ? `cut, ${(tenths / 10).toFixed(1)} s left` : row.connected ? '' : 'away';
  return (
    <NameCell>
      <span className={cx('mono flex-none', !row.connected && 'text-muted')}>{row.label}</span>
      <span className={cx('truncate', row.own ? 'font-medium' : 'text-muted')}>
        {row.own ? 'This window' : row.client || 'nameless'}
      </span>
      {state !== '' && (
        <span
          className={cx(
            'flex-none text-sm tabular-nums',
            tenths > 0 ? 'font-medium text-warn' : 'text-faint',
          )}
        >
          {state}
        </span>
      )}
    </NameCell>
  );
}
