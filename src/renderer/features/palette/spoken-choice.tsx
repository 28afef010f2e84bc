import { useCommandState } from 'cmdk';
import { type RefObject, useLayoutEffect } from 'react';

/**
 * Tells a screen reader which row is chosen. cmdk does it a step late: it looks for the row before
 * React has marked it, and keeps the id of one that has gone.
 */
export function SpokenChoice({ inputRef }: { inputRef: RefObject<HTMLInputElement | null> }) {
  useCommandState(({ value }) => value);
  useCommandState(({ selectedItemId }) => selectedItemId);
  // After every render: rows also come and go under the same choice.
  useLayoutEffect(() => {
    const input = inputRef.current;
    const list = document.getElementById(input?.getAttribute('aria-controls') ?? '');
    const row = list?.querySelector('[aria-selected="true"]');
    for (const element of [input, list]) {
      if (row) element?.setAttribute('aria-activedescendant', row.id);
      else element?.removeAttribute('aria-activedescendant');
    }
  });
  return null;
}
