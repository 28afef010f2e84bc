import { z } from 'zod';
import type { ListedBuild } from '../../../core/build/listed.ts';
import { statusNow } from '../../../core/build/standing.ts';
import { agentName, baseName, homePath } from '../../../core/format.ts';

/** What builds can be filtered by; projects last, as there may be any number of them. */
export const facets = ['status', 'trouble', 'agent', 'project'] as const;
export type Facet = (typeof facets)[number];

export const facetTitles: Record<Facet, string> = {
  status: 'Status',
  trouble: 'Trouble',
  agent: 'Agent',
  project: 'Project',
};

/** The values of each facet that are wanted; any where there are none. */
export const filtersSchema = z.object({
  project: z.array(z.string()),
  agent: z.array(z.string()),
  status: z.array(z.string()),
  // What was remembered before there was this facet is still good.
  trouble: z.array(z.string()).default([]),
});
export type Filters = z.infer<typeof filtersSchema>;

export const noFilters: Filters = { project: [], agent: [], status: [], trouble: [] };

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
    (facet) =>
      filters[facet].length === 0 ||
      valuesOf(build, facet, now).some((value) => filters[facet].includes(value)),
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
    const more = passes(build, others, now) ? 1 : 0;
    for (const value of valuesOf(build, facet, now)) {
      counts.set(value, (counts.get(value) ?? 0) + more);
    }
  }
  const labels = Array.from(counts.keys(), (value) => labelOf(facet, value));
  const options = Array.from(counts, ([value, count]) => {
    const label = labelOf(facet, value);
    const isTwice = labels.indexOf(label) !== labels.lastIndexOf(label);
    return { value, label, count, detail: isTwice ? homePath(value) : null };
  });
  const isFixed = facet === 'status' || facet === 'trouble';
  return options.toSorted(isFixed ? inOrder : byLabel);
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
    case 'trouble':
      return troubles.get(value)?.label ?? value;
  }
}

function valuesOf(build: ListedBuild, facet: Facet, now: number): string[] {
  switch (facet) {
    case 'project':
      return [build.cwd ?? ''];
    case 'agent':
      // Formats write the same agent in several ways.
      return [agentName(build.agent ?? '')];
    case 'status':
      return [statusNow(build, now)];
    case 'trouble':
      return [...troubles].flatMap(([value, { has }]) => (has(build) ? [value] : []));
  }
}

const statuses = new Map([
  ['waiting', 'Needs you'],
  ['running', 'Running'],
  ['idle', 'Idle'],
  ['failed', 'Failed'],
  ['succeeded', 'Done'],
  ['cancelled', 'Cancelled'],
  ['ended', 'Ended'],
  ['unknown', 'Unknown'],
]);

/** What is looked for in old builds, of which a status says little: most of them just fell silent. */
const troubles = new Map<string, { label: string; has: (build: ListedBuild) => boolean }>([
  ['tools', { label: 'Failed tools', has: ({ failedTools }) => failedTools > 0 }],
  ['errors', { label: 'Errors', has: ({ errors }) => errors > 0 }],
  ['todos', { label: 'Failed TODOs', has: ({ todos }) => todos.includes('f') }],
  ['open', { label: 'TODOs left open', has: ({ todos }) => /[palu]/.test(todos) }],
]);

const order = [...statuses.keys(), ...troubles.keys()];
const inOrder = (a: Option, b: Option) => order.indexOf(a.value) - order.indexOf(b.value);
const byLabel = (a: Option, b: Option) =>
  a.label.localeCompare(b.label, 'en') || (a.value < b.value ? -1 : 1);
