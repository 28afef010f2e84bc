import { Trash2 } from 'lucide-react';
import { useStore } from 'zustand';
import { useSession } from '../../app/session-context.ts';
import { BarButton } from '../../ui/button.tsx';
import { useTicking } from '../../ui/ticker.ts';
import { restoreBuild } from './arranging.ts';
import { type DeletedBuild, deletedStore, undoable } from './deleted.ts';

/** What was deleted a moment ago, for as long as the host can bring it back: longer than a toast stays. */
export function RecentlyDeleted() {
  const session = useSession();
  const { deleted } = useStore(deletedStore);
  const listed = useStore(session.list, ({ replica }) => replica.state);
  const now = useTicking((time) => (deleted.length === 0 ? 0 : Math.floor(time / 1000) * 1000));
  const shown = undoable(deleted, listed, now);
  if (shown.length === 0) return null;
  return (
    <section
      aria-labelledby="recently-deleted"
      className="max-h-[30%] flex-none overflow-y-auto border-t border-line pb-1.5"
    >
      <h2 id="recently-deleted" className="px-3 pt-2 pb-1 text-xs font-semibold text-faint">
        Recently deleted
      </h2>
      <ul aria-labelledby="recently-deleted">
        {shown.map((build) => (
          <Row key={build.id} build={build} now={now} onUndo={() => restoreBuild(session, build)} />
        ))}
      </ul>
    </section>
  );
}

interface RowProps {
  readonly build: DeletedBuild;
  readonly now: number;
  readonly onUndo: () => void;
}

function Row({ build: { title, until }, now, onUndo }: RowProps) {
  return (
    <li className="grid min-h-7 grid-cols-[16px_1fr_auto_auto] items-center gap-x-1.5 pr-2 pl-3">
      <Trash2 size={13} aria-hidden className="text-faint" />
      <span className="truncate text-muted" title={title}>
        {title}
      </span>
      <span className="mono text-faint" title="Until it is gone for good">
        {Math.ceil((until - now) / 1000)} s
      </span>
      <BarButton aria-label={`Undo deleting “${title}”`} onClick={onUndo}>
        Undo
      </BarButton>
    </li>
  );
}
