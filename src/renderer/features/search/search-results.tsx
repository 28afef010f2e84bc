import type { ListedBuild } from '../../../core/build/listed.ts';
import type { FoundBuild, SearchHit } from '../../../core/search/answer.ts';
import { useSession } from '../../app/session-context.ts';
import { moment, plural } from '../../../core/format.ts';
import { useTicking } from '../../ui/ticker.ts';
import { titleOf } from '../builds/group.ts';
import { KindIcon } from './kind-icon.tsx';
import { Marked } from './marked.tsx';
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

/** Builds that are asked for where some of them will be passed over. */
const MANY = 100;

/** What was found within builds: under each its latest places. */
export function SearchResults({ wanted, live, isFiltered, passes, onOpen }: Props) {
  const found = useSearch(useSession().rest, wanted, isFiltered ? MANY : undefined);
  if (!found) return null;
  const { query, answer, error } = found;
  const indexing = answer === null || answer.indexing <= live ? 0 : answer.indexing;
  const builds =
    answer?.builds.filter(({ build }) => passes({ ...build, status: build.recordedStatus })) ?? [];
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
          <InBuild key={one.build.id} found={one} onOpen={onOpen} />
        ))}
      </ul>
    </section>
  );
}

const nothing = (query: string, isFiltered: boolean): string =>
  `Nothing says “${query}”: no prompt, text, call, output, TODO or path of any build${isFiltered ? ' that the filters leave' : ''}.`;

function InBuild({ found, onOpen }: { found: FoundBuild; onOpen: Props['onOpen'] }) {
  const { build, hits, total } = found;
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
      {total > hits.length && (
        <p className="pl-[30px] text-sm text-faint">{total - hits.length} more</p>
      )}
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
        {hit.version.toLocaleString('en')}
      </span>
    </button>
  );
}
