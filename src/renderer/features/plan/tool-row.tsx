import { ArrowRight } from 'lucide-react';
import { memo } from 'react';
import { NO_END, statusNow } from '../../../core/build/standing.ts';
import { spanOf, tookOf } from '../../../core/build/known-time.ts';
import type { Attention, ToolNode } from '../../../core/build/state.ts';
import { duration, moment, plural, within } from '../../../core/format.ts';
import { cx } from '../../ui/cx.ts';
import { Glyph, type Mark } from '../../ui/glyph.tsx';
import { Middle } from '../../ui/middle.tsx';
import { useTicking } from '../../ui/ticker.ts';
import { type BuildClock, buildTime } from '../watch/build-clock.ts';
import { Line } from './row-frame.tsx';
import { verbOf } from './verb.ts';
import { useSession } from '../../app/session-context.ts';
import { titleOf } from '../builds/group.ts';
import { useChild, useDistinction } from '../builds/use-family.ts';

/**
 * @param isLost nobody will see the end of what has none
 * @param waits somebody was asked, and has not answered yet
 */
export function toolMark(
  tool: ToolNode,
  isLost = false,
  waits = false,
): { mark: Mark; label: string } {
  switch (tool.outcome) {
    case null:
      if (isLost) return { mark: 'unknown', label: NO_END };
      if (waits) return { mark: 'waiting', label: 'needs you' };
      return { mark: 'running', label: 'running' };
    case 'succeeded':
      return { mark: 'done', label: 'succeeded' };
    case 'failed':
      return { mark: 'failed', label: 'failed' };
    case 'denied':
      return { mark: 'cancelled', label: 'denied' };
    case 'interrupted':
      return { mark: 'cancelled', label: 'interrupted' };
  }
}

interface Props {
  readonly node: ToolNode;
  readonly level: number;
  readonly open: boolean | null;
  readonly nested: number;
  readonly onFold: () => void;
  readonly clock: BuildClock;
  readonly until: number | null;
  readonly isLost: boolean;
  /** Targets are shown as they are called within it. */
  readonly cwd: string | null;
  readonly hasChildren: boolean;
  readonly request: Attention | null;
}

export const ToolRow = memo(function ToolRow(props: Props) {
  const { node, level, open, nested, onFold, clock, until, isLost, cwd, hasChildren, request } =
    props;
  const waits = request !== null;
  const { mark, label } = toolMark(node, isLost, waits);
  return (
    <Line
      level={level}
      open={open}
      onFold={onFold}
      glyph={<Glyph mark={mark} label={label} />}
      right={
        <>
          {hasChildren && <OpenChild node={node} />}
          {waits ? (
            <Waiting since={request.at} />
          ) : node.outcome === null && until === null ? (
            <Running node={node} clock={clock} />
          ) : (
            <span className="mono min-w-[5ch] text-right text-faint">{spent(node, until)}</span>
          )}
        </>
      }
    >
      <span className="min-w-[38px] flex-none">{verbOf(node.name)}</span>
      {node.target !== null && (
        <span className="mono min-w-0 overflow-hidden text-muted">
          <Middle text={within(node.target, cwd)} />
        </span>
      )}
      {nested > 0 && <span className="flex-none text-sm text-faint">{plural(nested, 'step')}</span>}
      {node.added + node.removed > 0 && (
        <span className="mono flex-none">
          <span className="text-ok">+{node.added}</span>{' '}
          <span className="text-err">−{node.removed}</span>
        </span>
      )}
      {waits && (
        <span
          className={cx(
            'text-sm text-warn',
            // In little room the mark and the time at the end say it as well. The window's room is asked for, not the
            // plan's: whatever stands in a container has the page laid out while its style is made, row for row.
            isTold(node, request.text)
              ? 'flex-none max-[480px]:hidden'
              : 'min-w-[9ch] shrink-[3] truncate',
          )}
          title={request.text}
        >
          {isTold(node, request.text) ? 'Needs you' : `Needs you: ${request.text}`}
        </span>
      )}
      {node.outcome === null && isLost && (
        <span className="flex-none text-sm text-warn">{NO_END}</span>
      )}
      {node.outcome === 'denied' && <span className="flex-none text-sm text-warn">denied</span>}
    </Line>
  );
});

/** How long it took; of what has no end, how long it had run when it was last heard of. */
function spent(tool: ToolNode, until: number | null): string {
  const ran = tool.outcome === null && until !== null ? spanOf(tool.at, until) : tookOf(tool);
  return ran === null ? '' : duration(ran);
}

/** The way into a sub-agent that is a build of its own; by keyboard it is `o`. */
function OpenChild({ node }: { node: ToolNode }) {
  const session = useSession();
  const child = useChild(node);
  const distinction = useDistinction(child);
  const status = useTicking((now) => child && statusNow(child, now));
  if (!child) return null;
  const name = [titleOf(child), distinction].filter(Boolean).join(', ');
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={`Open sub-agent ${name}, ${status}`}
      title={`Open ${name} (o)`}
      onClick={(event) => {
        event.stopPropagation();
        session.openBuild(child.id);
      }}
      className="group flex h-6 max-h-(--row) items-center text-xs text-muted"
    >
      <span className="flex h-5 items-center gap-1 rounded border border-[color-mix(in_srgb,currentColor_25%,transparent)] px-1.5 group-hover:border-current group-hover:text-run">
        {(status === 'failed' || status === 'waiting') && <Glyph mark={status} label={null} />}
        Open
        <ArrowRight size={11} aria-hidden />
      </span>
    </button>
  );
}

/** Whether the row says already what is asked: as a rule whether this may be done. */
const isTold = ({ target }: ToolNode, asked: string): boolean =>
  target !== null && asked.includes(target);

/** Since when it waits for somebody: how long that is, they know best. */
function Waiting({ since }: { since: number }) {
  const text = useTicking((now) => moment(since, now));
  return <span className="mono min-w-[5ch] text-right text-warn">since {text}</span>;
}

function Running({ node, clock }: { node: ToolNode; clock: BuildClock }) {
  const text = useTicking((now) => duration(buildTime(clock, now) - node.at));
  return <span className="mono min-w-[5ch] text-right text-run">{text}</span>;
}
