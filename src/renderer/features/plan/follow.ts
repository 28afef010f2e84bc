import type { Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { useBuild, useView } from '../../app/session-context.ts';
import { liveEnd } from './use-rows.ts';
import type { Row } from './rows.ts';

/** Rows that stay in sight after the latest one, so that one sees what comes next. */
const AFTER = 2;

/**
 * Keeps the latest row in sight while the reader is there, and never moves the page of a reader who
 * has gone elsewhere: scrolling away lets go, scrolling back to the latest row takes hold again.
 */
export function useFollow(
  rows: readonly Row[],
  virtualizer: Virtualizer<HTMLDivElement, Element>,
  scroller: RefObject<HTMLDivElement | null>,
): void {
  const build = useBuild();
  const follow = useView(
    (view) => view.follow && (view.past ? view.playing : view.live.state.ended === null),
  );
  const size = virtualizer.getTotalSize();
  const height = virtualizer.scrollRect?.height ?? 0;
  const end = useMemo(() => liveEnd(rows), [rows]);
  const endRef = useRef(end);
  useLayoutEffect(() => {
    endRef.current = end;
  }, [end]);

  useLayoutEffect(() => {
    // Also when rows grow (a text that is being written pushes the end down) or the panel shrinks.
    if (!follow || end < 0 || size === 0 || height === 0) return;
    const element = scroller.current;
    const before = element?.scrollTop;
    virtualizer.scrollToIndex(Math.min(end + AFTER, rows.length - 1), { align: 'auto' });
    // The browser tells of it after the next picture: when many rows have come, that would have none of those that
    // are now in sight.
    if (element && element.scrollTop !== before) {
      queueMicrotask(() => element.dispatchEvent(new Event('scroll')));
    }
  }, [follow, end, rows.length, size, height, virtualizer, scroller]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let byHand = 0;
    let frame: number | null = null;
    const look = () => {
      frame = null;
      const row = virtualizer.measurementsCache[endRef.current];
      // As the list has heard of them: to ask the element would have the page laid out once more.
      const top = virtualizer.scrollOffset ?? 0;
      const bottom = top + (virtualizer.scrollRect?.height ?? 0);
      if (row) build.follow(row.start < bottom && row.end > top);
    };
    const scrolled = () => {
      // Only what a hand did: our own scrolling, and rows that grow, also end up here.
      if (Date.now() - byHand <= 400) look();
    };
    // At either end a hand moves nothing, and there is no scroll event; it has spoken all the same.
    const hand = () => {
      byHand = Date.now();
      frame ??= requestAnimationFrame(look);
    };
    const options = { passive: true };
    element.addEventListener('wheel', hand, options);
    element.addEventListener('pointerdown', hand, options);
    element.addEventListener('touchmove', hand, options);
    element.addEventListener('keydown', hand, options);
    element.addEventListener('scroll', scrolled, options);
    return () => {
      if (frame !== null) cancelAnimationFrame(frame);
      element.removeEventListener('wheel', hand);
      element.removeEventListener('pointerdown', hand);
      element.removeEventListener('touchmove', hand);
      element.removeEventListener('keydown', hand);
      element.removeEventListener('scroll', scrolled);
    };
  }, [build, scroller, virtualizer]);
}
