import { z } from 'zod';
import type { Json } from './content.ts';
import type { ToolNode } from './state.ts';

const path = z.string().min(1).max(4096);
const line = z.number().int().min(1).max(10_000_000);

/** How agents call the file that a call works on, and the line in it. */
const pathNames = ['file_path', 'filePath', 'path', 'notebook_path', 'absolute_path', 'filename'];
const lineNames = ['line', 'offset', 'start_line', 'startLine'];

/** The path of the file that a call works on, as its agent gave it; null where it names none, or several. */
export function fileOf(tool: ToolNode): string | null {
  const named = firstOf(tool, pathNames, path);
  if (named !== null) return named;
  const changed = new Set(tool.changes.map((change) => change.path));
  const [only] = changed;
  return changed.size === 1 && only !== undefined ? only : null;
}

/** The line that a call works on, where it names one. */
export const lineOf = (tool: ToolNode): number | null => firstOf(tool, lineNames, line);

function firstOf<Value>(
  tool: ToolNode,
  names: readonly string[],
  schema: z.ZodType<Value>,
): Value | null {
  const json: Json = tool.input?.as === 'json' ? tool.input.json : null;
  if (json === null || typeof json !== 'object' || Array.isArray(json)) return null;
  for (const name of names) {
    const found = schema.safeParse(json[name]);
    if (found.success) return found.data;
  }
  return null;
}
