import { figure, type Row } from './result.ts';

const columns = ['name', 'Ratchet', 'comparison', 'ratio', 'target', 'holds'] as const;
/** Characters after which the comparison is cut: the JSON has all of it. */
const WIDE = 72;

/** The report as a table of plain text, one line a row. */
export function tableOf(rows: readonly Row[]): string {
  const lines = rows.map((row) => [
    row.name,
    row.value === null ? '-' : `${figure(row.value)} ${row.unit}`.trimEnd(),
    cut(row.comparison),
    row.ratio === null ? '' : figure(row.ratio),
    row.target,
    row.holds === null ? '' : row.holds ? 'yes' : 'NO',
  ]);
  const all = [[...columns], ...lines];
  const widths = columns.map((_, at) => Math.max(...all.map((cells) => cells[at]?.length ?? 0)));
  const written = all.map((cells) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [written[0], rule, ...written.slice(1)].join('\n');
}

const cut = (text: string) => (text.length > WIDE ? `${text.slice(0, WIDE - 1)}…` : text);
