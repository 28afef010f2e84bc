import type { ReactNode } from 'react';
import { cx } from '../../ui/cx.ts';

/*
 * A table where there is room for one, and a card for each watcher where there is not. It is one
 * markup: the roles say that it is a table, since its boxes do not look like one to a browser.
 */

/** Columns: who; three chances, delay, stall, cut, clear; six counters. */
const columns =
  '@[1300px]:grid-cols-[minmax(180px,1fr)_repeat(6,max-content)_auto_repeat(6,minmax(52px,max-content))]';

export function Grid({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="table" aria-label={label} className={cx('@[1300px]:grid', columns)}>
      {children}
    </div>
  );
}

export function Row({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <div
      role="row"
      className={cx(
        'border-b border-line px-3.5 @[1300px]:col-span-full @[1300px]:grid @[1300px]:h-9 @[1300px]:grid-cols-subgrid @[1300px]:items-center @[1300px]:gap-x-2.5 @[1300px]:py-0',
        'flex flex-wrap items-end gap-x-3 gap-y-1.5 py-2.5',
        className,
      )}
    >
      {children}
    </div>
  );
}

/** A cell; its title stands over it where there are no columns. */
export function Cell({
  title,
  figure,
  children,
}: {
  title: string;
  figure?: boolean;
  children: ReactNode;
}) {
  return (
    <div
      role="cell"
      className={cx('flex flex-col', figure && 'min-w-14 items-end @[1300px]:min-w-0')}
    >
      <span className="text-xs text-faint @[1300px]:sr-only">{title}</span>
      <span className="flex h-6 items-center gap-1">{children}</span>
    </div>
  );
}

export function HeadCell({ figure, children }: { figure?: boolean; children: ReactNode }) {
  return (
    <div role="columnheader" className={cx('text-xs text-faint', figure && 'text-right')}>
      {children}
    </div>
  );
}
