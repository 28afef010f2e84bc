import type { BuildDiff } from '../../../core/build/diff.ts';
import { Glyph, type Mark } from '../../ui/glyph.tsx';
import { Row } from './row.tsx';
import { Section } from './section.tsx';
import { grownWords, otherWords, sums } from './words.ts';

/** What was said, and what else came. */
export function TextChanges({ texts, others }: BuildDiff) {
  return (
    <>
      <Section title="Text and reasoning" items={texts} sum={sums.texts(texts)} row={TextChange} />
      <Section title="Other" items={others} sum={null} row={OtherChange} />
    </>
  );
}

type Text = BuildDiff['texts'][number];

const marks: Record<Text['node']['kind'], Mark> = {
  text: 'notice',
  reasoning: 'thought',
  user: 'user',
};

function TextChange({ item: { node, grown, beginning } }: { item: Text }) {
  return (
    <Row
      glyph={<Glyph mark={marks[node.kind]} label={node.kind} />}
      at={node.to}
      rowKey={node.key}
      right={<span className="mono text-muted">{grownWords(grown)}</span>}
    >
      <span className={node.kind === 'reasoning' ? 'truncate text-muted' : 'truncate'}>
        {beginning.replace(/\s+/g, ' ').trim() || '…'}
      </span>
    </Row>
  );
}

function OtherChange({ item: node }: { item: BuildDiff['others'][number] }) {
  const mark = node.kind === 'unrecognised' ? 'unknown' : 'notice';
  return (
    <Row glyph={<Glyph mark={mark} label={node.kind} />} at={node.from} rowKey={node.key}>
      <span className="truncate">{otherWords(node)}</span>
    </Row>
  );
}
