/** How far a text was cut. */
export interface Cut {
  readonly text: string;
  readonly blocks: readonly string[];
}

export const nothing: Cut = { text: '', blocks: [] };

/**
 * Cuts Markdown where a block surely ends, so that what has settled is never read again while a text
 * grows: all blocks but the last stay as they are, whatever comes. It cuts less often than it could: what
 * is cut here is read by itself, so lists, and code between fences, stay in one piece.
 * @param before what is known of an earlier state of the text
 */
export function continued(before: Cut, text: string): Cut {
  if (text === before.text) return before;
  const goesOn = before.text !== '' && text.startsWith(before.text);
  const settled = goesOn ? before.blocks.slice(0, -1) : [];
  let from = goesOn ? before.text.length - (before.blocks.at(-1)?.length ?? 0) : 0;
  const blocks = [...settled];
  for (let end = endOf(text, from); end !== null; end = endOf(text, from)) {
    blocks.push(text.slice(from, end));
    from = end;
  }
  if (from < text.length) blocks.push(text.slice(from));
  return { text, blocks };
}

/** A fence may also begin in an item. */
const fence = /^\s*(?:(?:[-+*]|\d{1,9}[.)])\s+)?(`{3,}(?!`)(?=[^`]*$)|~{3,}(?!~))/;
const item = /^ {0,3}(?:[-+*]|\d{1,9}[.)])(?:\s|$)/;
/** What a line that is not whole yet could still become an item of a list with. */
const mayBeItem = /^ {0,3}(?:[-+*]|\d{1,9}[.)]?)?$/;

/** Where the block that begins here ends: before a line that surely begins another; null: not in sight. */
function endOf(text: string, start: number): number | null {
  let open: string | null = null;
  let isList = false;
  let blank = false;
  let began = false;
  for (let at = start; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const isWhole = newline !== -1;
    const line = text.slice(at, isWhole ? newline : undefined);
    if (open !== null) {
      if (closes(line, open)) open = null;
    } else if (line.trim() === '') {
      blank = began;
      // A line of blanks alone may still become one with words.
      if (!isWhole) return null;
    } else {
      const isIndented = /^(?: {2}|\t| \t)/.test(line);
      const goesOn =
        isIndented || (isList && (item.test(line) || (!isWhole && mayBeItem.test(line))));
      if (blank && !goesOn) return at;
      if (!began) isList = item.test(line) || (!isWhole && mayBeItem.test(line));
      else if (item.test(line)) isList = true;
      began = true;
      blank = false;
      open = (isWhole ? fence.exec(line)?.[1] : null) ?? null;
    }
    if (!isWhole) return null;
    at = newline + 1;
  }
  return null;
}

/** A block that is nothing but code between fences; one that is still open goes on to its end. */
export function fencedCode(block: string): { language: string; code: string } | null {
  const [, sign, info = ''] = /^(`{3,}(?!`)|~{3,}(?!~))([^\n]*)\n/.exec(block) ?? [];
  if (sign === undefined || (sign.startsWith('`') && info.includes('`'))) return null;
  const lines = block.trimEnd().split('\n').slice(1);
  const end = lines.findIndex((line) => closes(line, sign));
  if (end !== -1 && end !== lines.length - 1) return null;
  const code = (end === -1 ? lines : lines.slice(0, end)).join('\n');
  return { language: info.trim().split(/\s/, 1)[0] ?? '', code };
}

function closes(line: string, sign: string): boolean {
  const trimmed = line.trim();
  return trimmed.startsWith(sign) && trimmed.replaceAll(sign.charAt(0), '') === '';
}
