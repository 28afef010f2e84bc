import { firstLine } from '../../../../core/agents/text.ts';
import type { BuildState, Node } from '../../../../core/build/state.ts';
import { vectorValues } from '../../../../core/build/vector.ts';
import { plural, within } from '../../../../core/format.ts';
import { glyph } from './glyphs.ts';
import { markup, type Markup, nothing } from './markup.ts';

export interface Trouble {
  readonly position: number;
  readonly node: Extract<Node, { kind: 'tool' | 'error' }>;
}

/** Failures that are listed; the rest is reached from one to the next. */
const LISTED = 12;

/** What failed, in order: tools, and errors that the agent did not recover from. */
export function troublesOf(state: BuildState): Trouble[] {
  const troubles: Trouble[] = [];
  let position = 0;
  for (const node of vectorValues(state.nodes)) {
    if (node.kind === 'tool' && node.outcome === 'failed') troubles.push({ position, node });
    if (node.kind === 'error' && !node.recovering) troubles.push({ position, node });
    position += 1;
  }
  return troubles;
}

/** A way to each failure, first of all. */
export function troubleList(troubles: readonly Trouble[], cwd: string | null): Markup {
  if (troubles.length === 0) return nothing;
  const rest = troubles.length - LISTED;
  return markup`<h2 class="err">${plural(troubles.length, 'failure')}</h2>
    <nav class="box trouble" aria-label="Failures">
      ${troubles.slice(0, LISTED).map(({ position, node }) => entry(position, node, cwd))}
      ${rest > 0 && markup`<div class="row faint">and ${rest} more: each leads to the next</div>`}
    </nav>`;
}

function entry(position: number, node: Trouble['node'], cwd: string | null): Markup {
  const [name, about, what] =
    node.kind === 'error'
      ? ['Error', '', node.message]
      : [node.name, node.target === null ? '' : within(node.target, cwd), whyFailed(node)];
  return markup`<a class="row" href="#n${position}"
    >${glyph('failed')}<span class="name">${name}</span><span class="mono muted clip">${about}</span
    ><span class="why clip muted">${firstLine(what)}</span></a
  >`;
}

function whyFailed(node: Extract<Node, { kind: 'tool' }>): string {
  if (node.error !== null) return node.error;
  return node.exitCode === null ? 'failed' : `exit ${node.exitCode}`;
}
