/** Characters at the end that always stay in sight: the name of a file, the last words of a command. */
const tailOf = (line: string): number =>
  line.includes('/') ? Math.min(36, Math.max(4, line.length - line.lastIndexOf('/'))) : 12;

/**
 * A text on one line that loses its middle when it does not fit. The browser cuts the first part;
 * the last part never shrinks. Read and copied, it is one text.
 */
export function Middle({ text }: { text: string }) {
  const line = text.replace(/\s+/g, ' ');
  const cut = Math.max(0, line.length - tailOf(line));
  return (
    <span className="flex min-w-0" title={text.length > 40 ? text.slice(0, 500) : undefined}>
      <span className="truncate whitespace-pre">{line.slice(0, cut)}</span>
      {cut < line.length && <span className="flex-none whitespace-pre">{line.slice(cut)}</span>}
    </span>
  );
}
