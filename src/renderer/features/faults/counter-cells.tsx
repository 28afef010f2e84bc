import { useStore } from 'zustand';
import { useFocusedBuild } from '../../app/session-context.ts';
import type { Counters } from '../../../core/sync/messages.ts';
import { ChangingCount } from '../../ui/changing-count.tsx';
import { cx } from '../../ui/cx.ts';
import type { WatchedBuild } from '../watch/watched-build.ts';
import { Figure, Figures } from './grid.tsx';

export const counterTitles = [
  ['received', 'Received', 'Events that came as they happened'],
  ['replayed', 'Replayed', 'Events that came in answer to a question, after they had been missed'],
  ['duplicates', 'Duplicate', 'Events that were known already'],
  ['gaps', 'Gap', 'Times that something was found to be missing'],
  ['resyncs', 'Resync', 'Questions asked on a live line'],
  ['refreshed', 'Refreshed', 'Snapshots taken instead of events'],
] as const;

export function CounterCells({ counters }: { counters: Counters | null }) {
  return (
    <Figures>
      {counterTitles.map(([key, title]) => (
        <Figure key={key} title={title}>
          {counters ? (
            <ChangingCount
              value={counters[key]}
              className={cx('text-sm', counters[key] === 0 && 'text-faint')}
            />
          ) : (
            <span className="text-faint">
              <span aria-hidden>–</span>
              <span className="sr-only">not told yet</span>
            </span>
          )}
        </Figure>
      ))}
    </Figures>
  );
}

/** The counters of this window, as they are now and not as it told them. */
export function OwnCounterCells() {
  const build = useFocusedBuild();
  return build ? <LiveCounterCells build={build} /> : <CounterCells counters={null} />;
}

function LiveCounterCells({ build }: { build: WatchedBuild }) {
  return <CounterCells counters={useStore(build.store, (view) => view.live.counters)} />;
}
