import { Checkbox } from '@base-ui/react/checkbox';
import { Popover } from '@base-ui/react/popover';
import { Check, ListFilter } from 'lucide-react';
import type { ListedBuild } from '../../../core/build/listed.ts';
import { BarButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { setFilters } from './filter-store.ts';
import {
  type Facet,
  facets,
  facetTitles,
  type Filters,
  isFiltering,
  noFilters,
  type Option,
  optionsOf,
  toggled,
} from './filters.ts';

interface Props {
  readonly builds: readonly ListedBuild[];
  readonly filters: Filters;
  readonly now: number;
}

/** Opens what the list can be filtered by. */
export function FilterButton({ builds, filters, now }: Props) {
  const active = isFiltering(filters);
  return (
    <Popover.Root>
      <Popover.Trigger
        aria-label="Filters"
        title="Filter by status, trouble, agent, project"
        className={cx(
          'flex size-7 flex-none items-center justify-center rounded-md border border-line hover:bg-hover data-[popup-open]:bg-hover',
          active ? 'text-run' : 'text-muted hover:text-text',
        )}
      >
        <ListFilter size={14} aria-hidden />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="bottom" align="start" sideOffset={4} className="z-30">
          <Popover.Popup className="flex max-h-[min(480px,var(--available-height))] w-[256px] flex-col overflow-y-auto rounded-lg border border-line bg-popup pb-1 shadow-xl outline-none">
            <div className="flex h-9 flex-none items-center pr-1.5 pl-3">
              <Popover.Title className="font-semibold">Filters</Popover.Title>
              {active && (
                <BarButton className="ml-auto" onClick={() => setFilters(noFilters)}>
                  Clear
                </BarButton>
              )}
            </div>
            {facets.map((facet) => (
              <FacetList
                key={facet}
                facet={facet}
                options={optionsOf(builds, filters, facet, now)}
                chosen={filters[facet]}
                onToggle={(value) => setFilters(toggled(filters, facet, value))}
              />
            ))}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface FacetListProps {
  readonly facet: Facet;
  readonly options: readonly Option[];
  readonly chosen: readonly string[];
  readonly onToggle: (value: string) => void;
}

function FacetList({ facet, options, chosen, onToggle }: FacetListProps) {
  if (options.length === 0) return null;
  return (
    <div
      role="group"
      aria-labelledby={`facet-${facet}`}
      className="flex-none border-t border-line py-1"
    >
      <h3 id={`facet-${facet}`} className="px-3 pt-1 pb-0.5 text-xs font-semibold text-faint">
        {facetTitles[facet]}
      </h3>
      {options.map(({ value, label, detail, count }) => (
        <label
          key={value}
          title={facet === 'project' ? value : undefined}
          className="flex min-h-7 items-center gap-2 px-3 hover:bg-hover"
        >
          <Checkbox.Root
            checked={chosen.includes(value)}
            onCheckedChange={() => onToggle(value)}
            className="flex size-3.5 flex-none items-center justify-center rounded-[3px] border border-faint bg-bg focus-visible:outline-offset-1 data-[checked]:border-run data-[checked]:bg-run data-[checked]:text-bg"
          >
            <Checkbox.Indicator>
              <Check size={11} strokeWidth={3} aria-hidden />
            </Checkbox.Indicator>
          </Checkbox.Root>
          <span className="min-w-0 flex-1 truncate">
            {label}
            {detail !== null && <span className="pl-1.5 text-sm text-muted">{detail}</span>}
          </span>
          <span className="text-sm text-muted tabular-nums">{count}</span>
        </label>
      ))}
    </div>
  );
}
