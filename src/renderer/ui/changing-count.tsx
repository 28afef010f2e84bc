import { useState } from 'react';
import { count } from '../../core/format.ts';
import { cx } from './cx.ts';

/** A figure that lights up for a moment when it changes. */
export function ChangingCount({ value, className }: { value: number; className?: string }) {
  const [{ shown, changes }, setSeen] = useState({ shown: value, changes: 0 });
  if (shown !== value) setSeen({ shown: value, changes: changes + 1 });
  return (
    // A new key begins the animation anew; the first figure is no change.
    <span
      key={changes}
      className={cx('rounded-sm tabular-nums', changes > 0 && 'changed', className)}
    >
      {count(value)}
    </span>
  );
}
