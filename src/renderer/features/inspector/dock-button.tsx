import { PanelBottom, PanelRight } from 'lucide-react';
import { useStore } from 'zustand';
import { inspectorDock, toggleDock } from '../../app/inspector-dock.ts';
import { BarButton } from '../../ui/button.tsx';

/** Moves the inspector below the plan, and beside it again. */
export function DockButton() {
  const below = useStore(inspectorDock.store) === 'below';
  const Icon = below ? PanelRight : PanelBottom;
  const label = below ? 'Inspector beside the plan' : 'Inspector below the plan';
  return (
    <BarButton
      aria-label={label}
      title={label}
      className="-my-[3px] -mr-1.5 ml-auto"
      onClick={toggleDock}
    >
      <Icon size={14} aria-hidden />
    </BarButton>
  );
}
