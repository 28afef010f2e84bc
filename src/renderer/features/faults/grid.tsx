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
        'flex flex-wrap items-end gap-x-3 gap-y-1 border-b border-line px-3.5 py-2',
        '@[1300px]:col-span-full @[1300px]:grid @[1300px]:grid-cols-subgrid @[1300px]:items-center @[1300px]:gap-x-2.5 @[1300px]:py-1.5',
        className,
      )}
    >
      {children}
    </div>
  );
}

/** The head of a row; in a card it begins the first line, and the counters end it where they fit. */
export function NameCell({ children }: { children: ReactNode }) {
  return (
    <>
      <div
        role="rowheader"
        className="flex min-w-0 flex-1 items-baseline gap-2 @max-[699px]:basis-full"
      >
        {children}
      </div>
      <div role="none" className="order-1 h-0 basis-full @[1300px]:hidden" />
    </>
  );
}

interface CellProps {
  readonly title: string;
  readonly last?: boolean;
  readonly children: ReactNode;
}

/** A field; its title stands over it where there are no columns. */
export function Cell({ title, last, children }: CellProps) {
  return (
    <div role="cell" className={cx('order-2 @[1300px]:order-none', last && 'ml-auto')}>
      <span className="block text-xs text-faint @[1300px]:sr-only">{title}</span>
      <span className="flex h-6 items-center gap-1">{children}</span>
    </div>
  );
}

/** The figures of a row: columns; in a card one line, or a line of columns where that is too long. */
export function Figures({ children }: { children: ReactNode }) {
  return (
    <div
      role="none"
      className="flex items-baseline gap-4 @max-[699px]:order-3 @max-[699px]:grid @max-[699px]:basis-full @max-[699px]:grid-cols-6 @max-[699px]:gap-1 @[1300px]:contents"
    >
      {children}
    </div>
  );
}

export function Figure({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div
      role="cell"
      className="flex items-baseline gap-1.5 @max-[699px]:flex-col @max-[699px]:gap-0 @[1300px]:justify-end"
    >
      <span className="text-xs text-faint @[1300px]:sr-only">{title}</span>
      {children}
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
