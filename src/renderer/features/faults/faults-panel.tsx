import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useSession } from '../../app/session-context.ts';
import { Stale } from '../drawer/stale.tsx';
import { Recording } from './recording.tsx';
import { WatcherTable } from './watcher-table.tsx';

/** Faults for QA: what is done to whom, what they counted, and a recording of it. */
export function FaultsPanel() {
  const watch = useSession().faults;
  const view = useStore(watch.store);
  useEffect(() => watch.look(), [watch]);
  const { report, error, at } = view;
  return (
    <div className="@container h-full overflow-auto">
      <Stale error={error} at={at} />
      {report && (
        <div className="min-h-full @[1720px]:grid @[1720px]:grid-cols-[minmax(0,1fr)_420px]">
          <WatcherTable report={report} view={view} />
          <div className="border-line @max-[1719px]:border-t @[1720px]:border-l">
            <Recording report={report} />
          </div>
        </div>
      )}
    </div>
  );
}
