import { createStore } from 'zustand/vanilla';
import { recall, remember } from '../../app/memory.ts';
import { type Filters, filtersSchema, noFilters } from './filters.ts';

const NAME = 'filters';

/** What the list is filtered by; remembered, as the projects of a person do not change by the day. */
export const filterStore = createStore<Filters>(
  () => filtersSchema.safeParse(recall(NAME)).data ?? noFilters,
);

export function setFilters(filters: Filters): void {
  remember(NAME, filters);
  filterStore.setState(filters);
}
