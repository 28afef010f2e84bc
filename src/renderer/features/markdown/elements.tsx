import { type ReactNode, use } from 'react';
import type { Token } from '../../../core/markdown/parse.ts';
import { WithPlaces } from '../places/with-places.tsx';
import { CodeBlock } from './code-block.tsx';
import { InTree } from './in-tree.ts';
import { MarkdownLink } from './markdown-link.tsx';

interface Open {
  readonly token: Token | null;
  readonly children: ReactNode[];
}

/** Tokens as elements. Only what is named here can come of a text: no tag of its own, nothing that loads. */
export function elementsOf(tokens: readonly Token[]): ReactNode[] {
  const root: Open = { token: null, children: [] };
  const stack = [root];
  tokens.forEach((token, key) => {
    const top = stack.at(-1) ?? root;
    if (token.nesting === 1) stack.push({ token, children: [] });
    else if (token.nesting === 0) top.children.push(leaf(token, key, stack.some(isLink)));
    else if (stack.length > 1) {
      stack.pop();
      (stack.at(-1) ?? root).children.push(branch(top, key));
    }
  });
  return root.children;
}

const isLink = ({ token }: Open): boolean => token?.type === 'link_open';

/** @param linked it stands in a link, which is a button: what is in it can be none */
function leaf(token: Token, key: number, linked: boolean): ReactNode {
  const words = linked ? token.content : <WithPlaces key={key} text={token.content} />;
  switch (token.type) {
    case 'inline':
      return <Inline key={key} tokens={token.children ?? []} />;
    case 'softbreak':
      return '\n';
    case 'hardbreak':
      return <br key={key} />;
    case 'code_inline':
      return (
        <code key={key} className="mono rounded-[3px] bg-raised px-1 py-px break-words">
          {words}
        </code>
      );
    case 'fence':
    case 'code_block':
      return (
        <CodeBlock
          key={key}
          code={token.content.replace(/\n$/, '')}
          language={token.info.trim().split(/\s/, 1)[0] ?? ''}
        />
      );
    case 'image': {
      // A picture at an address is never loaded: that would tell its server who reads, and when.
      const name = token.content === '' ? 'Image' : `Image: ${token.content}`;
      if (linked) return name;
      return (
        <MarkdownLink key={key} href={attribute(token, 'src')}>
          {name}
        </MarkdownLink>
      );
    }
    case 'hr':
      return <hr key={key} className="my-1 border-line" />;
    case 'text':
      return words;
    default:
      return token.content;
  }
}

/** It scrolls where it is a stop of the keyboard; in a row of the plan its words are broken instead. */
function Table({ children }: { children: ReactNode }) {
  const inTree = use(InTree);
  return (
    <div {...(inTree ? {} : { tabIndex: 0 })} className={inTree ? '' : 'overflow-x-auto'}>
      <table className={`border-collapse whitespace-normal ${inTree ? 'wrap-anywhere' : ''}`}>
        {children}
      </table>
    </div>
  );
}

const Inline = ({ tokens }: { tokens: readonly Token[] }) => elementsOf(tokens);

const aligned: Record<string, string> = {
  'text-align:right': 'text-right',
  'text-align:center': 'text-center',
};

function branch({ token, children }: Open, key: number): ReactNode {
  switch (token?.type) {
    case 'heading_open': {
      // Below the headings of the window, whatever the text thinks of itself.
      const level = Math.min(6, Number(token.tag.slice(1)) + 2);
      return (
        <div
          key={key}
          role="heading"
          aria-level={level}
          className={level <= 4 ? 'pt-1 font-semibold' : 'pt-0.5 font-semibold text-muted'}
        >
          {children}
        </div>
      );
    }
    case 'strong_open':
      return (
        <strong key={key} className="font-semibold">
          {children}
        </strong>
      );
    case 'em_open':
      return <em key={key}>{children}</em>;
    case 's_open':
      return <s key={key}>{children}</s>;
    case 'link_open':
      return (
        <MarkdownLink key={key} href={attribute(token, 'href')}>
          {children}
        </MarkdownLink>
      );
    case 'bullet_list_open':
      return (
        <ul key={key} className="ml-4 list-disc space-y-0.5 marker:text-faint">
          {children}
        </ul>
      );
    case 'ordered_list_open':
      return (
        <ol
          key={key}
          start={Number(token.attrGet('start') ?? 1)}
          className="ml-5 list-decimal space-y-0.5 marker:text-faint"
        >
          {children}
        </ol>
      );
    case 'list_item_open':
      return (
        <li key={key} className="space-y-1 pl-0.5">
          {children}
        </li>
      );
    case 'blockquote_open':
      return (
        <blockquote
          key={key}
          className="space-y-1.5 border-l-2 border-[color-mix(in_srgb,currentColor_30%,transparent)] pl-3 text-muted"
        >
          {children}
        </blockquote>
      );
    case 'table_open':
      return <Table key={key}>{children}</Table>;
    case 'thead_open':
      return <thead key={key}>{children}</thead>;
    case 'tbody_open':
      return <tbody key={key}>{children}</tbody>;
    case 'tr_open':
      return (
        <tr key={key} className="border-b border-[color-mix(in_srgb,currentColor_14%,transparent)]">
          {children}
        </tr>
      );
    case 'th_open':
      return (
        <th key={key} scope="col" className={`py-1 pr-4 text-left font-semibold ${alignOf(token)}`}>
          {children}
        </th>
      );
    case 'td_open':
      return (
        <td key={key} className={`py-1 pr-4 align-top ${alignOf(token)}`}>
          {children}
        </td>
      );
    case 'paragraph_open':
      // In a tight list an item has no paragraphs.
      return token.hidden ? <span key={key}>{children}</span> : <p key={key}>{children}</p>;
    default:
      return <span key={key}>{children}</span>;
  }
}

const alignOf = (token: Token): string => aligned[attribute(token, 'style')] ?? '';

const attribute = (token: Token, name: string): string => String(token.attrGet(name) ?? '');
