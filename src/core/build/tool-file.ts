import { z } from 'zod';
import type { ToolNode } from './state.ts';

const path = z.string().min(1).max(4096);

/** How agents call the file that a call works on. */
const names = [
  'file_path',
  'filePath',
  'path',
  'notebook_path',
  'absolute_path',
  'filename',
  'file',
];

/** The path of the file that a call works on, as its agent gave it; null where it names none, or several. */
export function fileOf(tool: ToolNode): string | null {
  const json = tool.input?.as === 'json' ? tool.input.json : null;
  if (json !== null && typeof json === 'object' && !Array.isArray(json)) {
    for (const name of names) {
      const found = path.safeParse(json[name]);
      if (found.success) return found.data;
    }
  }
  const changed = new Set(tool.changes.map((change) => change.path));
  const [only] = changed;
  return changed.size === 1 && only !== undefined ? only : null;
}
