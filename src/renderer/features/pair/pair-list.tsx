import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { useSession } from '../../app/session-context.ts';
import type { BuildComparison } from '../../../core/build/align/compare-builds.ts';
import { goToStep } from './go-to-step.ts';
import { type Line, lineOf, linesOf } from './lines.ts';
import { FoldRow, PairRow } from './pair-row.tsx';
import type { Side } from './pairing.ts';
import type { Silence } from './words.ts';

const ROW = 28;

interface Props {
  readonly comparison: BuildComparison;
  readonly silent: Silence;
}

/** The steps of two builds side by side, as a grid that keys move over; rows are virtual. */
export function PairList({ comparison, silent }: Props) {
  const session = useSession();
  const { pairing } = session;
  const { words, opened, detailed, row, side } = useStore(pairing.store);
  const lines = useMemo(() => linesOf(comparison.rows, words, opened), [comparison, words, opened]);
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const active = lineOf(lines, row);
  // The React Compiler, which this would hinder, is not used.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: lines.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => keyOf(lines[index]),
    estimateSize: () => ROW,
    overscan: 6,
    paddingEnd: 24,
    // Near to where it will be, so that nothing is drawn at the top first.
    initialOffset: () =>
      typeof pairing.scroll === 'number' ? pairing.scroll : Math.max(0, active - 8) * ROW,
  });

  // Where one was, when one comes back; else what keys or the jump buttons have gone to.
  useEffect(() => {
    const { scroll } = pairing;
    if (typeof scroll === 'number') virtualizer.scrollToOffset(scroll);
    else virtualizer.scrollToIndex(Math.max(0, active), { align: scroll });
  }, [pairing, virtualizer, active, row, words, comparison]);

  const items = virtualizer.getVirtualItems();
  const line = lines[active];
  const activeId = line?.kind === 'fold' ? `${id}-${active}` : `${id}-${active}-${side}`;
  const go = (to: number, on: Side = side) => {
    const next = lines[Math.min(lines.length - 1, Math.max(0, to))];
    if (next) pairing.choose(next.row, on);
  };
  const open = (at: Line | undefined, on: Side = side) => {
    if (at?.kind === 'fold') pairing.openFold(at.row);
    else if (at) goToStep(session, comparison, at.row, on);
  };
  const keys: Record<string, () => void> = {
    ArrowDown: () => go(active + 1),
    j: () => go(active + 1),
    ArrowUp: () => go(active - 1),
    k: () => go(active - 1),
    ArrowLeft: () => go(active, 'left'),
    h: () => go(active, 'left'),
    ArrowRight: () => go(active, 'right'),
    l: () => go(active, 'right'),
    Home: () => go(0),
    End: () => go(lines.length - 1),
    Enter: () => open(line),
    ' ': () => (line?.kind === 'fold' ? open(line) : pairing.toggleDetail(row)),
  };
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label="Steps side by side"
      aria-rowcount={lines.length}
      tabIndex={0}
      aria-activedescendant={items.some(({ index }) => index === active) ? activeId : undefined}
      className="group/grid min-h-0 flex-1 overflow-y-auto outline-none"
      onScroll={(event) => {
        pairing.scroll = event.currentTarget.scrollTop;
      }}
      onKeyDown={(event) => {
        const run = keys[event.key];
        if (!run || event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        event.stopPropagation();
        run();
      }}
    >
      <div role="presentation" className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {items.map((item) => {
          const one = lines[item.index];
          if (!one) return null;
          return (
            <div
              key={item.key}
              ref={virtualizer.measureElement}
              data-index={item.index}
              role="row"
              aria-rowindex={item.index + 1}
              className="absolute top-0 left-0 w-full"
              style={{ transform: `translateY(${item.start}px)` }}
            >
              {one.kind === 'fold' ? (
                <FoldRow
                  line={one}
                  comparison={comparison}
                  id={`${id}-${item.index}`}
                  active={item.index === active}
                  onOpen={() => open(one)}
                />
              ) : (
                <PairRow
                  comparison={comparison}
                  row={one.row}
                  silent={silent}
                  active={item.index === active ? side : null}
                  isOpen={detailed.has(one.row)}
                  cellId={(which) => `${id}-${item.index}-${which}`}
                  onChoose={(which) => pairing.choose(one.row, which)}
                  onToggle={() => pairing.toggleDetail(one.row)}
                  onOpen={(which) => open(one, which)}
                />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

const keyOf = (line: Line | undefined): string => (line ? `${line.kind} ${line.row}` : '');
