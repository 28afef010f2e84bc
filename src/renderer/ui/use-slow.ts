import { useEffect, useRef, useState } from 'react';

/** The value, at most once in so many milliseconds; the last one always comes. */
export function useSlow<Value>(value: Value, milliseconds: number): Value {
  const [shown, setShown] = useState(value);
  const last = useRef(0);
  useEffect(() => {
    const wait = Math.max(0, last.current + milliseconds - performance.now());
    const timer = setTimeout(() => {
      last.current = performance.now();
      setShown(value);
    }, wait);
    return () => {
      // A value that comes too soon takes the turn of the one that waits, at the same time.
      clearTimeout(timer);
    };
  }, [value, milliseconds]);
  return shown;
}
