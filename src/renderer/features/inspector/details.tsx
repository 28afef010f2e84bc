import type { ReactNode } from 'react';
import { spanOf, tellsTime, tookOf } from '../../../core/build/known-time.ts';
import { todoNow, todoWords } from '../../../core/build/standing.ts';
import type { BuildState, Node, Todo } from '../../../core/build/state.ts';
import { vectorAt } from '../../../core/build/vector.ts';
import { useBuild, useSession, useView } from '../../app/session-context.ts';
import { clock, count, duration, exactTime, plural } from '../../../core/format.ts';
import { useTicking } from '../../ui/ticker.ts';
import { titleOf } from '../builds/group.ts';
import { useChild } from '../builds/use-family.ts';
import { type BuildClock, buildTime } from '../watch/build-clock.ts';
import { shownState } from '../watch/build-view.ts';
import { useRequest } from '../watch/use-request.ts';
import { useStanding } from '../watch/use-standing.ts';
import { useUnder } from './use-under.ts';
import { oneLine } from '../markdown/one-line.ts';
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
  const { stop, isLost } = useStanding();
  const request = useRequest(node, isLost);
  const isTimed = useView((view) => tellsTime(shownState(view)));
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
        <Item name={request ? 'Waits since' : 'Ran'}>
          {request ? (
            <Started at={request.at} />
          ) : (
            <Ran node={node} clock={time} until={hasEnded ? node.endAt : stop} isTimed={isTimed} />
          )}
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
  const now = todoNow(todo, useStanding());
  let spent = 0;
  for (const span of todo.spans) spent += spanOf(span.fromAt, span.toAt ?? span.fromAt) ?? 0;
  return (
    <List>
      <Item name="Status">
        {todo.droppedIn === null ? todoWords[now] : `dropped in version ${count(todo.droppedIn)}`}
      </Item>
      <Item name="Tools">
        {plural(todo.tools, 'tool')}
        {todo.failedTools > 0 && <span className="text-err"> · {todo.failedTools} failed</span>}
      </Item>
      <Item name="Spent">
        {spent > 0 && (
          <>
            <span className="mono">{clock(spent)}</span> in{' '}
          </>
        )}
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
  isTimed,
}: {
  node: Extract<Node, { kind: 'tool' }>;
  clock: BuildClock;
  until: number | null;
  /** Whether times pass in the build: a call that has just begun is then known to have. */
  isTimed: boolean;
}) {
  const text = useTicking((now) => {
    const ran =
      node.outcome !== null
        ? tookOf(node)
        : until === null || isTimed
          ? (until ?? buildTime(time, now)) - node.at
          : spanOf(node.at, until);
    return ran === null ? null : duration(ran);
  });
  if (text === null) return <span className="text-muted">not known</span>;
  return <span className="mono">{text}</span>;
}

function List({ children }: { children: ReactNode }) {
  return (
    // By keyboard too where there is not room for all of it.
    <div
      role="group"
      aria-label="Details"
      tabIndex={0}
      className="min-h-0 overflow-y-auto border-t border-line @min-[640px]:col-start-2 @min-[640px]:row-span-2 @min-[640px]:row-start-1 @min-[640px]:border-t-0 @min-[640px]:border-l"
    >
      <dl className="grid grid-cols-[92px_1fr] gap-y-1.5 px-3.5 pt-2.5 pb-3 text-sm leading-[18px]">
        {children}
      </dl>
    </div>
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

/** The first of it, as words. */
const wordsOf = (node: Node | undefined): string =>
  node?.kind === 'text' || node?.kind === 'user' ? oneLine(node.text) : '';
