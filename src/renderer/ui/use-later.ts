import { useEffect, useState } from 'react';

/**
 * False in the first picture after something came, true from the next on: what is not looked at first need not be drawn
 * in the same task as what is.
 */
export function useLater(): boolean {
  const [isLater, setLater] = useState(false);
  useEffect(() => {
    // A task of its own after the frame that shows the first picture; a hidden page has no frames.
    let timer: ReturnType<typeof setTimeout> | null = null;
    const later = () => (timer = setTimeout(setLater, 0, true));
    const frame = document.hidden ? null : requestAnimationFrame(later);
    if (frame === null) later();
    return () => {
      if (frame !== null) cancelAnimationFrame(frame);
      if (timer !== null) clearTimeout(timer);
    };
  }, []);
  return isLater;
}
