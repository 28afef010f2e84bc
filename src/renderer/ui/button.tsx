import type { ComponentProps } from 'react';
import { cx } from './cx.ts';

/** A quiet button for bars: text or an icon, its ground only under the pointer. */
export function BarButton({ className, ...rest }: ComponentProps<'button'>) {
  return (
    <button
      type="button"
      className={cx(
        'inline-flex h-6 items-center gap-1.5 rounded px-1.5 text-sm whitespace-nowrap text-muted hover:bg-hover hover:text-text',
        'disabled:pointer-events-none disabled:opacity-50',
        className,
      )}
      {...rest}
    />
  );
}

/** A button beside what it acts on. */
export function BorderedButton({ className, ...rest }: ComponentProps<'button'>) {
  return (
    <button
      type="button"
      className={cx(
        'inline-flex h-7 flex-none items-center gap-2 rounded-md border border-line px-2.5 text-sm font-medium hover:bg-hover',
        'disabled:opacity-50',
        className,
      )}
      {...rest}
    />
  );
}

export function PrimaryButton({ className, ...rest }: ComponentProps<'button'>) {
  return (
    <button
      type="button"
      className={cx(
        'inline-flex h-8 items-center gap-2 rounded-md bg-text px-3 font-medium text-bg hover:opacity-90',
        'disabled:opacity-50',
        className,
      )}
      {...rest}
    />
  );
}
