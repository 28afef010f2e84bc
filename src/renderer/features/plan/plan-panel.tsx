import { ChevronsDownUp, ChevronsUpDown } from 'lucide-react';
import { useBuild, useView } from '../../app/session-context.ts';
import { BarButton } from '../../ui/button.tsx';
import { goesOn } from '../../../core/build/standing.ts';
import { count, plural } from '../../../core/format.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { cx } from '../../ui/cx.ts';
import { shownState } from '../watch/build-view.ts';
import { useStanding } from '../watch/use-standing.ts';
import { foldAll } from './commands.ts';
import { NothingYet } from './nothing-yet.tsx';
import { PastBar } from './past-bar.tsx';
import { PlanTree } from './plan-tree.tsx';
import { Transport } from './transport.tsx';
import { useRows } from './use-rows.ts';

/** `onChoose`: where the inspector is not beside the plan, a click must bring it. */
export function PlanPanel({ onChoose }: { onChoose?: () => void }) {
  const rows = useRows();
  const past = useView((view) => view.past !== null);
  return (
    <section aria-label="Plan" className="flex h-full flex-col bg-bg">
      {past ? <PastBar /> : <PlanBar />}
      {rows.length === 0 ? (
        <NothingYet />
      ) : (
        <PlanTree rows={rows} {...(onChoose ? { onChoose } : {})} />
      )}
    </section>
  );
}

function PlanBar() {
  const build = useBuild();
  const state = useView(shownState);
  const follow = useView((view) => view.follow);
  const isLive = goesOn(useStanding().status);
  const todos = state.todos.filter((todo) => todo.scope === null && todo.droppedIn === null);
  const counts = [
    todos.length > 0 ? plural(todos.length, 'todo') : isLive ? 'No plan yet' : 'No plan',
    ...(state.counts.tools > 0 ? [plural(state.counts.tools, 'tool')] : []),
    ...(state.counts.unrecognised > 0 ? [`${count(state.counts.unrecognised)} unrecognised`] : []),
  ].join(' · ');
  return (
    <div className="@container flex h-8 flex-none items-center gap-2.5 border-b border-line pr-2 pl-3.5 text-sm text-muted">
      <h2 className="font-semibold text-text">Plan</h2>
      <span className="truncate" title={counts}>
        {counts}
      </span>
      <span className="ml-auto flex flex-none items-center gap-1">
        {todos.length > 0 && (
          <>
            <BarButton
              aria-label="Open all todos"
              title="Open all"
              onClick={() => foldAll(build, true)}
            >
              <ChevronsUpDown size={14} aria-hidden />
            </BarButton>
            <BarButton
              aria-label="Close all todos"
              title="Close all"
              onClick={() => foldAll(build, false)}
            >
              <ChevronsDownUp size={14} aria-hidden />
            </BarButton>
          </>
        )}
        <Transport />
        {isLive && (
          <BarButton aria-pressed={follow} onClick={() => build.follow(!follow)}>
            <i
              aria-hidden
              className={cx('size-1.5 rounded-full', follow ? 'bg-run' : 'border border-faint')}
            />
            Follow live{' '}
            <span className="@max-[440px]:hidden">
              <Kbd>⇧L</Kbd>
            </span>
          </BarButton>
        )}
      </span>
    </div>
  );
}
