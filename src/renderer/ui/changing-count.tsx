import { useEffect, useRef } from 'react';
import { count } from '../../core/format.ts';
import { cx } from './cx.ts';
import { useTicking } from './ticker.ts';

/** How long a figure is lit that has changed. Milliseconds. */
const LIT = 1000;

/** A figure that lights up for a moment when it changes. */
export function ChangingCount({ value, className }: { value: number; className?: string }) {
  const last = useRef({ value, changedAt: 0 });
  useEffect(() => {
    // The first figure is no change.
    if (last.current.value !== value) last.current = { value, changedAt: Date.now() };
  }, [value]);
  // By the ticker and not by an animation, which would have the page drawn in each frame for as long as events come.
  const isLit = useTicking((now) => now - last.current.changedAt < LIT);
  return (
    <span className={cx('rounded-sm tabular-nums', isLit && 'changed', className)}>
      {count(value)}
    </span>
  );
}
