import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import type { Json } from '../../../../core/build/content.ts';
import { copyText } from '../../../ui/copy.ts';
import { cx } from '../../../ui/cx.ts';
import { JsonRowLine } from './json-row.tsx';
import { CHILDREN, type Folds, type JsonRow, noFolds, parentOf, rowsOf } from './json-rows.ts';

const ROW = 18;

/** A JSON value as a tree. It is one stop of the keyboard; only the rows in sight are made. */
export function JsonTree({
  label,
  json,
  inset,
}: {
  label: string;
  json: Json;
  inset?: boolean | undefined;
}) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [folds, setFolds] = useState<Folds>(noFolds);
  const [wanted, setActive] = useState(0);
  const rows = useMemo(() => rowsOf(json, folds), [json, folds]);
  const active = Math.min(wanted, rows.length - 1);
  // The React Compiler, which this would hinder, is not used.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => rows[index]?.path ?? index,
    estimateSize: () => ROW,
    overscan: 20,
  });

  const toggle = (row: JsonRow, open = !row.open) => {
    if (row.kind === 'more') {
      const path = row.path.slice(0, -' more'.length);
      const shown = (folds.shown.get(path) ?? CHILDREN) + CHILDREN;
      setFolds({ ...folds, shown: new Map(folds.shown).set(path, shown) });
    } else if (row.open !== null) {
      setFolds({ ...folds, open: new Map(folds.open).set(row.path, open) });
    }
  };
  const go = (index: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    setActive(next);
    virtualizer.scrollToIndex(next, { align: 'auto' });
  };
  const press = (event: KeyboardEvent) => {
    const row = rows[active];
    if (!row || (event.target as Element).closest('button')) return;
    const isCopy = event.key === 'c' && (event.ctrlKey || event.metaKey);
    if (isCopy && getSelection()?.isCollapsed === true) {
      void copyText(typeof row.value === 'string' ? row.value : JSON.stringify(row.value, null, 2));
    } else if (event.ctrlKey || event.metaKey || event.altKey) return;
    else if (event.key === 'ArrowDown') go(active + 1);
    else if (event.key === 'ArrowUp') go(active - 1);
    else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(rows.length - 1);
    else if (event.key === 'ArrowRight') {
      if (row.open === false) toggle(row, true);
      else go(active + 1);
    } else if (event.key === 'ArrowLeft') {
      if (row.open) toggle(row, false);
      else go(parentOf(rows, active));
    } else if (event.key === 'Enter' || event.key === ' ') toggle(row);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={scroller}
      role="tree"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={`${id}-${active}`}
      onKeyDown={press}
      className={cx(
        'mono group/tree leading-[18px] select-text',
        inset ? 'max-h-[420px] overflow-auto' : 'min-h-0 flex-1 overflow-auto bg-code py-2.5',
      )}
    >
      <div role="none" className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            <div
              key={item.key}
              ref={virtualizer.measureElement}
              data-index={item.index}
              id={`${id}-${item.index}`}
              role="treeitem"
              aria-level={row.depth + 1}
              aria-posinset={row.place}
              aria-setsize={row.of}
              aria-expanded={row.open ?? undefined}
              aria-selected={item.index === active}
              onClick={() => {
                setActive(item.index);
                // Who selects words of a text does not want it to close.
                if (getSelection()?.isCollapsed !== false) toggle(row);
              }}
              className={cx(
                'absolute top-0 left-0 w-full hover:bg-hover',
                item.index === active && 'group-focus-within/tree:bg-sel',
              )}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <JsonRowLine row={row} active={item.index === active} />
            </div>
          );
        })}
      </div>
    </div>
  );
}
