import { z } from 'zod';
import type { ListedBuild } from '../../../core/build/listed.ts';
import { statusNow } from '../../../core/build/standing.ts';
import { agentName, baseName, homePath } from '../../../core/format.ts';

/** What builds can be filtered by; projects last, as there may be any number of them. */
export const facets = ['status', 'agent', 'project'] as const;
export type Facet = (typeof facets)[number];

export const facetTitles: Record<Facet, string> = {
  status: 'Status',
  agent: 'Agent',
  project: 'Project',
};

/** The values of each facet that are wanted; any where there are none. */
export const filtersSchema = z.object({
  project: z.array(z.string()),
  agent: z.array(z.string()),
  status: z.array(z.string()),
});
export type Filters = z.infer<typeof filtersSchema>;

export const noFilters: Filters = { project: [], agent: [], status: [] };

export interface Option {
  readonly value: string;
  readonly label: string;
  /** Where a project is, if another has the same name. */
  readonly detail: string | null;
  /** Builds that have it, of those that the other facets leave. */
  readonly count: number;
}

export const isFiltering = (filters: Filters): boolean =>
  facets.some((facet) => filters[facet].length > 0);

/** A build passes with one of the wanted values of each facet that has any. */
export function passes(build: ListedBuild, filters: Filters, now: number): boolean {
  return facets.every(
    (facet) => filters[facet].length === 0 || filters[facet].includes(valueOf(build, facet, now)),
  );
}

/** Takes a value in, or out. */
export function toggled(filters: Filters, facet: Facet, value: string): Filters {
  const values = filters[facet];
  const next = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  return { ...filters, [facet]: next };
}

/** The values there are to choose from, and those that are chosen. */
export function optionsOf(
  builds: readonly ListedBuild[],
  filters: Filters,
  facet: Facet,
  now: number,
): Option[] {
  const others = { ...filters, [facet]: [] };
  const counts = new Map(filters[facet].map((value) => [value, 0]));
  for (const build of builds) {
    const value = valueOf(build, facet, now);
    counts.set(value, (counts.get(value) ?? 0) + (passes(build, others, now) ? 1 : 0));
  }
  const labels = Array.from(counts.keys(), (value) => labelOf(facet, value));
  const options = Array.from(counts, ([value, count]) => {
    const label = labelOf(facet, value);
    const isTwice = labels.indexOf(label) !== labels.lastIndexOf(label);
    return { value, label, count, detail: isTwice ? homePath(value) : null };
  });
  return facet === 'status' ? options.toSorted(inOrder) : options.toSorted(byLabel);
}

/** What the row of a build says of it, in a word. */
export function labelOf(facet: Facet, value: string): string {
  switch (facet) {
    case 'project':
      return value === '' ? 'No folder' : baseName(value);
    case 'agent':
      return value || 'Unknown agent';
    case 'status':
      return statuses.get(value) ?? value;
  }
}

function valueOf(build: ListedBuild, facet: Facet, now: number): string {
  if (facet === 'project') return build.cwd ?? '';
  // Formats write the same agent in several ways.
  if (facet === 'agent') return agentName(build.agent ?? '');
  return statusNow(build, now);
}

const statuses = new Map([
  ['waiting', 'Needs you'],
  ['running', 'Running'],
  ['idle', 'Idle'],
  ['failed', 'Failed'],
  ['succeeded', 'Succeeded'],
  ['cancelled', 'Cancelled'],
  ['ended', 'Ended'],
  ['unknown', 'Unknown'],
]);

const order = [...statuses.keys()];
const inOrder = (a: Option, b: Option) => order.indexOf(a.value) - order.indexOf(b.value);
const byLabel = (a: Option, b: Option) =>
  a.label.localeCompare(b.label, 'en') || (a.value < b.value ? -1 : 1);
