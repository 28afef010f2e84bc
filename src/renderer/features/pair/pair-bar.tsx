import { ArrowDown, ArrowUp, RotateCw, X } from 'lucide-react';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useSession } from '../../app/session-context.ts';
import { count, plural } from '../../../core/format.ts';
import { BarButton } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Switch } from '../../ui/switch.tsx';
import { shownState } from '../watch/build-view.ts';
import type { WatchedBuild } from '../watch/watched-build.ts';
import { differencesIn } from './lines.ts';
import { verdictOf } from './verdict.ts';
import type { Silence } from './words.ts';

interface Pair {
  readonly left: WatchedBuild;
  readonly right: WatchedBuild;
}

/** How the two compare, and the way from one difference to the next. */
export function PairBar({ left, right, silent }: Pair & { readonly silent: Silence }) {
  const { pairing, workspace } = useSession();
  const { comparison, words, row } = useStore(pairing.store);
  const starts = useMemo(
    () => (comparison ? differencesIn(comparison.rows, words) : []),
    [comparison, words],
  );
  const at = starts.findLastIndex((start) => start <= row);
  const { divergence } = comparison ?? { divergence: null };
  return (
    <div className="flex min-h-11 flex-none flex-wrap items-center gap-x-3.5 gap-y-1 border-b border-line bg-panel px-3.5 py-1.5">
      <h1 className="flex-none text-lg font-semibold tracking-tight">Step by step</h1>
      <p role="status" className="min-w-0 truncate text-muted">
        {comparison ? verdictOf(comparison, silent, starts.length, words) : 'Comparing…'}
      </p>
      <Since left={left} right={right} />
      <span className="ml-auto flex flex-none items-center gap-1.5">
        <label className="mr-1.5 flex h-6 items-center gap-1.5 text-sm text-muted">
          <Switch label="Other words" on={words} onChange={(on) => pairing.setWords(on)} />
          <span aria-hidden>Other words</span>
        </label>
        {divergence !== null && (
          <BarButton
            className="border border-line text-text"
            onClick={() => pairing.choose(divergence, pairing.store.getState().side, 'center')}
          >
            First divergence
          </BarButton>
        )}
        <BarButton
          aria-label="Previous difference"
          title="Previous difference (Shift+N)"
          disabled={!starts.some((start) => start < row)}
          onClick={() => pairing.step(-1)}
        >
          <ArrowUp size={14} aria-hidden />
        </BarButton>
        <span className="min-w-[5ch] text-center text-sm text-muted tabular-nums">
          {starts.length === 0 ? '0' : `${at < 0 ? '–' : count(at + 1)}/${count(starts.length)}`}
        </span>
        <BarButton
          aria-label="Next difference"
          title="Next difference (n)"
          disabled={!starts.some((start) => start > row)}
          onClick={() => pairing.step(1)}
        >
          <ArrowDown size={14} aria-hidden />
        </BarButton>
        <BarButton
          aria-label="Close the comparison"
          title="Back to the two builds"
          className="-mr-1.5"
          onClick={() => workspace.compare(false)}
        >
          <Kbd>Esc</Kbd>
          <X size={14} aria-hidden />
        </BarButton>
      </span>
    </div>
  );
}

/** Builds go on while they are compared: what came since is compared when one asks for it. */
function Since({ left, right }: Pair) {
  const { pairing } = useSession();
  const comparison = useStore(pairing.store, (view) => view.comparison);
  const one = useStore(left.store, (view) => shownState(view).version);
  const other = useStore(right.store, (view) => shownState(view).version);
  if (!comparison) return null;
  const since =
    Math.abs(one - comparison.left.state.version) +
    Math.abs(other - comparison.right.state.version);
  if (since === 0) return null;
  return (
    <BarButton title="Compare the two as they are now" onClick={() => pairing.again()}>
      <RotateCw size={13} aria-hidden />
      {plural(since, 'version')} since
    </BarButton>
  );
}
