import { X } from 'lucide-react';
import { useStore } from 'zustand';
import { useBuild, useSession } from '../../app/session-context.ts';
import { BarButton } from '../../ui/button.tsx';
import { SplitButton } from './split-button.tsx';

/** At the end of a build's header: a second pane, or one less. With tabs, their strip splits. */
export function PaneButton() {
  const { workspace } = useSession();
  const { id } = useBuild();
  const shown = useStore(workspace.store, (view) => view.shown);
  const hasStrip = useStore(workspace.store, ({ tabs }) => tabs.length > 1);
  if (shown.length === 2) {
    const other = shown[0] === id ? 1 : 0;
    return (
      <BarButton
        aria-label="Close this pane"
        title="Close this pane"
        onClick={() => workspace.unsplit(other)}
      >
        <X size={14} aria-hidden />
      </BarButton>
    );
  }
  return hasStrip ? null : <SplitButton />;
}
