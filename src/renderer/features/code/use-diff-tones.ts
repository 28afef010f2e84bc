import { useMemo } from 'react';
import type { Diff } from '../../../core/build/tool-diff.ts';
import { sidesOf } from './sides.ts';
import type { LineTones } from './tones.ts';
import { useHighlight } from './use-highlight.ts';

/** The tones of the lines of a diff: what was removed is read with what stood around it before, what was added with what does now. */
export function useDiffTones(
  diff: Diff,
  language: string | null,
): readonly (LineTones | undefined)[] {
  const { before, after } = useMemo(() => sidesOf(diff.lines), [diff]);
  const old = useHighlight(before.text, language);
  const now = useHighlight(after.text, language);
  return useMemo(() => {
    const tones: (LineTones | undefined)[] = [];
    if (old) before.places.forEach((place, index) => (tones[place] = old[index]));
    if (now) after.places.forEach((place, index) => (tones[place] = now[index]));
    return tones;
  }, [before, after, old, now]);
}
