import type { BuildState, Node } from '../../../core/build/state.ts';
import { fileOf } from '../../../core/build/tool-file.ts';

interface Files {
  readonly cwd: string | null;
  /** The last call on each, by its node. */
  readonly calls: ReadonlyMap<string, string>;
}

/** The files that calls of a chunk work on; states share most chunks. */
const known = new WeakMap<readonly Node[], Files>();

function filesIn(chunk: readonly Node[], cwd: string | null): Files['calls'] {
  const before = known.get(chunk);
  if (before?.cwd === cwd) return before.calls;
  const files = new Map<string, string>();
  for (const node of chunk) {
    const file = node.kind === 'tool' ? fileOf(node) : null;
    const path = file === null ? null : absolute(file, cwd);
    if (path !== null) files.set(path, node.key);
  }
  known.set(chunk, { cwd, calls: files });
  return files;
}

/**
 * The last call of a build that works on a file, by its node; null where none does. A page names a file to
 * its host by a call, and never by a path.
 */
export function callOn({ nodes, cwd }: BuildState, file: string): string | null {
  const path = absolute(file, cwd);
  if (path === null) return null;
  for (const chunk of nodes.chunks.toReversed()) {
    const node = filesIn(chunk, cwd).get(path);
    if (node !== undefined) return node;
  }
  return null;
}

/** The same file by one name; null where that cannot be told. */
function absolute(file: string, cwd: string | null): string | null {
  const isWhole = file.startsWith('/') || /^[a-z]:[\\/]/i.test(file);
  if (!isWhole && cwd === null) return null;
  const parts = (isWhole ? file : `${cwd}/${file}`).split(/[\\/]/).filter((part) => part !== '.');
  return parts.includes('..') ? null : parts.join('/');
}
