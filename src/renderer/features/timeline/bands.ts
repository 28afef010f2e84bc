import { age, count } from '../../../core/format.ts';
import type { Band } from '../watch/build-view.ts';

/** How long the link was down, and what was missed meanwhile. */
export const bandWords = ({ from, to, ms }: Band): string =>
  `reconnect ${age(ms)}, ${count(to - from)} replayed`;

/** The reconnect that brought a version; null where it came as it happened. */
export const bandOf = (bands: readonly Band[], version: number): Band | null =>
  bands.find(({ from, to }) => version > from && version <= to) ?? null;
