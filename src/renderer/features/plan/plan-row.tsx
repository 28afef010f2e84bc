import { useCallback } from 'react';
import { useBuild } from '../../app/session-context.ts';
import type { BuildClock } from '../watch/build-clock.ts';
import { clock as clockText, plural } from '../../../core/format.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { NoteRow } from './note-row.tsx';
import { Line } from './row-frame.tsx';
import { bucketNames, type Row } from './rows.ts';
import { TextRow, ThoughtRow, UserRow } from './text-row.tsx';
import { TodoRow } from './todo-row.tsx';
import { ToolRow } from './tool-row.tsx';

interface Props {
  readonly row: Row;
  readonly planned: number;
  readonly clock: BuildClock;
  readonly until: number | null;
  readonly cwd: string | null;
}

export function PlanRow({ row, planned, clock, until, cwd }: Props) {
  const build = useBuild();
  const { key, level, open } = row;
  // The same for as long as the row is: what it shows is then not drawn again with every event.
  const onFold = useCallback(() => {
    if (open !== null) build.fold([[key, !open]]);
  }, [build, key, open]);
  const line = { level, open, onFold };
  switch (row.kind) {
    case 'todo':
      return <TodoRow {...line} todo={row.todo} planned={planned} clock={clock} until={until} />;
    case 'before':
    case 'outside':
      return (
        <Line
          {...line}
          glyph={<span className="w-3 flex-none" />}
          // What stands outside the plan is scattered over the build: the time from end to end says nothing.
          right={
            row.kind === 'before' && <span className="mono text-faint">{clockText(row.ms)}</span>
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
      return <NodeRow row={row} {...line} clock={clock} until={until} cwd={cwd} />;
  }
}

type NodeProps = Omit<Props, 'row' | 'planned'> & {
  readonly row: Extract<Row, { kind: 'node' }>;
  readonly level: number;
  readonly open: boolean | null;
  readonly onFold: () => void;
};

function NodeRow({ row: { node, nested }, clock, until, cwd, ...line }: NodeProps) {
  switch (node.kind) {
    case 'tool':
      return (
        <ToolRow {...line} node={node} nested={nested} clock={clock} until={until} cwd={cwd} />
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

/** How a row is called when it is read aloud. */
export function nameOf(row: Row, asker: string): string {
  switch (row.kind) {
    case 'todo':
      return `${row.todo.text}, ${row.todo.droppedIn === null ? row.todo.status : 'dropped'}`;
    case 'before':
    case 'outside':
      return bucketNames[row.kind];
    case 'dropped':
      return 'Dropped from the plan';
    case 'node':
      return nodeName(row.node, asker);
  }
}

function nodeName(node: Extract<Row, { kind: 'node' }>['node'], asker: string): string {
  switch (node.kind) {
    case 'tool':
      return `${node.name} ${node.target ?? ''}, ${node.outcome ?? 'running'}`;
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
