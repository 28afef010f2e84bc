import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useLayoutEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useBuild, useView } from '../../app/session-context.ts';
import { cx } from '../../ui/cx.ts';
import { isOutside } from '../timeline/focus.ts';
import { lightRow } from '../timeline/light.ts';
import { shownState } from '../watch/build-view.ts';
import { chosenKey } from './choice.ts';
import { useFollow } from './follow.ts';
import { PlanRow, nameOf } from './plan-row.tsx';
import { askerOf, type Row } from './rows.ts';
import { moveChoice, toggle } from './commands.ts';

const ROW = 28;

/** The plan as a tree. Rows are virtual; text rows are as high as their paragraphs. */
export function PlanTree({ rows, onChoose }: { rows: readonly Row[]; onChoose?: () => void }) {
  const build = useBuild();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const chosen = useView(chosenKey);
  const byHand = useView((view) => view.chosen);
  const clock = useView((view) => view.clock);
  const until = useView(stopOf);
  const planned = useView(plannedIn);
  const cwd = useView((view) => shownState(view).cwd);
  const asker = useView((view) => askerOf(shownState(view)));

  const focus = useView((view) => view.focus);
  const lit = useStore(build.light, (light) => light.key);
  useEffect(() => () => lightRow(build.light, null), [build]);

  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => rows[index]?.key ?? index,
    estimateSize: (index) => estimate(rows[index]),
    overscan: 12,
    paddingStart: 4,
    paddingEnd: 12,
    // The row on top stays where it is when rows come or go above it.
    anchorTo: 'end',
    scrollEndThreshold: 0,
    ...(build.scroll
      ? { initialOffset: build.scroll.offset, initialMeasurementsCache: build.scroll.rows }
      : {}),
  });
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
  const chosenIndex = rows.findIndex(({ key }) => key === byHand);
  useEffect(() => {
    const isKnown = build.scroll !== null && build.scroll.chosen === byHand;
    build.scroll = null;
    if (chosenIndex >= 0 && !isKnown) virtualizer.scrollToIndex(chosenIndex, { align: 'auto' });
    // Only when another row is chosen: the row's place also changes while rows come and go.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [byHand]);

  const active = rows.findIndex(({ key }) => key === chosen);
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
          const selected = row.key === chosen;
          return (
            <div
              key={item.key}
              ref={virtualizer.measureElement}
              data-index={item.index}
              id={`${id}-${item.index}`}
              role="treeitem"
              aria-label={nameOf(row, asker)}
              aria-level={row.level}
              aria-posinset={row.place}
              aria-setsize={row.of}
              aria-selected={selected}
              aria-expanded={row.open ?? undefined}
              onClick={() => {
                build.choose(row.key);
                if (row.open !== null && !isTool(row)) toggle(build, row);
                else onChoose?.();
              }}
              onPointerEnter={() => lightRow(build.light, row)}
              onPointerLeave={() => lightRow(build.light, null)}
              className={cx(
                'absolute top-0 left-0 w-full',
                focus !== null && isOutside(row, focus) && 'dimmed',
                row.key === lit && !selected && 'bg-hover',
                selected ? 'bg-sel shadow-[inset_2px_0_var(--run)]' : 'hover:bg-hover',
              )}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <PlanRow
                row={row}
                planned={planned}
                clock={clock}
                until={until}
                cwd={cwd}
                onFold={() => toggle(build, row)}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

type View = Parameters<typeof shownState>[0];

const isTool = (row: Row): boolean => row.kind === 'node' && row.node.kind === 'tool';

/** Clocks stand still in the past and after the end. */
function stopOf(view: View): number | null {
  const state = shownState(view);
  return state.ended?.at ?? (view.past ? state.lastEventAt : null);
}

/** Version of the first plan. */
function plannedIn(view: View): number {
  let first = Number.POSITIVE_INFINITY;
  for (const todo of shownState(view).todos) {
    if (todo.scope === null) first = Math.min(first, todo.addedIn);
  }
  return first;
}

function estimate(row: Row | undefined): number {
  if (row?.kind !== 'node') return ROW;
  const { node } = row;
  if (node.kind !== 'text' && node.kind !== 'user') return ROW;
  const lines =
    Math.ceil(Math.min(node.text.length, 1600) / 95) +
    node.text.slice(0, 1600).split('\n').length -
    1;
  return 10 + 19 * Math.max(1, lines) + (node.kind === 'user' ? 40 : 0);
}
