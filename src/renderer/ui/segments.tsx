import { memo } from 'react';
import { cx } from './cx.ts';

const colours: Record<string, string> = {
  d: 'bg-ok',
  a: 'bg-run',
  f: 'bg-err',
  c: 'bg-faint',
  l: 'bg-faint',
  u: 'bg-warn',
};

/** One segment a TODO: `d`one, `a`ctive, `f`ailed, `c`ancelled, `p`ending, `l`eft unfinished, `u`nknown. Told in words beside it. */
export const Segments = memo(function Segments({ todos, tall }: { todos: string; tall?: boolean }) {
  if (todos === '') return null;
  const crowded = todos.length > 40;
  return (
    <span aria-hidden className={cx('flex w-full', crowded ? 'gap-px' : 'gap-0.5')}>
      {Array.from(todos, (letter, index) => (
        <i
          key={index}
          className={cx(
            'min-w-0 flex-1 rounded-[1px]',
            tall ? 'h-1.5' : 'h-[3px]',
            colours[letter] ?? 'bg-track',
          )}
        />
      ))}
    </span>
  );
});
