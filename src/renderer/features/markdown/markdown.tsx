import { memo, type ReactNode, useDeferredValue, useState } from 'react';
import { type Cut, continued, fencedCode, nothing } from '../../../core/markdown/blocks.ts';
import { tokensOf } from '../../../core/markdown/parse.ts';
import { WithPlaces } from '../places/with-places.tsx';
import { CodeBlock } from './code-block.tsx';
import { elementsOf } from './elements.tsx';

/** Blocks that are drawn at once; those of a longer text follow between other work. */
const AT_ONCE = 24;

/**
 * What an agent wrote, as it meant it to look. While it grows only its last block is read anew; what
 * stands before has settled and is left as it is.
 */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  const blocks = useBlocks(text);
  const ready = useDeferredValue(blocks.length, Math.min(blocks.length, AT_ONCE));
  const shown = Math.max(ready, Math.min(blocks.length, AT_ONCE));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-y-1.5 break-words whitespace-pre-wrap">
      {blocks.slice(0, shown).map((block, index) => (
        <Block key={index} text={block} />
      ))}
    </div>
  );
});

function useBlocks(text: string): readonly string[] {
  const [cut, setCut] = useState<Cut>(() => continued(nothing, text));
  const next = continued(cut, text);
  if (next !== cut) setCut(next);
  return next.blocks;
}

const Block = memo(function Block({ text }: { text: string }) {
  const fenced = fencedCode(text);
  if (fenced) return <CodeBlock {...fenced} />;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-y-1.5">
      {isPlain(text) ? <WithPlaces text={text.trim()} /> : read(text)}
    </div>
  );
});

/** One line of words without a mark: most of what agents say. Nothing has to be read. */
const isPlain = (text: string): boolean =>
  !/[\n`*_~[\]<>|#&\\]|:\/\//.test(text.trim()) && !/^\s*(?:[-+=]|\d+[.)])|^ {4}|^\t/.test(text);

/** What was read lately: rows come and go while one scrolls. */
const known = new Map<string, ReactNode>();
const MOST_KNOWN = 400;
const LONGEST_KNOWN = 4000;

function read(block: string): ReactNode {
  const before = known.get(block);
  if (before !== undefined) return before;
  const tokens = tokensOf(block);
  const elements = tokens ? elementsOf(tokens) : <p>{block}</p>;
  if (block.length > LONGEST_KNOWN) return elements;
  if (known.size >= MOST_KNOWN) known.delete(known.keys().next().value ?? '');
  known.set(block, elements);
  return elements;
}
