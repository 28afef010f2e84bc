import { continued, fencedCode, nothing as uncut } from '../../../../core/markdown/blocks.ts';
import { type Token, tokensOf } from '../../../../core/markdown/parse.ts';
import { markup, type Markup, nothing } from './markup.ts';

/**
 * What an agent or its user wrote, read as the window reads it. Only what is named here comes of it; all
 * else is text. No link of it leads anywhere: its address stands beside its words.
 */
export const prose = (text: string): Markup =>
  markup`${continued(uncut, text.trim()).blocks.map(block)}`;

function block(text: string): Markup {
  const fenced = fencedCode(text);
  if (fenced) return code(fenced.code);
  const tokens = tokensOf(text);
  return tokens ? markupOf(tokens) : markup`<p>${text}</p>`;
}

interface Open {
  readonly token: Token | null;
  readonly children: Markup[];
  /** Its words, without what they look like. */
  words: string;
}

function markupOf(tokens: readonly Token[]): Markup {
  const root: Open = { token: null, children: [], words: '' };
  const stack = [root];
  for (const token of tokens) {
    const top = stack.at(-1) ?? root;
    if (token.nesting === 1) stack.push({ token, children: [], words: '' });
    else if (token.nesting === 0) {
      top.children.push(leaf(token));
      top.words += token.content;
    } else if (stack.length > 1) {
      stack.pop();
      const outer = stack.at(-1) ?? root;
      outer.children.push(branch(top));
      outer.words += top.words;
    }
  }
  return markup`${root.children}`;
}

function leaf(token: Token): Markup {
  switch (token.type) {
    case 'inline':
      return markupOf(token.children ?? []);
    case 'softbreak':
    case 'hardbreak':
      return markup`${'\n'}`;
    case 'code_inline':
      return markup`<code>${token.content}</code>`;
    case 'fence':
    case 'code_block':
      return code(token.content.replace(/\n$/, ''));
    case 'image':
      // It is not loaded: that would tell its server who reads, and when.
      return addressed(markup`${token.content || 'Image'}`, token.content, attribute(token, 'src'));
    case 'hr':
      return markup`<hr />`;
    default:
      return markup`${token.content}`;
  }
}

/** What is an element around its children, and nothing more. */
const plain: Readonly<Record<string, Markup>> = {
  heading_open: { html: 'h4' },
  strong_open: { html: 'strong' },
  em_open: { html: 'em' },
  s_open: { html: 's' },
  bullet_list_open: { html: 'ul' },
  list_item_open: { html: 'li' },
  blockquote_open: { html: 'blockquote' },
  table_open: { html: 'table' },
  thead_open: { html: 'thead' },
  tbody_open: { html: 'tbody' },
  tr_open: { html: 'tr' },
};

function branch({ token, children, words }: Open): Markup {
  const type = token?.type ?? '';
  const element = Object.hasOwn(plain, type) ? plain[type] : undefined;
  if (element) return markup`<${element}>${children}</${element}>`;
  switch (token?.type) {
    case 'link_open':
      return addressed(markup`${children}`, words, attribute(token, 'href'));
    case 'ordered_list_open':
      return markup`<ol start="${Number(token.attrGet('start') ?? 1)}">${children}</ol>`;
    case 'th_open':
      return markup`<th class="${sideOf(token)}">${children}</th>`;
    case 'td_open':
      return markup`<td class="${sideOf(token)}">${children}</td>`;
    case 'paragraph_open':
      // In a tight list an item has no paragraphs.
      return token.hidden ? markup`${children}` : markup`<p>${children}</p>`;
    default:
      return markup`${children}`;
  }
}

const code = (text: string): Markup => markup`<pre tabindex="0">${text}</pre>`;

/** The words of a link may say anything: where they do not say where it leads, that stands behind them. */
const addressed = (shown: Markup, words: string, address: string): Markup =>
  markup`${shown}${
    address === '' || address === words ? nothing : markup` <span class="faint">(${address})</span>`
  }`;

const sideOf = (token: Token): string =>
  attribute(token, 'style') === 'text-align:right' ? 'r' : '';

const attribute = (token: Token, name: string): string => String(token.attrGet(name) ?? '');
