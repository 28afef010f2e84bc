import { type FocusEvent, useLayoutEffect, useRef } from 'react';
import { focusRow } from './arranging.ts';

/**
 * A row that moves to another group is another element: the focus that it had goes with it.
 * @returns what the list listens with
 */
export function useKeptFocus() {
  const focused = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    const element = focused.current;
    if (!element || element.isConnected) return;
    focused.current = null;
    const id = element.closest<HTMLElement>('[data-build]')?.dataset['build'];
    if (id !== undefined && document.activeElement === document.body) focusRow(id);
  });
  return {
    onFocus(event: FocusEvent<HTMLElement>) {
      focused.current = event.target;
    },
    onBlur({ target }: FocusEvent<HTMLElement>) {
      // One that is being taken away loses it as well, and is still there at this moment.
      queueMicrotask(() => {
        if (target.isConnected && focused.current === target) focused.current = null;
      });
    },
  };
}
