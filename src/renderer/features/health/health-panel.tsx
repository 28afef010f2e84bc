import { CircleAlert, CircleCheck } from 'lucide-react';
import { useStore } from 'zustand';
import type { Health } from '../../../core/health.ts';
import { useSession } from '../../app/session-context.ts';
import { cx } from '../../ui/cx.ts';
import { Stale } from '../drawer/stale.tsx';
import { MeterTable } from './meter-table.tsx';
import { Reconnects } from './reconnects.tsx';
import { useHealth } from './use-health.ts';
import { facts, statusSaid } from './words.ts';

/** How the host is: a sentence, then the figures behind it. */
export function HealthPanel({ hasFaults }: { hasFaults: boolean }) {
  const { health, at, error } = useHealth();
  const known = useStore(useSession().faults.store, (view) => view.at > 0);
  return (
    <div
      role="group"
      aria-label="Health of the host"
      // It has nothing else to go to by keyboard, and may be longer than the drawer.
      tabIndex={0}
      className="@container h-full overflow-auto"
    >
      <Stale error={error} at={at} />
      {!health && error === null && <p className="px-3.5 py-3 text-muted">Asking the host…</p>}
      {health && (
        <div className="px-3.5 pt-2.5 pb-3">
          <Status health={health} />
          <div className="mt-2.5 grid gap-x-10 gap-y-5 @[760px]:grid-cols-[330px_minmax(0,1fr)] @[1200px]:grid-cols-[minmax(0,1fr)_330px]">
            <div className="@[760px]:col-span-2 @[1200px]:col-span-1">
              <MeterTable health={health} />
            </div>
            <div className="@[1200px]:row-span-2">
              <Reconnects health={health} />
            </div>
            <Facts health={health} now={at} />
          </div>
          {known && !hasFaults && (
            <p className="mt-4 text-xs text-faint">
              Faults are off. A host that is started with <code className="mono">--faults</code>{' '}
              lets you drop, delay, stall and cut what it sends, to see how the window takes it.
            </p>
          )}
        </div>
      )}
    </div>
  );
}

function Status({ health }: { health: Health }) {
  const said = statusSaid(health);
  const bad = said.some((part) => part.bad);
  const Icon = bad ? CircleAlert : CircleCheck;
  return (
    <p role="status" aria-label="Health" className="flex items-center gap-2 font-medium">
      <Icon size={15} aria-hidden className={cx('flex-none', bad ? 'text-err' : 'text-ok')} />
      <span>
        {said.map(({ text, bad: alarming }, index) => (
          <span key={index} className={cx('tabular-nums', alarming && 'text-err')}>
            {index > 0 && '; '}
            {text}
          </span>
        ))}
      </span>
    </p>
  );
}

function Facts({ health, now }: { health: Health; now: number }) {
  return (
    <dl className="grid content-start grid-cols-[repeat(auto-fill,minmax(104px,1fr))] gap-x-6 gap-y-2.5 @[1200px]:grid-cols-7">
      {facts(health, now).map(({ title, what, value, bad }) => (
        <div key={title} title={what}>
          <dt className="truncate text-xs text-faint">{title}</dt>
          <dd className={cx('tabular-nums', bad ? 'font-semibold text-err' : 'text-text')}>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
