import { createContext } from 'react';
import type { Node } from '../../../core/build/state.ts';
import { fileOf } from '../../../core/build/tool-file.ts';
import { languageOfFile } from '../code/languages.ts';

/** How bodies are drawn. */
export interface Manner {
  /** As they are written: no Markdown, no tree, no colours of code. */
  readonly plain: boolean;
  /** The language of the file that a tool works on: of what is written into it. */
  readonly language: string | null;
  /** What came back is what stands in the file. */
  readonly isFile: boolean;
}

/** Tools whose output is a file, whatever their agents call them. */
const reading = /read|view|open_file/i;

export function mannerOf(node: Node, plain: boolean): Manner {
  const path = node.kind === 'tool' ? fileOf(node) : null;
  const language = path === null || plain ? null : languageOfFile(path);
  const isFile = node.kind === 'tool' && node.outcome === 'succeeded' && reading.test(node.name);
  return { plain, language, isFile };
}

export const MannerContext = createContext<Manner>({
  plain: false,
  language: null,
  isFile: false,
});
