import type { KeyboardEvent } from 'react';

/** Moves the focus over the buttons of a list with the arrow keys; above the first is what is `before`. */
export function moveFocus(
  event: KeyboardEvent,
  list: HTMLElement | null,
  before: HTMLElement | null,
): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  // What is in a menu over it is not in the list, though React says so.
  const isWithin = event.target instanceof Node && event.currentTarget.contains(event.target);
  if (step === undefined || !list || !isWithin) return;
  const buttons = [...list.querySelectorAll<HTMLElement>('button:not([aria-haspopup])')];
  const at = buttons.findIndex((button) => button === document.activeElement) + step;
  event.preventDefault();
  (at < 0 ? before : buttons[Math.min(at, buttons.length - 1)])?.focus();
}
