import type { AlignedRow, Facet } from '../../../core/build/align/align.ts';
import type { BuildComparison, BuildSide } from '../../../core/build/align/compare-builds.ts';
import { normalContent, normalInput, normalText } from '../../../core/build/align/normal.ts';
import { lineDiff } from '../../../core/build/line-diff.ts';
import type { Node } from '../../../core/build/state.ts';
import { plural } from '../../../core/format.ts';
import { cx } from '../../ui/cx.ts';
import { columns } from './columns.ts';
import { nodeOf, stepAt } from './words.ts';

/** Characters of a body that are looked at, and lines of it that are shown. */
const MOST = 20_000;
const LINES = 24;

const titles: Partial<Record<Facet, string>> = {
  input: 'Input',
  outcome: 'Outcome',
  output: 'Output',
  said: 'What is said of it',
  prompt: 'Prompt',
  error: 'Error',
  text: 'Text',
};

/** What two steps differ in, the one beside the other; of one that has no like, what it was given. */
export function PairDetail({ comparison, row }: { comparison: BuildComparison; row: AlignedRow }) {
  const { left, right } = comparison;
  const one = nodeAt(left, row.left);
  const other = nodeAt(right, row.right);
  const isAlone = row.differs.some((facet) => facet === 'missing' || facet === 'step');
  const facets: readonly Facet[] = isAlone ? alone(one ?? other) : row.differs;
  return (
    <div className={cx(columns, 'bg-code')}>
      {facets.map((facet) => (
        <Sides
          key={facet}
          title={titles[facet] ?? ''}
          left={one ? bodyOf(facet, one, left) : null}
          right={other ? bodyOf(facet, other, right) : null}
        />
      ))}
    </div>
  );
}

const alone = (node: Node | null): readonly Facet[] =>
  node?.kind === 'tool' ? ['input', 'outcome'] : ['text'];

function nodeAt(side: BuildSide, place: number | null): Node | null {
  const step = stepAt(side, place);
  return step ? nodeOf(side, step) : null;
}

function bodyOf(facet: Facet, node: Node, { state: { cwd } }: BuildSide): string {
  if (node.kind !== 'tool') {
    if (node.kind === 'error') return normalText(node.message, cwd);
    return 'text' in node ? normalText(node.text, cwd).trim() : '';
  }
  switch (facet) {
    case 'input':
      return node.input ? normalInput(node.input, cwd).done : (node.inputText ?? '');
    case 'said':
      return node.input ? normalInput(node.input, cwd).said : '';
    case 'outcome': {
      const exit = node.exitCode === null ? '' : `, exit ${node.exitCode}`;
      const error = node.error === null ? '' : `\n${normalText(node.error, cwd)}`;
      return `${node.outcome ?? 'running'}${exit}${error}`;
    }
    default:
      return node.output ? normalContent(node.output, cwd) : '';
  }
}

interface SidesProps {
  readonly title: string;
  readonly left: string | null;
  readonly right: string | null;
}

function Sides({ title, left, right }: SidesProps) {
  const lines = lineDiff(linesIn(left), linesIn(right));
  const isAlone = left === null || right === null;
  return (
    <>
      <span />
      <Body title={left === null ? '' : title} lines={lines} without="added" marked={!isAlone} />
      <Body title={right === null ? '' : title} lines={lines} without="removed" marked={!isAlone} />
      <span />
    </>
  );
}

const linesIn = (text: string | null): string[] =>
  text === null || text === '' ? [] : text.slice(0, MOST).split('\n');

interface BodyProps {
  readonly title: string;
  readonly lines: ReturnType<typeof lineDiff>;
  /** Lines of the other side. */
  readonly without: 'added' | 'removed';
  /** Lines that differ are marked. */
  readonly marked: boolean;
}

function Body({ title, lines: all, without, marked }: BodyProps) {
  const lines = all.filter(({ kind }) => kind !== without);
  // What differs may stand far down: the lines begin a little before it.
  const first = Math.max(0, lines.findIndex(({ kind }) => kind !== 'same') - 3);
  const shown = lines.slice(first, first + LINES);
  return (
    <div
      className={cx(
        'min-w-0 pt-2 pr-3 pb-1.5 pl-8 @max-[620px]:pl-3',
        without === 'removed' && 'border-l border-line',
      )}
    >
      <span className="block text-xs font-semibold text-muted">{title}</span>
      {title !== '' && lines.length === 0 && <span className="text-sm text-faint">none</span>}
      {first > 0 && <More lines={first} where="above" />}
      <pre className="mono leading-[17px] break-words whitespace-pre-wrap select-text">
        {shown.map(({ kind, text }, index) => (
          <span
            key={index}
            className={cx(
              '-mx-1 block min-h-[17px] px-1',
              marked && kind !== 'same' && 'bg-[color-mix(in_srgb,var(--warn)_11%,transparent)]',
            )}
          >
            {text}
          </span>
        ))}
      </pre>
      {lines.length > first + LINES && <More lines={lines.length - first - LINES} where="below" />}
    </div>
  );
}

const More = ({ lines, where }: { lines: number; where: string }) => (
  <span className="text-sm text-faint">
    {plural(lines, 'more line')} {where}
  </span>
);
