import { createStore } from 'zustand/vanilla';

/** What was found in a row, until somebody chooses what else of the row to see. */
export interface Found {
  readonly build: string;
  readonly key: string;
  /** As they stand in the text. */
  readonly words: readonly string[];
}

export const foundStore = createStore<{ found: Found | null }>(() => ({ found: null }));

export const setFound = (found: Found | null): void => foundStore.setState({ found });

/** The one of these texts, by name, in which most of the words stand; null where `first` has as many. */
export function placeOf<Name extends string>(
  words: readonly string[],
  texts: ReadonlyMap<Name, string>,
  first: Name,
): Name | null {
  const countIn = (name: Name) => {
    const text = (texts.get(name) ?? '').toLowerCase();
    return words.filter((word) => text.includes(word.toLowerCase())).length;
  };
  let best = first;
  for (const name of texts.keys()) if (countIn(name) > countIn(best)) best = name;
  return best === first ? null : best;
}
