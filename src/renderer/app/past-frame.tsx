import type { ReactNode } from 'react';
import { cx } from '../ui/cx.ts';
import { useView } from './session-context.ts';

/** A frame in the colour of the past around what shows the past. It is drawn over, and moves nothing. */
export function PastFrame({ children }: { children: ReactNode }) {
  const past = useView((view) => view.past !== null);
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      {children}
      <div
        aria-hidden
        className={cx(
          'pointer-events-none absolute inset-0',
          past && 'shadow-[inset_0_0_0_2px_color-mix(in_srgb,var(--think)_55%,transparent)]',
        )}
      />
    </div>
  );
}
