import { rootsOf } from '../../../../core/build/outline.ts';
import { todoNow, todoWords } from '../../../../core/build/standing.ts';
import { spanOf } from '../../../../core/build/known-time.ts';
import type { Todo } from '../../../../core/build/state.ts';
import { clock } from '../../../../core/format.ts';
import { useView } from '../../../app/session-context.ts';
import { shownOutline, shownState } from '../../watch/build-view.ts';
import { useStanding } from '../../watch/use-standing.ts';
import { Aside, Figure, Part } from './facts.tsx';
import { Moment, Versions } from './moments.tsx';
import { Waterfall } from './waterfall.tsx';

/** When a TODO was active, and what was done meanwhile. */
export function TodoTiming({ todo }: { todo: Todo }) {
  const last = useView((view) => shownState(view).lastEventAt ?? 0);
  const version = useView((view) => shownState(view).version);
  const outline = useView(shownOutline);
  const now = todoNow(todo, useStanding());
  const roots = rootsOf(outline, todo.key);
  const [first] = todo.spans;
  const end = todo.spans.at(-1)?.toAt ?? last;
  return (
    <div
      role="region"
      aria-label="Timing"
      tabIndex={0}
      className="min-h-24 flex-1 overflow-auto @min-[640px]:min-h-0 border-t border-line bg-code select-text"
    >
      <Part title="Active">
        {todo.spans.length === 0 && <p className="text-sm text-muted">Not worked on yet.</p>}
        <ol className="space-y-1 text-sm">
          {todo.spans.map((span) => (
            <li key={span.from} className="grid grid-cols-[132px_64px_1fr] gap-x-2">
              <Moment at={span.fromAt} />
              <Figure>{lastedOf(span.fromAt, span.toAt ?? last)}</Figure>
              <span className="min-w-0 truncate">
                <Versions from={span.from} to={span.to ?? version} />
                {span.to === null && (
                  <Aside>{now === 'active' ? 'still active' : todoWords[now]}</Aside>
                )}
              </span>
            </li>
          ))}
        </ol>
      </Part>
      {first && roots.length > 0 && (
        <Part title="Under it">
          <Waterfall positions={roots} from={first.fromAt} to={end} />
        </Part>
      )}
    </div>
  );
}

function lastedOf(from: number, to: number): string {
  const lasted = spanOf(from, to);
  return lasted === null ? '' : clock(lasted);
}
