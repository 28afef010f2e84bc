import { X } from 'lucide-react';
import { useStore } from 'zustand';
import { BarButton } from '../../ui/button.tsx';
import { failureStore } from './run.ts';

/** What a command failed with, until the next one or until it is put away. */
export function FailureStrip() {
  const { text } = useStore(failureStore);
  if (text === null) return null;
  return (
    <div
      role="alert"
      className="flex h-7 flex-none items-center gap-3 border-t border-line bg-[color-mix(in_srgb,var(--err)_11%,var(--panel))] pr-2 pl-3.5 text-sm font-medium text-err"
    >
      <span className="truncate" title={text}>
        {text}
      </span>
      <BarButton
        aria-label="Put the message away"
        className="ml-auto flex-none"
        onClick={() => failureStore.setState({ text: null })}
      >
        <X size={14} aria-hidden />
      </BarButton>
    </div>
  );
}
