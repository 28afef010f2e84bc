import {
  childrenOf,
  emptyOutline,
  extendOutline,
  type Section,
  sectionsOf,
} from '../../../../core/build/outline.ts';
import { todoNow, type TodoNow, todoWords } from '../../../../core/build/standing.ts';
import type { BuildState, Todo } from '../../../../core/build/state.ts';
import { vectorAt } from '../../../../core/build/vector.ts';
import { clock, plural } from '../../../../core/format.ts';
import { glyph, type Mark } from './glyphs.ts';
import { markup, type Markup, nothing } from './markup.ts';
import { row, type Rows } from './rows.ts';

/** Sub-agents within sub-agents that are set in; deeper ones stand beside their callers. */
const DEEPEST = 12;

/** The plan, with what happened under each TODO; piece by piece, as it may be long. */
export function* planTree(state: BuildState, rows: Rows): Generator<Markup> {
  const outline = extendOutline(emptyOutline(), state.nodes);
  const { before, standing, outside, dropped } = sectionsOf(state, outline);
  const hasPlan = standing.length + dropped.length > 0;
  yield markup`<div class="box">`;
  if (before && hasPlan) yield* group('Before plan', before);
  if (before && !hasPlan) yield* nodes(before.roots);
  for (const section of standing) yield* todo(section);
  if (outside) yield* group('Outside the plan', outside);
  for (const section of dropped) yield* todo(section);
  yield markup`</div>`;

  function* group(name: string, { roots }: Section): Generator<Markup> {
    yield markup`<details class="todo quiet" open>
      <summary>
        <span class="name">${name}</span><span class="meta">${toolsIn(state, roots)}</span>
      </summary>
      <div class="under">`;
    yield* nodes(roots);
    yield markup`</div></details>`;
  }

  function* todo({ todo, roots }: Section): Generator<Markup> {
    if (!todo) return;
    const head = markup`${glyph(markOf(todo, rows))}<span class="name">${todo.text}</span>
      <span class="meta">${aboutTodo(todo, rows)}</span
      ><span class="end mono">${timeOf(todo, state)}</span>`;
    const look = todo.droppedIn !== null || todo.status === 'pending' ? 'todo quiet' : 'todo';
    if (roots.length === 0) {
      yield markup`<div class="${look}"><div class="row">${head}</div></div>`;
      return;
    }
    yield markup`<details class="${look}" open>
      <summary>${head}</summary>
      <div class="under">`;
    yield* nodes(roots);
    yield markup`</div></details>`;
  }

  /** No recursion: calls may be nested as deep as an agent likes. */
  function* nodes(positions: readonly number[]): Generator<Markup> {
    const stack = [{ positions, next: 0, end: nothing }];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const position = top.positions[top.next];
      top.next += 1;
      if (position === undefined) {
        yield top.end;
        stack.pop();
        continue;
      }
      const node = vectorAt(state.nodes, position);
      if (!node) continue;
      yield row(node, position, rows);
      const nested = childrenOf(outline, position);
      if (nested.length === 0) continue;
      const isSetIn = stack.length < DEEPEST;
      if (isSetIn) yield markup`<div class="kids">`;
      stack.push({ positions: nested, next: 0, end: isSetIn ? markup`</div>` : nothing });
    }
  }
}

const marks: Readonly<Record<TodoNow, Mark>> = {
  pending: 'pending',
  active: 'running',
  left: 'left',
  unknown: 'unknown',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
};

const markOf = (todo: Todo, { standing }: Rows): Mark =>
  todo.droppedIn === null ? marks[todoNow(todo, standing)] : 'cancelled';

function aboutTodo(todo: Todo, { standing }: Rows): string {
  return [
    todoNow(todo, standing) === 'left' ? todoWords.left : '',
    todo.tools > 0 ? plural(todo.tools, 'tool') : '',
    todo.failedTools > 0 ? `${todo.failedTools} failed` : '',
    todo.renamed ? `was “${todo.renamed.from.slice(0, 200)}”` : '',
    todo.droppedIn === null ? '' : `dropped at v ${todo.droppedIn}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

function timeOf({ spans }: Todo, { lastEventAt }: BuildState): string {
  if (spans.length === 0) return '';
  const spent = spans.map(({ fromAt, toAt }) => (toAt ?? lastEventAt ?? fromAt) - fromAt);
  const whole = spent.reduce((sum, one) => sum + Math.max(0, one), 0);
  return whole === 0 ? '' : clock(whole);
}

function toolsIn(state: BuildState, positions: readonly number[]): string {
  const tools = positions.filter((at) => vectorAt(state.nodes, at)?.kind === 'tool').length;
  return tools === 0 ? '' : plural(tools, 'tool');
}
