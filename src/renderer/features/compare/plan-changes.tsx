import type { BuildDiff } from '../../../core/build/diff.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { cx } from '../../ui/cx.ts';
import { todoRow } from '../plan/rows.ts';
import { todoMarks } from '../plan/todo-row.tsx';
import { Row } from './row.tsx';
import { Section } from './section.tsx';
import { sums } from './words.ts';

type TodoDiff = BuildDiff['todos'][number];

/** What became of the plan: added, renamed, moved, dropped, and how far each came. */
export function PlanChanges({ todos }: { todos: readonly TodoDiff[] }) {
  return <Section title="Todos" items={todos} sum={sums.todos(todos)} row={TodoChange} />;
}

function TodoChange({ item }: { item: TodoDiff }) {
  const { todo, change, renamedFrom, statusFrom, moved, at } = item;
  const isGone = change === 'dropped' || change === 'passing';
  return (
    <Row
      glyph={<Glyph mark={isGone ? 'cancelled' : todoMarks[todo.status]} label={null} />}
      at={at}
      rowKey={todoRow(todo.key)}
      right={
        <span className="flex gap-3 text-sm text-muted">
          {moved && (
            <span className="tabular-nums">
              moved {moved.from} → {moved.to}
            </span>
          )}
          {change === 'passing' && 'added, dropped'}
          {change === 'dropped' && 'dropped'}
          {change === 'added' && (todo.status === 'pending' ? 'added' : `added, ${todo.status}`)}
          {change === 'changed' && statusFrom !== null && `${statusFrom} → ${todo.status}`}
        </span>
      }
      below={
        renamedFrom === null ? undefined : (
          <span className="block truncate text-muted" title={renamedFrom}>
            renamed; was <span className="line-through">{renamedFrom}</span>
          </span>
        )
      }
    >
      <span className={cx('truncate', isGone && 'text-muted line-through')} title={todo.text}>
        {todo.text}
      </span>
    </Row>
  );
}
