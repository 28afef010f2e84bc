import { memo } from 'react';
import { todoNow, type TodoNow, todoWords } from '../../../core/build/standing.ts';
import { spanOf } from '../../../core/build/known-time.ts';
import type { Span, Todo } from '../../../core/build/state.ts';
import { clock, plural } from '../../../core/format.ts';
import { Glyph, type Mark } from '../../ui/glyph.tsx';
import { useTicking } from '../../ui/ticker.ts';
import { cx } from '../../ui/cx.ts';
import { type BuildClock, buildTime } from '../watch/build-clock.ts';
import { Line } from './row-frame.tsx';

/** The marks of TODOs as they stand. */
export const todoMarks: Record<TodoNow, Mark> = {
  pending: 'pending',
  active: 'running',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
  left: 'left',
  unknown: 'unknown',
};

const tones: Record<TodoNow, string> = {
  pending: 'text-muted',
  active: 'font-[550]',
  done: 'font-medium text-muted',
  failed: 'font-[550]',
  cancelled: 'text-muted line-through',
  left: 'font-[550]',
  unknown: 'font-[550]',
};

interface Props {
  readonly todo: Todo;
  readonly level: number;
  readonly open: boolean | null;
  readonly onFold: () => void;
  /** Version of the first plan: TODOs that came later say so. */
  readonly planned: number;
  readonly clock: BuildClock;
  /** Time at which to stop the clock of an open span: the past, or the end of the build. */
  readonly until: number | null;
  readonly isLost: boolean;
  readonly isOver: boolean;
}

export const TodoRow = memo(function TodoRow(props: Props) {
  const { todo, level, open, onFold, planned, clock: time, until, isLost, isOver } = props;
  const dropped = todo.droppedIn !== null;
  const now = todoNow(todo, { isLost, isOver });
  return (
    <Line
      level={level}
      open={open}
      onFold={onFold}
      glyph={
        dropped ? (
          <Glyph mark="cancelled" />
        ) : (
          <Glyph mark={todoMarks[now]} label={todoWords[now]} />
        )
      }
      right={<Spent spans={todo.spans} clock={time} until={until} live={now === 'active'} />}
    >
      <span className={cx('truncate', tones[now], dropped && 'line-through')} title={todo.text}>
        {todo.text}
      </span>
      {todo.tools > 0 && (
        <span className="flex-none text-sm text-faint">{plural(todo.tools, 'tool')}</span>
      )}
      {todo.failedTools > 0 && !open && (
        <span className="flex-none text-sm text-err">{todo.failedTools} failed</span>
      )}
      {now === 'left' && <span className="flex-none text-sm text-faint">{todoWords.left}</span>}
      <Change todo={todo} planned={planned} />
    </Line>
  );
});

function Change({ todo, planned }: { todo: Todo; planned: number }) {
  const text =
    todo.droppedIn !== null
      ? `dropped at v ${todo.droppedIn}`
      : todo.renamed
        ? `renamed at v ${todo.renamed.in}`
        : todo.addedIn > planned
          ? `added at v ${todo.addedIn}`
          : null;
  if (text === null) return null;
  const former = todo.renamed ? `Before: ${todo.renamed.from}` : undefined;
  return (
    <span className="flex-none text-sm text-faint" title={former}>
      {text}
    </span>
  );
}

function Spent({
  spans,
  clock: time,
  until,
  live,
}: {
  spans: readonly Span[];
  clock: BuildClock;
  until: number | null;
  live: boolean;
}) {
  const text = useTicking((now) => {
    if (spans.length === 0) return '';
    const end = until ?? buildTime(time, now);
    let spent = 0;
    for (const span of spans) spent += spanOf(span.fromAt, span.toAt ?? end) ?? 0;
    return until !== null && spent === 0 ? '' : clock(spent);
  });
  return (
    <span className={cx('mono', live && until === null ? 'text-run' : 'text-faint')}>{text}</span>
  );
}
