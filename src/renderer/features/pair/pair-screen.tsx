import { useDeferredValue, useLayoutEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useSession } from '../../app/session-context.ts';
import { statusOf } from '../../../core/build/summary.ts';
import type { BuildSide } from '../../../core/build/align/compare-builds.ts';
import { agentName, count } from '../../../core/format.ts';
import { cx } from '../../ui/cx.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { useFocusVisit } from '../../ui/use-focus-visit.ts';
import { statusMarks } from '../builds/build-item.tsx';
import { titleOf } from '../builds/group.ts';
import { statusWords } from '../header/status-pill.tsx';
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
  useLayoutEffect(() => pairing.show(left, right), [pairing, left, right]);
  return (
    <section
      ref={root}
      aria-label="Two builds compared"
      className="@container flex min-h-0 flex-1 flex-col bg-bg"
      onKeyDown={(event) => event.key === 'Escape' && workspace.compare(false)}
    >
      <PairBar left={left} right={right} />
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
                <Head side={comparison.left} id={left.id} />
                <Head side={comparison.right} id={right.id} />
                <span />
              </div>
              <Grid root={root}>
                <PairList comparison={comparison} />
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

/** The keyboard goes to the list when it is there. */
function Grid(props: { root: React.RefObject<HTMLElement | null>; children: React.ReactNode }) {
  useFocusVisit(props.root, '[role="grid"]');
  return props.children;
}

function Head({ side: { state }, id }: { side: BuildSide; id: string }) {
  const { status, evidence } = statusOf(state);
  const facts = [
    statusWords[status],
    evidence,
    state.agent === null ? null : agentName(state.agent),
    state.model,
    `v ${count(state.version)}`,
  ];
  return (
    <div className="min-w-0 border-line px-3 py-1.5 last-of-type:border-l">
      <h2 className="flex items-center gap-2 font-semibold">
        <Glyph mark={statusMarks[status]} label={null} />
        <span className="truncate">{titleOf({ title: state.title, cwd: state.cwd, id })}</span>
      </h2>
      <p className="truncate pl-5 text-sm text-muted">{facts.filter(Boolean).join(' · ')}</p>
    </div>
  );
}
