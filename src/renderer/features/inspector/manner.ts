import { createContext } from 'react';

/** How bodies are drawn. */
export interface Manner {
  /** As they are written: no Markdown, no tree, no colours of code. */
  readonly plain: boolean;
  /** The file that a tool works on, or its command: it tells the language of what stands in it. */
  readonly path: string | null;
}

export const MannerContext = createContext<Manner>({ plain: false, path: null });
