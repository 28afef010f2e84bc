import type { KeyboardEvent } from 'react';

/** Moves the focus over the buttons of a list with the arrow keys; above the first is what is `before`. */
export function moveFocus(
  event: KeyboardEvent,
  list: HTMLElement | null,
  before: HTMLElement | null,
): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || !list) return;
  const buttons = [...list.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button === document.activeElement) + step;
  event.preventDefault();
  (at < 0 ? before : buttons[Math.min(at, buttons.length - 1)])?.focus();
}
