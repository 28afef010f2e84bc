import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const protocol = join(import.meta.dirname, '../../docs/protocol.md');

export interface StateTable {
  /** The states, as the head of the table names them. */
  readonly states: readonly string[];
  /** For each input the cells of its row, one a state. */
  readonly rows: ReadonlyMap<string, readonly string[]>;
}

/** The first table under a heading of `docs/protocol.md`: what the document says is what is tested. */
export function stateTable(heading: string): StateTable {
  const text = readFileSync(protocol, 'utf8');
  const section = text.slice(text.indexOf(`## ${heading}\n`)).split(/\n## /, 2)[0] ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('|'));
  const [head, , ...rows] = lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  if (!head || rows.length === 0) throw new Error(`docs/protocol.md has no table of "${heading}"`);
  return {
    states: head.slice(1),
    rows: new Map(rows.map(([input = '', ...cells]) => [input, cells])),
  };
}
