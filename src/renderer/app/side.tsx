import { ComparePanel } from '../features/compare/compare-panel.tsx';
import { Inspector } from '../features/inspector/inspector.tsx';
import { PanelBoundary } from '../ui/panel-boundary.tsx';
import { useView } from './session-context.ts';

/** What is chosen, or what two versions differ in. */
export function Side({ docks = false }: { docks?: boolean }) {
  const compares = useView((view) => view.comparison !== null);
  return compares ? (
    <PanelBoundary name="comparison">
      <ComparePanel />
    </PanelBoundary>
  ) : (
    <PanelBoundary name="inspector">
      <Inspector docks={docks} />
    </PanelBoundary>
  );
}
