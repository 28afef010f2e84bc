import type { ReactNode } from 'react';
import { NO_END, todoNow } from '../../../core/build/standing.ts';
import { tookOf } from '../../../core/build/known-time.ts';
import type { Attention, Node, Todo } from '../../../core/build/state.ts';
import { count, duration, within } from '../../../core/format.ts';
import { useView } from '../../app/session-context.ts';
import { Glyph, type Mark } from '../../ui/glyph.tsx';
import { Middle } from '../../ui/middle.tsx';
import { askerOf, bucketNames } from '../plan/rows.ts';
import { todoMarks } from '../plan/todo-row.tsx';
import { toolMark } from '../plan/tool-row.tsx';
import { verbOf } from '../plan/verb.ts';
import { FileActions } from './file-actions.tsx';
import { shownState } from '../watch/build-view.ts';
import { useRequest } from '../watch/use-request.ts';
import { useStanding } from '../watch/use-standing.ts';
import { useUnder } from './use-under.ts';

interface Props {
  readonly node: Node;
  readonly children: ReactNode;
}

export function Heading({ node, children }: Props) {
  const { isLost } = useStanding();
  const asker = useView((view) => askerOf(shownState(view)));
  const cwd = useView((view) => shownState(view).cwd);
  const request = useRequest(node, isLost);
  const { mark, name, target } = namesOf(node, asker, isLost, request !== null);
  const { todo, bucket } = useUnder(node);
  const facts = [
    ...factsOf(node, isLost, request),
    ...(todo ? [`under “${todo.text}”`] : bucket ? [bucketNames[bucket].toLowerCase()] : []),
    node.from === node.to
      ? `version ${count(node.from)}`
      : `version ${count(node.from)} → ${count(node.to)}`,
  ];
  return (
    <div className="flex-none px-3.5 pt-2.5 pb-1.5">
      <div className="flex h-[18px] items-center gap-2">
        <Glyph mark={mark} label={null} />
        <h2 className="flex-none font-semibold">{name}</h2>
        {target !== null && (
          <span className="mono min-w-0 overflow-hidden text-muted">
            <Middle text={within(target, cwd)} />
          </span>
        )}
        <span className="ml-auto flex flex-none items-center">
          {node.kind === 'tool' && <FileActions key={node.key} node={node} />}
          {children}
        </span>
      </div>
      <p className="mt-[3px] truncate text-sm text-muted" title={facts.join(' · ')}>
        {facts.join(' · ')}
      </p>
    </div>
  );
}

export function TodoHeading({ todo, children }: { todo: Todo; children: ReactNode }) {
  const now = todoNow(todo, useStanding());
  return (
    <div className="flex flex-none items-start gap-2 px-3.5 pt-2.5 pb-2">
      <span className="flex h-[18px] flex-none items-center">
        <Glyph mark={todo.droppedIn === null ? todoMarks[now] : 'cancelled'} label={null} />
      </span>
      <h2 className="font-semibold">{todo.text}</h2>
      {children}
    </div>
  );
}

function namesOf(
  node: Node,
  asker: string,
  isLost: boolean,
  waits: boolean,
): { mark: Mark; name: string; target: string | null } {
  switch (node.kind) {
    case 'tool':
      return {
        mark: toolMark(node, isLost, waits).mark,
        name: verbOf(node.name),
        target: node.target,
      };
    case 'text':
      return { mark: 'notice', name: 'Text', target: null };
    case 'reasoning':
      return { mark: 'thought', name: 'Reasoning', target: null };
    case 'user':
      return { mark: 'user', name: asker, target: null };
    case 'attachment':
      return { mark: 'notice', name: 'Image', target: node.name };
    case 'error':
      return { mark: 'failed', name: 'Error', target: node.code };
    case 'notice':
      return { mark: 'notice', name: 'Notice', target: null };
    case 'unrecognised':
      return { mark: 'unknown', name: 'Unrecognised record', target: node.format };
  }
}

function factsOf(node: Node, isLost: boolean, request: Attention | null): string[] {
  if (node.kind === 'unrecognised') return [node.reason];
  if (node.kind !== 'tool') return [];
  const facts = [];
  if (node.exitCode !== null) facts.push(`exit ${node.exitCode}`);
  else if (node.outcome !== null) facts.push(node.outcome);
  else if (request) facts.push(`needs you: ${request.text}`);
  else facts.push(isLost ? NO_END : 'running');
  const took = tookOf(node);
  if (took !== null) facts.push(duration(took));
  // Where the agent knows no more than the exit code, it is there already.
  const isCode = /^exit code \d+$/i.test(node.error ?? '');
  if (node.error !== null && node.output !== null && !isCode) facts.push(node.error.slice(0, 120));
  return facts;
}
