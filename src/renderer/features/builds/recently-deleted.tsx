import { Trash2 } from 'lucide-react';
import { useStore } from 'zustand';
import type { Restorable } from '../../../core/build/listed.ts';
import { plural } from '../../../core/format.ts';
import { useSession } from '../../app/session-context.ts';
import { BarButton } from '../../ui/button.tsx';
import { useTicking } from '../../ui/ticker.ts';
import { restoreBuild } from './arranging.ts';
import { restorableAt } from './restorable.ts';

/** So many have a row: who keeps builds for some time only deletes thousands at once. */
const MOST = 30;

/** What was deleted a moment ago, here or elsewhere, for as long as the host can bring it back. */
export function RecentlyDeleted() {
  const session = useSession();
  const builds = useStore(session.restorable);
  const listed = useStore(session.list, ({ replica }) => replica.state);
  const now = useTicking((time) => (builds.length === 0 ? 0 : Math.floor(time / 1000) * 1000));
  const all = restorableAt(builds, listed, now);
  const shown = all.slice(0, MOST);
  if (all.length === 0) return null;
  return (
    <section
      aria-labelledby="recently-deleted"
      className="max-h-[30%] flex-none overflow-y-auto border-t border-line pb-1.5"
    >
      <h2 id="recently-deleted" className="flex px-3 pt-2.5 pb-1 text-xs font-semibold text-faint">
        Recently deleted
        <span aria-hidden className="ml-auto font-medium">
          {all.length}
        </span>
      </h2>
      <ul aria-labelledby="recently-deleted">
        {shown.map((build) => (
          <Row
            key={build.id}
            build={build}
            now={now}
            onUndo={() => restoreBuild(session, build.id)}
          />
        ))}
      </ul>
      {all.length > shown.length && (
        <p className="pt-1 pr-3 pl-[34px] text-sm text-faint">
          and {plural(all.length - shown.length, 'more build')}
        </p>
      )}
    </section>
  );
}

interface RowProps {
  readonly build: Restorable;
  readonly now: number;
  readonly onUndo: () => void;
}

function Row({ build: { title, undoUntil }, now, onUndo }: RowProps) {
  return (
    <li className="grid grid-cols-[16px_1fr_auto] items-center gap-x-1.5 px-3 py-1">
      <Trash2 size={13} aria-hidden className="text-faint" />
      <span className="truncate text-muted" title={title}>
        {title}
      </span>
      <span className="col-start-2 row-start-2 truncate text-sm text-faint tabular-nums">
        gone for good in {Math.ceil((undoUntil - now) / 1000)} s
      </span>
      <BarButton
        aria-label={`Undo deleting “${title}”`}
        className="col-start-3 row-span-2 row-start-1 border border-line text-text"
        onClick={onUndo}
      >
        Undo
      </BarButton>
    </li>
  );
}
