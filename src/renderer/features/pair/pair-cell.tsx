import type { BuildSide } from '../../../core/build/align/compare-builds.ts';
import type { Step } from '../../../core/build/align/steps.ts';
import { pastStanding, todoNow } from '../../../core/build/standing.ts';
import { tookOf } from '../../../core/build/known-time.ts';
import type { Node } from '../../../core/build/state.ts';
import { duration, within } from '../../../core/format.ts';
import { cx } from '../../ui/cx.ts';
import { Glyph, type Mark } from '../../ui/glyph.tsx';
import { Middle } from '../../ui/middle.tsx';
import { todoMarks } from '../plan/todo-row.tsx';
import { toolMark } from '../plan/tool-row.tsx';
import { nodeOf, wordsOf } from './words.ts';

/** One step of one of the builds, on a line. */
export function PairCell({ side, step }: { side: BuildSide; step: Step }) {
  const node = nodeOf(side, step);
  const { verb, target } = wordsOf(side, step);
  const { mark, label } = markOf(side, step, node);
  const isTool = node?.kind === 'tool';
  const took = isTool ? tookOf(node) : null;
  return (
    <span
      className="flex min-w-0 flex-1 items-center gap-2"
      style={{ paddingLeft: Math.min(step.depth, 4) * 14 }}
    >
      <Glyph mark={mark} label={label} />
      {verb !== '' && (
        <span
          className={cx(
            step.todo ? 'truncate font-[550]' : 'flex-none',
            !step.todo && !isTool && 'text-muted',
            isTool && 'min-w-[38px]',
          )}
        >
          {verb}
        </span>
      )}
      {target !== null &&
        (isTool ? (
          <span className="mono min-w-0 overflow-hidden text-muted">
            <Middle text={within(target, side.state.cwd).slice(0, 400)} />
          </span>
        ) : (
          <span className={cx('truncate', step.sort === 'reasoning' && 'text-faint')}>
            {target.slice(0, 300).replace(/\s+/g, ' ')}
          </span>
        ))}
      {isTool && (
        <span className="mono ml-auto flex-none pl-2 text-faint @max-[620px]:hidden">
          {took === null ? '' : duration(took)}
        </span>
      )}
    </span>
  );
}

function markOf(
  { state }: BuildSide,
  step: Step,
  node: Node | null,
): { mark: Mark; label: string | null } {
  if (step.todo) {
    return { mark: todoMarks[todoNow(step.todo, pastStanding(state))], label: 'todo' };
  }
  switch (node?.kind) {
    case 'tool':
      return toolMark(node);
    case 'user':
      return { mark: 'user', label: null };
    case 'reasoning':
      return { mark: 'thought', label: null };
    case 'error':
      return { mark: 'failed', label: null };
    default:
      return { mark: 'notice', label: null };
  }
}
