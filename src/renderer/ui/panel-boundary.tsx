import { Component, type ReactNode } from 'react';
import { BarButton } from './button.tsx';

interface Props {
  readonly name: string;
  readonly children: ReactNode;
}

/** A crash of one panel shows in that panel; the rest stays alive. */
export class PanelBoundary extends Component<Props, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    const message =
      error instanceof Error ? error.message : 'Something was thrown that is not an error.';
    return (
      <div
        role="alert"
        className="flex h-full flex-col items-start gap-2 overflow-auto bg-panel p-4"
      >
        <p className="font-medium">The {this.props.name} stopped.</p>
        <p className="mono text-muted">{message}</p>
        <BarButton className="border border-line" onClick={() => this.setState({ error: null })}>
          Show it again
        </BarButton>
      </div>
    );
  }
}
