import type { ListedBuild } from '../../../core/build/listed.ts';
import type { FoundBuild, SearchHit } from '../../../core/search/answer.ts';
import { useSession } from '../../app/session-context.ts';
import { count, moment, plural } from '../../../core/format.ts';
import { useTicking } from '../../ui/ticker.ts';
import { titleOf } from '../builds/group.ts';
import { KindIcon } from './kind-icon.tsx';
import { Marked } from './marked.tsx';
import { MoreButton } from './more-button.tsx';
import { once, useMore } from './use-more.ts';
import { useSearch } from './use-search.ts';

interface Props {
  /** What is looked for: not nothing. */
  readonly wanted: string;
  /** Builds that go on: those are always a moment ahead of the index, which is not worth a word. */
  readonly live: number;
  /** Builds that are passed over: the filters of the list go for what is found as well. */
  readonly isFiltered: boolean;
  readonly passes: (build: ListedBuild) => boolean;
  readonly onOpen: (build: string, hit: SearchHit) => void;
}

/** Builds that are asked for at first where some of them will be passed over. */
const MANY = 100;
/** Builds, and places of one, that are loaded at once. */
const PAGE = 20;

/** What was found within builds, the best first: under each its best places. */
export function SearchResults({ wanted, live, isFiltered, passes, onOpen }: Props) {
  const { rest } = useSession();
  const found = useSearch(rest, wanted, isFiltered ? MANY : undefined);
  const first = found?.answer?.builds ?? [];
  const more = useMore<FoundBuild>(found?.query ?? '', async (loaded, signal) => {
    const asked = { offset: first.length + loaded, limit: PAGE };
    return (await rest.search(found?.query ?? '', asked, signal)).builds;
  });
  if (!found) return null;
  const loaded = once([...first, ...more.items], ({ build }) => build.id);
  const { query, answer, error } = found;
  const indexing = answer === null || answer.indexing <= live ? 0 : answer.indexing;
  const builds = loaded.filter(({ build }) => passes({ ...build, status: build.recordedStatus }));
  const total = isFiltered ? builds.length : (answer?.total ?? 0);
  const isEmpty = answer !== null && total === 0;
  return (
    <section aria-labelledby="in-builds" className="mt-2 border-t border-line">
      <h2 id="in-builds" className="flex px-3 pt-2.5 pb-1 text-xs font-semibold text-faint">
        In builds
        {total > 0 && <span className="ml-auto font-medium">{total}</span>}
      </h2>
      <p
        role="status"
        className={isEmpty || error !== null ? 'px-3 py-1 text-sm text-muted' : 'sr-only'}
      >
        {error ?? (isEmpty ? nothing(query, isFiltered) : `Found in ${plural(total, 'build')}`)}
      </p>
      {indexing > 0 && (
        <p className="px-3 py-1 text-sm text-muted">Still indexing {plural(indexing, 'build')}.</p>
      )}
      <ul aria-label="Found in builds">
        {builds.map((one) => (
          <InBuild key={one.build.id} found={one} query={query} onOpen={onOpen} />
        ))}
      </ul>
      <MoreButton
        left={(answer?.total ?? 0) - loaded.length}
        one="build"
        of="that have it"
        more={more}
        className="px-3"
      />
    </section>
  );
}

const nothing = (query: string, isFiltered: boolean): string =>
  `Nothing says “${query}”: no prompt, text, call, output, TODO or path of any build${isFiltered ? ' that the filters leave' : ''}.`;

interface InBuildProps {
  readonly found: FoundBuild;
  readonly query: string;
  readonly onOpen: Props['onOpen'];
}

function InBuild({ found, query, onOpen }: InBuildProps) {
  const { build, total } = found;
  const { rest } = useSession();
  const more = useMore<SearchHit>(query, async (loaded, signal) => {
    const offset = found.hits.length + loaded;
    const answer = await rest.search(query, { build: build.id, offset, limit: PAGE }, signal);
    return answer.builds.flatMap((one) => one.hits);
  });
  const hits = once([...found.hits, ...more.items], ({ key }) => key);
  const title = titleOf(build);
  const when = useTicking((now) => moment(build.lastEventAt ?? now, now));
  return (
    <li className="pb-1.5">
      <h3 className="flex gap-2 px-3 pt-1.5 pb-0.5">
        <span className="truncate font-medium">{title}</span>
        <span className="mono ml-auto flex-none text-faint">{when}</span>
      </h3>
      <ul aria-label={title}>
        {hits.map((hit) => (
          <li key={hit.key}>
            <Hit hit={hit} onOpen={() => onOpen(build.id, hit)} />
          </li>
        ))}
      </ul>
      <MoreButton
        left={total - hits.length}
        one="place"
        of={`in ${title}`}
        more={more}
        className="pr-3 pl-[30px]"
      />
    </li>
  );
}

function Hit({ hit, onOpen }: { hit: SearchHit; onOpen: () => void }) {
  return (
    <button
      type="button"
      onClick={onOpen}
      className="grid w-full grid-cols-[12px_1fr_auto] gap-x-1.5 px-3 py-1 text-left text-sm text-muted hover:bg-hover"
    >
      <KindIcon kind={hit.kind} />
      <span className="line-clamp-2 min-w-0 break-words">
        <Marked text={hit.text} ranges={hit.ranges} />
      </span>
      <span className="mono text-faint">
        <span className="sr-only">version </span>
        <span aria-hidden>v </span>
        {count(hit.version)}
      </span>
    </button>
  );
}
