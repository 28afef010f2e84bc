import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual';
import { useCallback, useRef } from 'react';
import { useLater } from '../../ui/use-later.ts';

/** Rows beyond either edge that are drawn: so far a hard flick goes in a frame. */
const MOST = 12;
const LEAST = 1;

/**
 * Which rows beyond those in sight are drawn. Those in sight come first: alone in the first picture, and alone where the
 * list went further than a screen at once, as where a slow machine falls behind a hand. All of them are new then, and
 * it would fall behind still more.
 */
export function useOverscan(): {
  readonly overscan: number;
  readonly rangeExtractor: (range: Range) => number[];
} {
  const isLater = useLater();
  const last = useRef(0);
  const rangeExtractor = useCallback((range: Range) => {
    const { startIndex, endIndex } = range;
    const jumps = Math.abs(startIndex - last.current) > endIndex - startIndex;
    last.current = startIndex;
    return defaultRangeExtractor(jumps ? { ...range, overscan: LEAST } : range);
  }, []);
  return { overscan: isLater ? MOST : LEAST, rangeExtractor };
}
