import { memo } from 'react';
import { type Standing, todoNow } from '../../../core/build/standing.ts';
import type { BuildState } from '../../../core/build/state.ts';
import { plural } from '../../../core/format.ts';
import { Segments } from '../../ui/segments.tsx';

/** A segment for each TODO and the figures in words; never a percentage, which would be made up. */
export const Progress = memo(function Progress({
  todos: all,
  plan,
  running,
  waiting,
  isLost,
  isOver,
}: Pick<BuildState, 'todos' | 'plan'> &
  Pick<Standing, 'isLost' | 'isOver'> & { running: number; waiting: number }) {
  const todos = all.filter((todo) => todo.scope === null && todo.droppedIn === null);
  const done = todos.filter(({ status }) => status === 'done').length;
  const failed = todos.filter(({ status }) => status === 'failed').length;
  const goOn = isLost ? running : running - waiting;
  const tools =
    [
      goOn > 0 && `${plural(goOn, 'tool')} ${isLost ? 'without an end' : 'running'}`,
      !isLost && waiting > 0 && `${plural(waiting, 'tool')} waiting`,
    ]
      .filter(Boolean)
      .join(' · ') || null;
  if (todos.length === 0) {
    return tools === null ? null : <span className="text-sm text-muted">{tools}</span>;
  }
  const letters = todos.map((todo) => todoNow(todo, { isLost, isOver }).charAt(0));
  const changed = plan.now === plan.first ? null : plan.now > plan.first ? 'grew' : 'shrank';
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span className="w-[180px] min-w-16 flex-shrink @max-[560px]:w-24">
        <Segments todos={letters.join('')} tall />
      </span>
      <span className="flex-none text-sm text-muted">
        {done}/{todos.length}
        {failed > 0 && (
          <>
            {' · '}
            <span className="text-err">{failed} failed</span>
          </>
        )}
        {tools !== null && ` · ${tools}`}
        {changed !== null && (
          <span className="@max-[920px]:hidden">{` · plan ${changed} ${plan.first} → ${plan.now}`}</span>
        )}
      </span>
    </span>
  );
});
