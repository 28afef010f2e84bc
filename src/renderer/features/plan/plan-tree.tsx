import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { density, rowHeight } from '../../app/density.ts';
import { useBuild, useSession, useView } from '../../app/session-context.ts';
import { familyIn } from '../builds/family-in.ts';
import { isOutside } from '../timeline/focus.ts';
import { lightRow } from '../timeline/light.ts';
import { shownState } from '../watch/build-view.ts';
import { useStanding } from '../watch/use-standing.ts';
import { chosenKey } from './choice.ts';
import { useFollow } from './follow.ts';
import { useOverscan } from './overscan.ts';
import { PlanItem } from './plan-item.tsx';
import { estimatedHeight, isOneLine } from './row-height.ts';
import { askerOf, type Row } from './rows.ts';
import { moveChoice } from './commands.ts';
import { useRowIndex } from './use-rows.ts';

/** The plan as a tree. Rows are virtual; text rows are as high as their paragraphs. */
export function PlanTree({ rows, onChoose }: { rows: readonly Row[]; onChoose?: () => void }) {
  const build = useBuild();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const chosen = useView(chosenKey);
  const byHand = useView((view) => view.chosen);
  const clock = useView((view) => view.clock);
  const { stop: until, isLost, isOver } = useStanding();
  const planned = useView(plannedIn);
  const cwd = useView((view) => shownState(view).cwd);
  const asker = useView((view) => askerOf(shownState(view)));

  const hasChildren = useStore(useSession().list, ({ replica }) =>
    familyIn(replica.state).childrenOf.has(build.id),
  );
  const focus = useView((view) => view.focus);
  const lit = useStore(build.light, (light) => light.key);
  useEffect(() => () => lightRow(build.light, null), [build]);

  const beyond = useOverscan();
  const row = rowHeight[useStore(density.store)];
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    // Another function is taken for other rows, and all of them are then placed anew.
    getItemKey: useCallback((index: number) => rows[index]?.key ?? index, [rows]),
    estimateSize: (index) => estimatedHeight(rows[index], row),
    ...beyond,
    paddingStart: 4,
    paddingEnd: 12,
    // The row on top stays where it is when rows come or go above it.
    anchorTo: 'end',
    scrollEndThreshold: 0,
    ...(build.scroll
      ? { initialOffset: build.scroll.offset, initialMeasurementsCache: build.scroll.rows }
      : {}),
  });
  // What was measured in another density is wrong now, also of rows that are out of sight.
  const measured = useRef(row);
  useEffect(() => {
    if (measured.current === row) return;
    measured.current = row;
    virtualizer.measure();
  }, [row, virtualizer]);
  useLayoutEffect(
    () => () => {
      const { chosen } = build.store.getState();
      const offset = virtualizer.scrollOffset ?? 0;
      build.scroll = { offset, rows: virtualizer.takeSnapshot(), chosen };
    },
    [build, virtualizer],
  );
  useFollow(rows, virtualizer, scroller);

  // A choice by keyboard must be in sight; the one that was made for the reader must not scroll.
  const chosenIndex = useRowIndex(rows, byHand);
  useEffect(() => {
    const isKnown = build.scroll !== null && build.scroll.chosen === byHand;
    build.scroll = null;
    if (chosenIndex >= 0 && !isKnown) virtualizer.scrollToIndex(chosenIndex, { align: 'auto' });
    // Only when another row is chosen: the row's place also changes while rows come and go.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [byHand]);

  const active = useRowIndex(rows, chosen);
  // A build that is over is opened for what went wrong in it; one that goes on, for what goes on.
  const ended = useView((view) => view.live.state.ended !== null);
  const begun = useRef(build.scroll !== null);
  useEffect(() => {
    if (begun.current || rows.length === 0) return;
    begun.current = true;
    if (ended && active >= 0) virtualizer.scrollToIndex(active, { align: 'center' });
  });
  const items = virtualizer.getVirtualItems();
  // Rows out of sight are not in the page, and cannot be named.
  const isRendered = items.some(({ index }) => index === active);
  return (
    <div
      ref={scroller}
      role="tree"
      aria-label="Plan"
      tabIndex={0}
      aria-activedescendant={isRendered ? `${id}-${active}` : undefined}
      className="min-h-0 flex-1 overflow-y-auto"
      onKeyDown={(event) => {
        if (event.altKey) return;
        const step = {
          ArrowDown: 'down',
          ArrowUp: 'up',
          ArrowLeft: 'out',
          ArrowRight: 'in',
          Home: 'first',
          End: 'last',
        } as const;
        const move = step[event.key as keyof typeof step];
        if (move === undefined) return;
        event.preventDefault();
        moveChoice(build, move);
      }}
    >
      <div role="none" className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            <PlanItem
              key={item.key}
              id={`${id}-${item.index}`}
              index={item.index}
              start={item.start}
              measure={isOneLine(row) ? undefined : virtualizer.measureElement}
              row={row}
              selected={row.key === chosen}
              lit={row.key === lit}
              dimmed={focus !== null && isOutside(row, focus)}
              asker={asker}
              planned={planned}
              clock={clock}
              until={until}
              isLost={isLost}
              isOver={isOver}
              cwd={cwd}
              hasChildren={hasChildren}
              onChoose={onChoose}
            />
          );
        })}
      </div>
    </div>
  );
}

type View = Parameters<typeof shownState>[0];

/** Version of the first plan. */
function plannedIn(view: View): number {
  let first = Number.POSITIVE_INFINITY;
  for (const todo of shownState(view).todos) {
    if (todo.scope === null) first = Math.min(first, todo.addedIn);
  }
  return first;
}
