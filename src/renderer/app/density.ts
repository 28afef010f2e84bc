import { keptChoice } from './kept-choice.ts';

/** How much stands on the screen: `theme.css` says how high a row is in each. */
export const density = keptChoice('density', ['comfortable', 'compact']);
export type Density = (typeof density.choices)[number];

/** Height of a row that has one line, as `--row` has it. */
export const rowHeight: Record<Density, number> = { comfortable: 28, compact: 22 };

const apply = (choice: Density): void => {
  document.documentElement.dataset['density'] = choice;
};

density.store.subscribe(apply);
apply(density.store.getState());
