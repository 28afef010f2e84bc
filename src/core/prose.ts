// What agents write is Markdown as a rule. As much of it is read as helps reading; the rest stays as it is.

/** A stretch of text: code as it stands between fences, or prose. */
export interface Part {
  readonly is: 'code' | 'prose';
  readonly text: string;
}

/** Words of one look. */
export interface Span {
  readonly text: string;
  readonly isStrong: boolean;
  readonly isCode: boolean;
}

/** What is between fences, and what is around it. A fence that is not closed goes on to the end. */
export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let lines: string[] = [];
  let fence: string | null = null;
  const end = (is: Part['is']) => {
    if (is === 'code' || lines.length > 0) parts.push({ is, text: lines.join('\n') });
    lines = [];
  };
  for (const line of text.split('\n')) {
    const [, sign, rest] = /^ *(`{3,}|~{3,})([^\n]*)$/.exec(line) ?? [];
    if (fence === null && sign !== undefined && !(sign.startsWith('`') && rest?.includes('`'))) {
      end('prose');
      fence = sign;
    } else if (fence !== null && sign?.startsWith(fence) && rest?.trim() === '') {
      end('code');
      fence = null;
    } else lines.push(line);
  }
  end(fence === null ? 'prose' : 'code');
  return parts;
}

const marked = /`([^`\n]{1,4000})`|\*\*(?=[^\s*])((?:[^*\n`]|`[^`\n]{0,1000}`){1,2000})\*\*/g;

/** `code` and **strong** words of a line or a paragraph; each mark within one line. */
export const spansOf = (text: string): Span[] => spans(text, false);

function spans(text: string, isStrong: boolean): Span[] {
  const found: Span[] = [];
  let at = 0;
  const plain = (to: number) => {
    if (to > at) found.push({ text: text.slice(at, to), isStrong, isCode: false });
  };
  for (const { 0: whole, 1: code, 2: strong, index } of text.matchAll(marked)) {
    plain(index);
    at = index + whole.length;
    if (code !== undefined) found.push({ text: code, isStrong, isCode: true });
    else if (strong !== undefined && !isStrong) found.push(...spans(strong, true));
    else at = index;
  }
  plain(text.length);
  return found;
}

export type Block =
  | { readonly is: 'heading' | 'text'; readonly text: string }
  | { readonly is: 'rule' }
  | { readonly is: 'list'; readonly items: readonly Item[] };

export interface Item {
  /** How far it is set in, in steps. */
  readonly depth: number;
  /** Its number, as it is written; empty where it has none. */
  readonly number: string;
  readonly text: string;
}

/** Headings, lists, rules and paragraphs of prose, in their order. */
export function blocksOf(prose: string): Block[] {
  const blocks: Block[] = [];
  let text: string[] = [];
  let items: Item[] = [];
  const end = () => {
    if (text.length > 0) blocks.push({ is: 'text', text: text.join('\n') });
    if (items.length > 0) blocks.push({ is: 'list', items });
    text = [];
    items = [];
  };
  for (const line of prose.split('\n')) {
    const heading = /^#{1,6}[ \t]+(\S.*)$/.exec(line)?.[1];
    const item = itemIn(line);
    const last = items.at(-1);
    if (heading !== undefined || isRule(line)) {
      end();
      blocks.push(heading === undefined ? { is: 'rule' } : { is: 'heading', text: heading });
    } else if (item) {
      if (text.length > 0) end();
      items.push(item);
    } else if (last && /^(?: {2}|\t)\s*\S/.test(line)) {
      items[items.length - 1] = { ...last, text: `${last.text}\n${line.trim()}` };
    } else if (line.trim() === '') {
      // Items may stand apart from each other.
      if (text.length > 0) end();
    } else {
      if (items.length > 0) end();
      text.push(line);
    }
  }
  end();
  return blocks;
}

const isRule = (line: string): boolean => /^ {0,3}(?:-{3,}|\*{3,}|_{3,})[ \t]*$/.test(line);

function itemIn(line: string): Item | null {
  const [, indent, sign = '', text] = /^([ \t]*)([-*+]|\d{1,9}[.)])[ \t]+(\S.*)$/.exec(line) ?? [];
  if (indent === undefined || text === undefined) return null;
  const depth = Math.floor(indent.replaceAll('\t', '    ').length / 2);
  return { depth, number: /\d/.test(sign) ? sign : '', text };
}
