import { useEffect, useRef, useState } from 'react';
import { whyFailed } from '../../transport/why-failed.ts';

/** What was loaded after the first page, and how to load the next. */
export interface More<Item> {
  readonly items: readonly Item[];
  readonly isLoading: boolean;
  readonly error: string | null;
  readonly load: () => void;
}

interface State<Item> {
  readonly of: string;
  readonly items: readonly Item[];
  readonly isLoading: boolean;
  readonly error: string | null;
}

/**
 * Loads the pages after the first, one at a time.
 * @param of what they are pages of: of another one, none is loaded yet
 * @param fetch the page after so many that were loaded
 */
export function useMore<Item>(
  of: string,
  fetch: (loaded: number, signal: AbortSignal) => Promise<readonly Item[]>,
): More<Item> {
  const none = { of, items: [], isLoading: false, error: null };
  const [kept, setState] = useState<State<Item>>(none);
  const flight = useRef<AbortController | null>(null);
  useEffect(() => () => flight.current?.abort(), []);
  const state = kept.of === of ? kept : none;
  const load = () => {
    flight.current?.abort();
    const abort = new AbortController();
    flight.current = abort;
    setState({ ...state, isLoading: true, error: null });
    fetch(state.items.length, abort.signal).then(
      (items) => {
        if (abort.signal.aborted) return;
        setState({ of, items: [...state.items, ...items], isLoading: false, error: null });
      },
      (error: unknown) => {
        if (!abort.signal.aborted) {
          setState({ ...state, isLoading: false, error: whyFailed(error) });
        }
      },
    );
  };
  return { items: state.items, isLoading: state.isLoading, error: state.error, load };
}

/** What comes first of what has the same key: an index that grows moves places from page to page. */
export function once<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  const seen = new Set<string>();
  return items.filter((item) => !seen.has(keyOf(item)) && seen.add(keyOf(item)));
}
