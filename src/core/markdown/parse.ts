import MarkdownIt, { type Token } from 'markdown-it';

/**
 * Markdown as tokens; nobody here makes HTML of it. Tags are text. Definitions of links would vanish
 * from what is shown, and pictures would name addresses to load: the first stay as they are written,
 * the second are shown as what they are called.
 */
const parser = new MarkdownIt('default', { html: false, linkify: true, maxNesting: 20 });
parser.disable(['reference', 'replacements', 'smartquotes']);
// Names of files look like domains: only what begins with a scheme is a link.
parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });

/** Past this a block is shown as it is written, so that no text can hold the window up. */
const LONGEST = 8000;

/** The tokens of a block, or null where it is too long to be read at once. */
export function tokensOf(block: string): Token[] | null {
  return block.length > LONGEST ? null : parser.parse(block, {});
}

export type { Token };
