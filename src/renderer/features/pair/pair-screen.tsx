import { useDeferredValue, useLayoutEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { BuildContext, useSession, useView } from '../../app/session-context.ts';
import type { BuildSide } from '../../../core/build/align/compare-builds.ts';
import { agentName, count } from '../../../core/format.ts';
import { cx } from '../../ui/cx.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { useEscape } from '../../ui/use-escape.ts';
import { useFocusVisit } from '../../ui/use-focus-visit.ts';
import { statusMarks } from '../builds/build-item.tsx';
import { useTitles } from '../builds/use-titles.ts';
import { PAST, statusWords } from '../header/status-pill.tsx';
import { useListed, useListedStatus } from '../watch/use-listed.ts';
import { useStanding, useStatus } from '../watch/use-standing.ts';
import type { WatchedBuild } from '../watch/watched-build.ts';
import { columns } from './columns.ts';
import { PairBar } from './pair-bar.tsx';
import { PairList } from './pair-list.tsx';
import { TotalsPanel } from './totals-panel.tsx';

interface Props {
  readonly left: WatchedBuild;
  readonly right: WatchedBuild;
}

/** Two builds compared: their steps side by side from where they part, and what they came to. */
export function PairScreen({ left, right }: Props) {
  const { pairing, workspace } = useSession();
  // Deferred: the first drawing of the list gives way to whatever else happens.
  const comparison = useDeferredValue(useStore(pairing.store, (view) => view.comparison));
  const root = useRef<HTMLElement>(null);
  useEscape(root, () => workspace.compare(false));
  useLayoutEffect(() => pairing.show(left, right), [pairing, left, right]);
  const silent = {
    left: useSilence(left, comparison?.left),
    right: useSilence(right, comparison?.right),
  };
  return (
    <section
      ref={root}
      aria-label="Two builds compared"
      className="@container flex min-h-0 flex-1 flex-col bg-bg"
    >
      <PairBar left={left} right={right} silent={silent} />
      {comparison && (
        <>
          <details className="max-h-[45%] flex-none overflow-y-auto border-b border-line bg-panel @min-[900px]:hidden">
            <summary className="h-8 px-3.5 text-sm leading-8 text-muted">Totals</summary>
            <TotalsPanel comparison={comparison} />
          </details>
          <div className="flex min-h-0 flex-1">
            <div className="flex min-w-0 flex-1 flex-col">
              <div className={cx(columns, 'flex-none border-b border-line bg-panel')}>
                <span />
                <BuildContext value={left}>
                  <Head side={comparison.left} />
                </BuildContext>
                <BuildContext value={right}>
                  <Head side={comparison.right} />
                </BuildContext>
                <span />
              </div>
              <Grid root={root}>
                <PairList comparison={comparison} silent={silent} />
              </Grid>
            </div>
            <aside
              aria-label="Totals"
              className="w-[316px] flex-none overflow-y-auto border-l border-line bg-panel @max-[899px]:hidden"
            >
              <TotalsPanel comparison={comparison} />
            </aside>
          </div>
        </>
      )}
    </section>
  );
}

/** Whether nobody knows if more is to come after the version that is compared. */
function useSilence({ id }: WatchedBuild, side: BuildSide | undefined): boolean {
  const listed = useListed(id);
  const status = useListedStatus(id);
  return status === 'unknown' && listed?.version === side?.state.version;
}

/** The keyboard goes to the list when it is there. */
function Grid(props: { root: React.RefObject<HTMLElement | null>; children: React.ReactNode }) {
  useFocusVisit(props.root, '[role="grid"]');
  return props.children;
}

/** Which build it is and how it stands now; the version is the one that is compared. */
function Head({ side: { state } }: { side: BuildSide }) {
  const { title, agents } = useTitles();
  const isPast = useView((view) => view.past !== null);
  const { status, told, age } = useStatus(useView((view) => view.live.state));
  const mark = statusMarks[useStanding().status];
  const facts = [
    isPast ? PAST : statusWords[status],
    ...(isPast ? [] : [told, age]),
    `v ${count(state.version)}`,
    state.agent === null ? null : agentName(state.agent),
    state.model,
  ].filter(Boolean);
  return (
    <div className="min-w-0 border-line px-3 py-1.5 last-of-type:border-l">
      <h2 className="flex items-center gap-2 font-semibold">
        <Glyph mark={mark} label={null} />
        <span className="truncate" title={agents}>
          {title}
        </span>
      </h2>
      <p className="truncate pl-5 text-sm text-muted" title={facts.join(' · ')}>
        {facts.join(' · ')}
      </p>
    </div>
  );
}
