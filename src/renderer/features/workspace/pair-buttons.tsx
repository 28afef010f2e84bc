import { ListTree } from 'lucide-react';
import { useStore } from 'zustand';
import { useSession } from '../../app/session-context.ts';
import { BarButton } from '../../ui/button.tsx';
import { SplitButton } from './split-button.tsx';

/** What is done with two builds: shown side by side, and compared. */
export function PairButtons() {
  const { workspace } = useSession();
  const isPair = useStore(workspace.store, ({ shown }) => shown.length === 2);
  const compares = useStore(workspace.store, (view) => view.compares);
  return (
    <span className="flex flex-none items-center gap-0.5 px-2">
      {isPair ? (
        <BarButton
          aria-pressed={compares}
          title="Step by step, from where they part (b)"
          className={compares ? 'text-run' : ''}
          onClick={() => workspace.compare(!compares)}
        >
          <ListTree size={14} aria-hidden />
          <span className="max-[620px]:sr-only">Compare these two</span>
        </BarButton>
      ) : (
        <SplitButton />
      )}
    </span>
  );
}
