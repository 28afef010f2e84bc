import { memo } from 'react';
import type { TextNode, UserNode } from '../../../core/build/state.ts';
import { useView } from '../../app/session-context.ts';
import { age, count, plural } from '../../../core/format.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { cx } from '../../ui/cx.ts';
import { oneLine } from '../markdown/one-line.ts';
import { InTree } from '../markdown/in-tree.ts';
import { Markdown } from '../markdown/markdown.tsx';
import { Line, textIndent } from './row-frame.tsx';
import { shownState } from '../watch/build-view.ts';
import { askerOf, LONG_TEXT } from './rows.ts';

interface Props<Node> {
  readonly node: Node;
  readonly level: number;
  readonly open: boolean | null;
  readonly onFold: () => void;
}

/** What the agent said. */
export const TextRow = memo(function TextRow({ node, level, open, onFold }: Props<TextNode>) {
  return (
    <Paragraph level={level} className="pt-1 pb-1.5">
      <Prose text={node.text} open={open} onFold={onFold} whole={node.length} />
    </Paragraph>
  );
});

/** What the user asked: set apart, so that one finds one's own words again. */
export const UserRow = memo(function UserRow({ node, level, open, onFold }: Props<UserNode>) {
  const asker = useView((view) => askerOf(shownState(view)));
  return (
    <Paragraph level={level} className="py-1">
      <div className="rounded-md border border-line bg-raised px-3 py-1.5">
        <span className="mb-0.5 block text-xs font-semibold text-muted">{asker}</span>
        <Prose text={node.text} open={open} onFold={onFold} whole={node.length} />
        {node.images > 0 && (
          <span className="block text-sm text-muted">{plural(node.images, 'image')}</span>
        )}
      </div>
    </Paragraph>
  );
});

/** What the agent thought: one line that opens. */
export const ThoughtRow = memo(function ThoughtRow({ node, level, open, onFold }: Props<TextNode>) {
  const ms = node.endAt - node.at;
  return (
    <Line
      level={level}
      open={open}
      onFold={onFold}
      glyph={<Glyph mark="thought" label={null} />}
      below={
        open && (
          <Paragraph level={level} className="pb-2 text-muted">
            <InTree value={true}>
              <Markdown text={node.text.trim()} />
            </InTree>
            <Missing shown={node.text.length} whole={node.length} />
          </Paragraph>
        )
      }
    >
      <span className="flex-none text-muted">
        {ms < 1000 ? 'Thought' : `Thought for ${age(ms)}`}
      </span>
      {!open && <span className="truncate text-faint">{headingOf(node.text)}</span>}
    </Line>
  );
});

function Paragraph({
  level,
  className,
  children,
}: {
  level: number;
  className: string;
  children: React.ReactNode;
}) {
  return (
    <div
      className={cx('leading-[19px] break-words select-text', className)}
      style={{
        paddingLeft: textIndent(level),
        paddingRight: 40,
        maxWidth: textIndent(level) + 720,
      }}
    >
      {children}
    </div>
  );
}

function Prose(props: { text: string; open: boolean | null; onFold: () => void; whole: number }) {
  const { text, open, onFold, whole } = props;
  const shown = open === false ? `${text.slice(0, LONG_TEXT)}…` : text;
  return (
    <>
      <InTree value={true}>
        <Markdown text={shown.trim()} />
      </InTree>
      {open !== null && (
        <button
          type="button"
          tabIndex={-1}
          onClick={(event) => {
            event.stopPropagation();
            onFold();
          }}
          className="block text-sm text-run hover:underline"
        >
          {open ? 'Show less' : `Show all (${count(text.length)} characters)`}
        </button>
      )}
      {open !== false && <Missing shown={text.length} whole={whole} />}
    </>
  );
}

function Missing({ shown, whole }: { shown: number; whole: number }) {
  if (whole <= shown) return null;
  return (
    <span className="block text-sm text-faint">
      {count(whole - shown)} more characters are in the log
    </span>
  );
}

/** Thoughts often begin with a heading: it stands for them. */
const headingOf = (text: string): string => oneLine(text.trim().split('\n', 1)[0] ?? '');
