import { useState } from 'react';
import { requestOf } from '../../../../core/build/asking.ts';
import { spanOf } from '../../../../core/build/known-time.ts';
import type { BuildState, Node } from '../../../../core/build/state.ts';
import { vectorAt } from '../../../../core/build/vector.ts';
import { count, duration, within } from '../../../../core/format.ts';
import { useBuild, useView } from '../../../app/session-context.ts';
import { cx } from '../../../ui/cx.ts';
import { oneLine } from '../../markdown/one-line.ts';
import { reveal } from '../../plan/commands.ts';
import { verbOf } from '../../plan/verb.ts';
import { shownState } from '../../watch/build-view.ts';
import { useStanding } from '../../watch/use-standing.ts';

/** Rows that are drawn at first; more on request. */
const FIRST = 100;

/** Nodes under each other, each where it lies in the time from one moment to another. */
export function Waterfall(props: { positions: readonly number[]; from: number; to: number }) {
  const build = useBuild();
  const state = useView(shownState);
  const { isLost } = useStanding();
  const [most, setMost] = useState(FIRST);
  const found = props.positions.flatMap((index) => {
    const node = vectorAt(state.nodes, index);
    return node && (node.kind === 'tool' || node.kind === 'text' || node.kind === 'reasoning')
      ? [{ node, index }]
      : [];
  });
  const from = Math.min(props.from, ...found.slice(0, 1).map(({ node }) => node.at));
  const to = found.reduce((end, { node }) => Math.max(end, node.endAt), props.to);
  const percent = (ms: number) => (to <= from ? 0 : (100 * ms) / (to - from));
  return (
    <>
      <ol className="-mx-1.5 text-sm">
        {found.slice(0, most).map(({ node, index }) => (
          <li key={node.key}>
            <button
              type="button"
              onClick={() => reveal(build, index)}
              className="grid h-6 w-full grid-cols-[minmax(0,42%)_1fr_52px] items-center gap-2.5 rounded px-1.5 text-left hover:bg-hover"
            >
              <span className="truncate">
                {node.kind === 'tool' ? verbOf(node.name) : kinds[node.kind]}{' '}
                <span className={cx('text-muted', node.kind === 'tool' && 'mono')}>
                  {aboutOf(node, state.cwd)}
                </span>
              </span>
              <span aria-hidden className="relative h-1.5 rounded-[1px] bg-track">
                <i
                  className={cx(
                    'absolute inset-y-0 min-w-0.5 rounded-[1px]',
                    toneOf(node, state, isLost),
                  )}
                  style={{
                    left: `min(${percent(node.at - from)}%, calc(100% - 2px))`,
                    width: `${percent(node.endAt - node.at)}%`,
                  }}
                />
              </span>
              <span className="mono text-right text-faint">{lastedOf(node)}</span>
            </button>
          </li>
        ))}
      </ol>
      {found.length > most && (
        <button
          type="button"
          onClick={() => setMost(found.length)}
          className="mt-1 rounded text-sm text-run hover:underline"
        >
          Show all ({count(found.length)})
        </button>
      )}
    </>
  );
}

function lastedOf({ at, endAt }: Node): string {
  const lasted = spanOf(at, endAt);
  return lasted === null ? '' : duration(lasted);
}

const kinds = { text: 'Text', reasoning: 'Reasoning' };

const aboutOf = (node: Node, cwd: string | null): string =>
  node.kind === 'tool' ? within(node.target ?? '', cwd) : 'text' in node ? oneLine(node.text) : '';

function toneOf(node: Node, state: BuildState, isLost: boolean): string {
  if (node.kind !== 'tool') return 'bg-think';
  if (node.outcome === null && isLost) return 'bg-faint';
  if (node.outcome === null) return requestOf(state, node) ? 'bg-warn' : 'bg-run';
  return node.outcome === 'succeeded' ? 'bg-ok' : node.outcome === 'failed' ? 'bg-err' : 'bg-faint';
}
