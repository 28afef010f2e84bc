import { type RefObject, useDeferredValue, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useSession } from '../../app/session-context.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { isLive } from '../../../core/build/standing.ts';
import { useTicking } from '../../ui/ticker.ts';
import { openHit } from '../search/open-hit.ts';
import { SearchResults } from '../search/search-results.tsx';
import { setWanted, wantedStore } from '../search/wanted.ts';
import type { Way } from '../workspace/workspace.ts';
import { focusedId } from '../workspace/workspace-view.ts';
import { moveFocus } from './arrow-focus.ts';
import { BuildBranch } from './build-branch.tsx';
import { Brand } from './brand.tsx';
import { BuildMenu } from './build-menu.tsx';
import { FilterButton } from './filter-button.tsx';
import { FilterChips } from './filter-chips.tsx';
import { filterStore } from './filter-store.ts';
import { isFiltering, passes } from './filters.ts';
import { groupBuilds, groupTime } from './group.ts';
import { lookThrough } from './look-through.ts';
import { familyIn } from './family-in.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import { NothingFound } from './nothing-found.tsx';
import { RecentlyDeleted } from './recently-deleted.tsx';
import { WatchMore } from './watch-more.tsx';

interface Props {
  readonly filterRef: RefObject<HTMLInputElement | null>;
  /** Called when a build was opened: a drawer closes. */
  readonly onOpened?: () => void;
}

export function BuildsPanel({ filterRef, onOpened }: Props) {
  const session = useSession();
  const { replica, clocks } = useStore(session.list);
  const current = useStore(session.workspace.store, focusedId) ?? undefined;
  const filter = useStore(wantedStore, ({ text }) => text);
  const wanted = useDeferredValue(filter.trim());
  const filters = useStore(filterStore);
  const list = useRef<HTMLDivElement>(null);
  const keptFocus = useKeptFocus();
  const now = useTicking((time) => groupTime(replica.state, time));
  const family = familyIn(replica.state);
  const [folds, setFolds] = useState<ReadonlyMap<string, boolean>>(new Map());
  const { found, opened } = lookThrough(replica.state, family, {
    wanted,
    filters,
    now,
    current,
    folds,
  });
  const live = replica.state.filter(
    (build) => !family.parentOf.has(build.id) && isLive(build, now),
  ).length;
  const open = (id: string, way: Way) => {
    session.openBuild(id, way);
    onOpened?.();
  };

  return (
    <nav
      aria-label="Builds"
      className="flex h-full flex-col bg-panel"
      onKeyDown={(event) => moveFocus(event, list.current, filterRef.current)}
    >
      <Brand live={live}>
        <WatchMore />
      </Brand>
      <div className="mx-2.5 mb-1.5 flex flex-none gap-1.5">
        <SearchBox inputRef={filterRef} value={filter} onChange={setWanted} />
        <FilterButton builds={replica.state} filters={filters} now={now} />
      </div>
      <FilterChips filters={filters} />
      {found.length === 0 && replica.state.length > 0 && (
        <NothingFound wanted={wanted} filters={filters} onClearText={() => setWanted('')} />
      )}
      <div
        ref={list}
        {...keptFocus}
        className="min-h-0 flex-1 overflow-y-auto pb-2"
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || filter === '') return;
          setWanted('');
          filterRef.current?.focus();
        }}
      >
        <ul aria-label="Builds">
          {groupBuilds(found, family, now).map(({ name, builds }) => (
            <li key={name}>
              <h2 className="flex px-3 pt-2.5 pb-1 text-xs font-semibold text-faint">
                {name}
                <span className="ml-auto font-medium">{builds.length}</span>
              </h2>
              <ul aria-label={name}>
                {builds.map((build) => (
                  <BuildBranch
                    key={build.id}
                    build={build}
                    family={family}
                    clocks={clocks}
                    current={current}
                    opened={opened}
                    onFold={(id) => setFolds(new Map(folds).set(id, !opened.has(id)))}
                    onOpen={open}
                  />
                ))}
              </ul>
            </li>
          ))}
        </ul>
        {wanted !== '' && (
          <SearchResults
            wanted={wanted}
            live={live}
            isFiltered={isFiltering(filters)}
            passes={(build) => passes(build, filters, now)}
            onOpen={(id, hit) => {
              openHit(session, id, hit);
              onOpened?.();
            }}
          />
        )}
      </div>
      <RecentlyDeleted />
      <BuildMenu />
    </nav>
  );
}

interface SearchBoxProps {
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function SearchBox({ inputRef, value, onChange }: SearchBoxProps) {
  return (
    <div className="relative min-w-0 flex-1">
      <input
        ref={inputRef}
        type="search"
        aria-label="Filter and search builds"
        placeholder="Filter and search"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          onChange('');
          event.currentTarget.blur();
        }}
        className="h-7 w-full rounded-md border border-line bg-bg pr-8 pl-2 placeholder:text-faint [&::-webkit-search-cancel-button]:hidden"
      />
      <span className="pointer-events-none absolute inset-y-0 right-2 flex items-center">
        <Kbd>/</Kbd>
      </span>
    </div>
  );
}
