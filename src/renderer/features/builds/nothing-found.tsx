import { BarButton } from '../../ui/button.tsx';
import { setFilters } from './filter-store.ts';
import { facets, facetTitles, type Filters, isFiltering, labelOf, noFilters } from './filters.ts';

interface Props {
  readonly wanted: string;
  readonly filters: Filters;
  readonly onClearText: () => void;
}

/** Filtered to nothing: by what, and how to take that back. It stands outside the list, so that the arrows go from the words to what was found. */
export function NothingFound({ wanted, filters, onClearText }: Props) {
  const filtered = isFiltering(filters);
  const parts = facets
    .filter((facet) => filters[facet].length > 0)
    .map((facet) => ({
      title: facetTitles[facet],
      labels: filters[facet].map((value) => labelOf(facet, value)).join(' or '),
    }));
  return (
    <div className="flex flex-none flex-col items-start gap-2 px-3 py-2 text-sm text-muted">
      <p>
        No build
        {wanted !== '' && (
          <>
            {' '}
            is called <Strong>“{wanted}”</Strong>
          </>
        )}
        {filtered && (wanted === '' ? ' with ' : ' with these filters: ')}
        {parts.map(({ title, labels }, index) => (
          <span key={title}>
            {index > 0 && ', '}
            {title.toLowerCase()} <Strong>{labels}</Strong>
          </span>
        ))}
        .
      </p>
      <div className="flex gap-2">
        {wanted !== '' && (
          <BarButton className="border border-line" onClick={onClearText}>
            {filtered ? 'Clear the words' : 'Clear the filter'}
          </BarButton>
        )}
        {filtered && (
          <BarButton className="border border-line" onClick={() => setFilters(noFilters)}>
            Clear the filters
          </BarButton>
        )}
      </div>
    </div>
  );
}

const Strong = ({ children }: { children: React.ReactNode }) => (
  <b className="font-medium text-text">{children}</b>
);
