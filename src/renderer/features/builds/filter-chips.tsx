import { X } from 'lucide-react';
import { setFilters } from './filter-store.ts';
import { facets, facetTitles, type Filters, labelOf, toggled } from './filters.ts';

/** The filters that are on, each with a way to take it off. */
export function FilterChips({ filters }: { filters: Filters }) {
  const chips = facets.flatMap((facet) => filters[facet].map((value) => ({ facet, value })));
  if (chips.length === 0) return null;
  return (
    <ul aria-label="Active filters" className="mx-2.5 mb-1.5 flex flex-none flex-wrap gap-1">
      {chips.map(({ facet, value }) => {
        const label = labelOf(facet, value);
        return (
          <li key={`${facet} ${value}`} className="max-w-full">
            <button
              type="button"
              aria-label={`Remove filter: ${facetTitles[facet]} ${label}`}
              title={facet === 'project' ? value : facetTitles[facet]}
              onClick={() => setFilters(toggled(filters, facet, value))}
              className="flex h-6 max-w-full items-center gap-1 rounded-md bg-sel pr-1 pl-2 text-sm hover:bg-hover"
            >
              <span className="truncate">{label}</span>
              <X size={12} aria-hidden className="flex-none text-muted" />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
