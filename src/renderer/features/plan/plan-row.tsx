import { type Standing, todoNow, todoWords } from '../../../core/build/standing.ts';
import type { Attention, Node, Todo } from '../../../core/build/state.ts';
import { memo, useCallback } from 'react';
import { useBuild } from '../../app/session-context.ts';
import type { BuildClock } from '../watch/build-clock.ts';
import { clock as clockText, plural } from '../../../core/format.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { NoteRow } from './note-row.tsx';
import { Line } from './row-frame.tsx';
import { bucketNames, type Row } from './rows.ts';
import { sameButPlace } from './same-row.ts';
import { TextRow, ThoughtRow, UserRow } from './text-row.tsx';
import { TodoRow } from './todo-row.tsx';
import { toolMark, ToolRow } from './tool-row.tsx';

export interface RowProps {
  readonly row: Row;
  readonly planned: number;
  readonly clock: BuildClock;
  readonly until: number | null;
  readonly isLost: boolean;
  readonly isOver: boolean;
  readonly cwd: string | null;
  /** Calls of this build began builds of their own: rows of tools look for theirs. */
  readonly hasChildren: boolean;
  /** What a call waits for: both the row and its name tell it. */
  readonly request: Attention | null;
}

/** What a row says; how many there are beside it is told by the item around it. */
export const PlanRow = memo(function PlanRow({
  row,
  planned,
  clock,
  until,
  isLost,
  isOver,
  cwd,
  hasChildren,
  request,
}: RowProps) {
  const build = useBuild();
  const { key, level, open } = row;
  // The same for as long as the row is: what it shows is then not drawn again with every event.
  const onFold = useCallback(() => {
    if (open !== null) build.fold([[key, !open]]);
  }, [build, key, open]);
  const time = { clock, until, isLost };
  const line = { level, open, onFold };
  switch (row.kind) {
    case 'todo':
      return <TodoRow {...line} {...time} isOver={isOver} todo={row.todo} planned={planned} />;
    case 'before':
    case 'outside':
      return (
        <Line
          {...line}
          glyph={<span className="w-3 flex-none" />}
          // What stands outside the plan is scattered over the build: the time from end to end says nothing.
          right={
            row.kind === 'before' &&
            row.ms > 0 && <span className="mono text-faint">{clockText(row.ms)}</span>
          }
        >
          <span className="-ml-5 text-muted">{bucketNames[row.kind]}</span>
          {row.tools > 0 && <span className="text-sm text-faint">{plural(row.tools, 'tool')}</span>}
        </Line>
      );
    case 'dropped':
      return (
        <Line {...line} glyph={<Glyph mark="cancelled" label={null} />}>
          <span className="text-muted">Dropped from the plan</span>
          <span className="text-sm text-faint">{plural(row.todos, 'todo')}</span>
        </Line>
      );
    case 'node':
      return <NodeRow {...{ row, cwd, hasChildren, request }} {...line} {...time} />;
  }
}, isSame);

function isSame(before: RowProps, next: RowProps): boolean {
  const { row: _, ...others } = before;
  if (!sameButPlace(before.row, next.row)) return false;
  return (Object.keys(others) as (keyof typeof others)[]).every((key) => before[key] === next[key]);
}

type NodeProps = Omit<RowProps, 'row' | 'planned' | 'isOver'> & {
  readonly row: Extract<Row, { kind: 'node' }>;
  readonly level: number;
  readonly open: boolean | null;
  readonly onFold: () => void;
};

function NodeRow({ row, clock, until, isLost, cwd, hasChildren, request, ...line }: NodeProps) {
  const { node, nested } = row;
  switch (node.kind) {
    case 'tool':
      return (
        <ToolRow {...line} {...{ clock, until, isLost, cwd, hasChildren, request, node, nested }} />
      );
    case 'text':
      return <TextRow {...line} node={node} />;
    case 'reasoning':
      return <ThoughtRow {...line} node={node} />;
    case 'user':
      return <UserRow {...line} node={node} />;
    case 'attachment':
    case 'error':
    case 'notice':
    case 'unrecognised':
      return <NoteRow level={line.level} node={node} />;
  }
}

type Loose = Pick<Standing, 'isLost' | 'isOver'>;

/** How a row is called when it is read aloud. */
export function nameOf(row: Row, asker: string, standing: Loose, waits: boolean): string {
  switch (row.kind) {
    case 'todo':
      return `${row.todo.text}, ${todoName(row.todo, standing)}`;
    case 'before':
    case 'outside':
      return bucketNames[row.kind];
    case 'dropped':
      return 'Dropped from the plan';
    case 'node':
      return nodeName(row.node, asker, standing.isLost, waits);
  }
}

const todoName = (todo: Todo, standing: Loose): string =>
  todo.droppedIn !== null ? 'dropped' : todoWords[todoNow(todo, standing)];

function nodeName(node: Node, asker: string, isLost: boolean, waits: boolean): string {
  switch (node.kind) {
    case 'tool':
      return `${node.name} ${node.target ?? ''}, ${toolMark(node, isLost, waits).label}`;
    case 'text':
      return node.text.trim().slice(0, 300);
    case 'user':
      return `${asker}: ${node.text.trim().slice(0, 300)}`;
    case 'reasoning':
      return 'Thought';
    case 'attachment':
      return `Image ${node.name ?? ''}`;
    case 'error':
      return `Error: ${node.message.slice(0, 300)}`;
    case 'notice':
      return `Notice: ${node.text.slice(0, 300)}`;
    case 'unrecognised':
      return 'Unrecognised record';
  }
}
