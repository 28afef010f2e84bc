/** Cuts to `limit` UTF-16 units, never through a character, and marks the cut. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const last = text.charCodeAt(limit - 2);
  const whole = last >= 0xd800 && last <= 0xdbff ? limit - 2 : limit - 1;
  return `${text.slice(0, whole)}…`;
}

/** The first line that says something, on one line and at most `limit` units long. */
export function firstLine(text: string, limit = 200): string {
  const head = text.slice(0, limit * 8).trimStart();
  const end = head.indexOf('\n');
  return clip((end === -1 ? head : head.slice(0, end)).replace(/\s+/g, ' ').trim(), limit);
}

/** The whole text on one line, at most `limit` units long: a command may begin with an empty one. */
export function oneLine(text: string, limit = 200): string {
  return clip(
    text
      .slice(0, limit * 8)
      .replace(/\s+/g, ' ')
      .trim(),
    limit,
  );
}

/** Lines of a text; a final newline ends the last line and begins none. */
export function linesOf(text: string): string[] {
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

// eslint-disable-next-line no-control-regex -- terminal colours begin with the escape character
const colours = /\u001b\[[0-9;]*[A-Za-z]/g;

export const withoutColours = (text: string): string => text.replace(colours, '');
