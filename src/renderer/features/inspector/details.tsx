import type { ReactNode } from 'react';
import type { BuildState, Node, Todo } from '../../../core/build/state.ts';
import { vectorAt } from '../../../core/build/vector.ts';
import { useBuild, useSession, useView } from '../../app/session-context.ts';
import { clock, count, duration, exactTime, plural } from '../../../core/format.ts';
import { useTicking } from '../../ui/ticker.ts';
import { titleOf } from '../builds/group.ts';
import { useChild } from '../builds/use-family.ts';
import { type BuildClock, buildTime } from '../watch/build-clock.ts';
import { shownState } from '../watch/build-view.ts';
import { useStanding } from '../watch/use-standing.ts';
import { useUnder } from './use-under.ts';
import { reveal } from '../plan/commands.ts';
import { bucketNames, todoRow } from '../plan/rows.ts';

interface NodeProps {
  readonly node: Node;
  readonly index: number;
}

/** When it ran, where it stands, and what came before it. */
export function NodeDetails({ node, index }: NodeProps) {
  const build = useBuild();
  const time = useView((view) => view.clock);
  const { stop } = useStanding();
  const hasEnded = node.kind === 'tool' && node.outcome !== null;
  const { todo, bucket } = useUnder(node);
  const cause = useView((view) => causeOf(shownState(view), index));
  const session = useSession();
  const child = useChild(node.kind === 'tool' ? node : null);
  return (
    <List>
      <Item name="Started">
        <Started at={node.at} />
      </Item>
      {node.kind === 'tool' && (
        <Item name="Ran">
          <Ran node={node} clock={time} until={hasEnded ? node.endAt : stop} />
        </Item>
      )}
      {child && (
        <Item name="Sub-agent">
          <Go onClick={() => session.openBuild(child.id)}>{titleOf(child)}</Go>
        </Item>
      )}
      {(todo ?? bucket) && (
        <Item name="Under">
          {todo ? (
            <Go onClick={() => build.choose(todoRow(todo.key))}>{todo.text}</Go>
          ) : (
            <span className="text-muted">{bucket && bucketNames[bucket]}</span>
          )}
        </Item>
      )}
      {cause !== null && (
        <Item name="After">
          <Go onClick={() => reveal(build, cause)}>
            <Said index={cause} />
          </Go>
        </Item>
      )}
      <Item name="Versions">
        <Go onClick={() => build.viewVersion(node.from)}>{count(node.from)}</Go>
        {node.to !== node.from && (
          <>
            <span className="text-faint"> → </span>
            <Go onClick={() => build.viewVersion(node.to)}>{count(node.to)}</Go>
          </>
        )}
      </Item>
    </List>
  );
}

export function TodoDetails({ todo }: { todo: Todo }) {
  let spent = 0;
  for (const span of todo.spans) spent += (span.toAt ?? span.fromAt) - span.fromAt;
  return (
    <List>
      <Item name="Status">
        {todo.droppedIn === null ? todo.status : `dropped in version ${count(todo.droppedIn)}`}
      </Item>
      <Item name="Tools">
        {plural(todo.tools, 'tool')}
        {todo.failedTools > 0 && <span className="text-err"> · {todo.failedTools} failed</span>}
      </Item>
      <Item name="Spent">
        <span className="mono">{clock(spent)}</span> in{' '}
        {plural(todo.spans.length, 'stretch', 'stretches')}
      </Item>
      <Item name="Added">version {count(todo.addedIn)}</Item>
      {todo.renamed && (
        <Item name="Renamed">
          version {count(todo.renamed.in)}, before: “{todo.renamed.from}”
        </Item>
      )}
    </List>
  );
}

function Started({ at }: { at: number }) {
  const text = useTicking((now) => exactTime(at, now));
  return <span className="mono">{text}</span>;
}

function Ran({
  node,
  clock: time,
  until,
}: {
  node: Extract<Node, { kind: 'tool' }>;
  clock: BuildClock;
  until: number | null;
}) {
  const text = useTicking((now) =>
    duration(node.durationMs ?? (until ?? buildTime(time, now)) - node.at),
  );
  return <span className="mono">{text}</span>;
}

function List({ children }: { children: ReactNode }) {
  return (
    <dl
      aria-label="Details"
      className="grid flex-none grid-cols-[92px_1fr] content-start gap-y-1.5 overflow-y-auto border-t border-line px-3.5 pt-2.5 pb-3 text-sm leading-[18px] @min-[800px]:col-start-2 @min-[800px]:row-span-2 @min-[800px]:row-start-1 @min-[800px]:border-t-0 @min-[800px]:border-l"
    >
      {children}
    </dl>
  );
}

function Item({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 truncate">{children}</dd>
    </>
  );
}

function Go({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="max-w-full truncate rounded-sm text-left align-bottom underline decoration-line underline-offset-3 hover:decoration-current"
    >
      {children}
    </button>
  );
}

/** How far back to look for what was said before a node. */
const REACH = 200;

/** Place of what the agent or the user had said last before this node, in the same conversation. */
function causeOf(state: BuildState, index: number): number | null {
  const parent = vectorAt(state.nodes, index)?.parent;
  for (let at = index - 1; at >= Math.max(0, index - REACH); at -= 1) {
    const node = vectorAt(state.nodes, at);
    if (node?.parent === parent && wordsOf(node) !== '') return at;
  }
  return null;
}

function Said({ index }: { index: number }) {
  const text = wordsOf(useView((view) => vectorAt(shownState(view).nodes, index)));
  return `“${text.length > 90 ? `${text.slice(0, 90)}…` : text}”`;
}

/** The first of it, as words: the marks of Markdown say nothing in a line. */
function wordsOf(node: Node | undefined): string {
  if (node?.kind !== 'text' && node?.kind !== 'user') return '';
  return node.text
    .trim()
    .slice(0, 400)
    .replace(/^#+\s+|\*\*|`/g, '')
    .replace(/\s+/g, ' ');
}
