import { memo } from 'react';
import type { Span, Todo } from '../../../core/build/state.ts';
import { clock, plural } from '../../../core/format.ts';
import { Glyph, type Mark } from '../../ui/glyph.tsx';
import { useTicking } from '../../ui/ticker.ts';
import { cx } from '../../ui/cx.ts';
import { type BuildClock, buildTime } from '../watch/build-clock.ts';
import { Line } from './row-frame.tsx';
import { NO_END } from './tool-row.tsx';

export const todoMarks: Record<Todo['status'], Mark> = {
  pending: 'pending',
  active: 'running',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
};

const tones: Record<Todo['status'], string> = {
  pending: 'text-muted',
  active: 'font-[550]',
  done: 'font-medium text-muted',
  failed: 'font-[550]',
  cancelled: 'text-muted line-through',
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
}

export const TodoRow = memo(function TodoRow(props: Props) {
  const { todo, level, open, onFold, planned, clock: time, until, isLost } = props;
  const dropped = todo.droppedIn !== null;
  const isStuck = isLost && !dropped && todo.status === 'active';
  return (
    <Line
      level={level}
      open={open}
      onFold={onFold}
      glyph={
        isStuck ? (
          <Glyph mark="unknown" label={`active, ${NO_END}`} />
        ) : (
          <Glyph mark={dropped ? 'cancelled' : todoMarks[todo.status]} />
        )
      }
      right={
        <Spent spans={todo.spans} clock={time} until={until} live={todo.status === 'active'} />
      }
    >
      <span
        className={cx('truncate', tones[todo.status], dropped && 'line-through')}
        title={todo.text}
      >
        {todo.text}
      </span>
      {todo.tools > 0 && (
        <span className="flex-none text-sm text-faint">{plural(todo.tools, 'tool')}</span>
      )}
      {todo.failedTools > 0 && !open && (
        <span className="flex-none text-sm text-err">{todo.failedTools} failed</span>
      )}
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
    for (const span of spans) spent += Math.max(0, (span.toAt ?? end) - span.fromAt);
    return clock(spent);
  });
  return (
    <span className={cx('mono', live && until === null ? 'text-run' : 'text-faint')}>{text}</span>
  );
}
