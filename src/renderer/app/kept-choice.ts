import { createStore, type StoreApi } from 'zustand/vanilla';
import { recall, remember } from './memory.ts';

/** One of a few ways the window can be, remembered between runs. */
export interface KeptChoice<Choice extends string> {
  readonly choices: readonly [Choice, ...Choice[]];
  readonly store: StoreApi<Choice>;
  readonly set: (choice: Choice) => void;
}

/** @param choices the first of them is the usual one */
export function keptChoice<const Choice extends string>(
  name: string,
  choices: readonly [Choice, ...Choice[]],
): KeptChoice<Choice> {
  const remembered = recall(name);
  const store = createStore<Choice>(
    () => choices.find((choice) => choice === remembered) ?? choices[0],
  );
  return {
    choices,
    store,
    set(choice) {
      remember(name, choice);
      store.setState(choice, true);
    },
  };
}
