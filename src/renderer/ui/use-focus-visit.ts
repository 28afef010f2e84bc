import { type RefObject, useEffect } from 'react';

/**
 * The focus goes into a part of the page when it opens, and back to where it was when it closes; who went
 * somewhere else meanwhile stays there.
 */
export function useFocusVisit(root: RefObject<HTMLElement | null>, selector: string): void {
  useEffect(() => {
    const before = document.activeElement;
    // A frame later the parts within know each other: arrow keys go on from the one that has the focus.
    const frame = requestAnimationFrame(() =>
      root.current?.querySelector<HTMLElement>(selector)?.focus(),
    );
    return () => {
      cancelAnimationFrame(frame);
      // What had the focus in the part is gone by now, and the page has it.
      if (document.activeElement !== document.body) return;
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [root, selector]);
}
