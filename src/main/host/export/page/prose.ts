import { type Block, blocksOf, type Item, partsOf, spansOf } from '../../../../core/prose.ts';
import { markup, type Markup } from './markup.ts';

/** Steps that items are set in; deeper ones stand beside their like. */
const DEEPEST = 4;

/** What an agent or its user wrote, with as much of Markdown as helps reading. All of it is text. */
export const prose = (text: string): Markup =>
  markup`${partsOf(text.trim()).flatMap((part) =>
    part.is === 'code'
      ? [markup`<pre tabindex="0">${part.text}</pre>`]
      : blocksOf(part.text).map(block),
  )}`;

function block(one: Block): Markup {
  switch (one.is) {
    case 'heading':
      return markup`<h4>${words(one.text)}</h4>`;
    case 'rule':
      return markup`<hr />`;
    case 'list':
      return markup`<ul>${one.items.map(item)}</ul>`;
    case 'text':
      return markup`<p>${words(one.text)}</p>`;
  }
}

function item({ depth, number, text }: Item): Markup {
  const step = Math.min(depth, DEEPEST);
  return markup`<li class="d${step}">${number === '' ? '•' : number} ${words(text)}</li>`;
}

const words = (text: string): Markup[] =>
  spansOf(text).map(({ text: part, isStrong, isCode }) => {
    const inner = isCode ? markup`<code>${part}</code>` : markup`${part}`;
    return isStrong ? markup`<strong>${inner}</strong>` : inner;
  });
