import { memo } from 'react';
import type { BuildState } from '../../../core/build/state.ts';
import { Segments } from '../../ui/segments.tsx';

/** A segment for each TODO and the figures in words; never a percentage, which would be made up. */
export const Progress = memo(function Progress({
  todos: all,
  plan,
  running,
}: Pick<BuildState, 'todos' | 'plan'> & { running: number }) {
  const todos = all.filter((todo) => todo.scope === null && todo.droppedIn === null);
  const done = todos.filter(({ status }) => status === 'done').length;
  const failed = todos.filter(({ status }) => status === 'failed').length;
  const tools = running > 0 ? `${running} tool${running === 1 ? '' : 's'} running` : null;
  if (todos.length === 0) {
    return tools === null ? null : <span className="text-sm text-muted">{tools}</span>;
  }
  const changed = plan.now === plan.first ? null : plan.now > plan.first ? 'grew' : 'shrank';
  return (
    <span className="flex flex-none items-center gap-2">
      <span className="w-[180px] wide:max-[1180px]:w-16">
        <Segments todos={todos.map(({ status }) => status.charAt(0)).join('')} tall />
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
          <span className="max-[1180px]:hidden">{` · plan ${changed} ${plan.first} → ${plan.now}`}</span>
        )}
      </span>
    </span>
  );
});
