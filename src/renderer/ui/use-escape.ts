import { type RefObject, useEffect, useEffectEvent } from 'react';

interface Layer {
  readonly root: RefObject<HTMLElement | null>;
  close(): void;
}

/** What is open, in the order in which it was opened. */
const layers: Layer[] = [];

/**
 * Escape closes a part of the page that is open for a while, wherever the focus is: the part that
 * has it, else the one that was opened last. Dialogs and menus take the key before this sees it, and
 * a field of something else keeps it.
 */
export function useEscape(root: RefObject<HTMLElement | null>, close: () => void): void {
  const onEscape = useEffectEvent(close);
  useEffect(() => {
    const layer = { root, close: () => onEscape() };
    if (layers.push(layer) === 1) window.addEventListener('keydown', closeOne);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
      if (layers.length === 0) window.removeEventListener('keydown', closeOne);
    };
  }, [root]);
}

function closeOne({ key, target, defaultPrevented }: KeyboardEvent): void {
  if (key !== 'Escape' || defaultPrevented || !(target instanceof Element)) return;
  const around = layers.findLast(({ root }) => root.current?.contains(target));
  if (!around && target.closest('input, textarea')) return;
  (around ?? layers.at(-1))?.close();
}
